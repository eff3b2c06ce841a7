import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { day } from "../../core/words";

export type Fact = readonly [term: string, value: string];
type RecipeOf = NonNullable<Avatar["recipe"]>;

const lookTerms = [
  ["gender", "Gender"],
  ["ageRange", "Age range"],
  ["ethnicity", "Ethnicity"],
  ["bodyType", "Body type"],
  ["hairStyle", "Hair style"],
  ["hairColor", "Hair colour"],
  ["eyeColor", "Eye colour"],
  ["skinTone", "Skin tone"],
  ["facialHair", "Facial hair"],
  ["expression", "Expression"],
  ["headwear", "Headwear"],
  ["clothing", "Clothing"],
  ["clothingColor", "Clothing colour"],
] as const;

/** Who the person is. */
export function personaFacts({ persona = {} }: Pick<RecipeOf, "persona">): Fact[] {
  return filled([
    ["Name", persona.name],
    ["Age", persona.age?.toString()],
    ["Personality", persona.personality?.join(", ")],
    ["Background", persona.background],
  ]);
}

/** How the person looks. */
export function lookFacts({ attributes = {} }: Pick<RecipeOf, "attributes">): Fact[] {
  return filled([
    ...lookTerms.map(([name, term]) => [term, attributes[name]] as const),
    ["Accessories", attributes.accessories?.join(", ")],
  ]);
}

const sources: Record<Avatar["source"], string> = {
  text: "A description",
  references: "Reference pictures",
  preset: "A preset",
  upload: "Uploaded",
};

/** What it was made with, in the field's own terms. */
export function makingFacts(avatar: Avatar, modelName: string | undefined): Fact[] {
  const { recipe, asset, seed, source, createdAt } = avatar;
  return filled([
    ["Made from", sources[source]],
    ["Model", modelName],
    ["Style", recipe?.style],
    ["Seed", seed?.toString()],
    ["Size", `${asset.width} × ${asset.height} px`],
    ["Steps", recipe?.steps?.toString()],
    ["Guidance", recipe?.guidance?.toString()],
    ["Background", recipe?.background === "keep" ? undefined : recipe?.background],
    ["Negative prompt", recipe?.negativePrompt],
    ["Made on", day(createdAt)],
  ]);
}

/** What is not the same in all of them: the terms, and what each has there. */
export function findDifferences(
  avatars: readonly Avatar[],
  nameOf: (model: string) => string,
): { term: string; values: string[] }[] {
  const facts = avatars.map((avatar) => {
    const made = makingFacts(avatar, avatar.model ? nameOf(avatar.model) : undefined);
    const { recipe } = avatar;
    const told: Fact[] = recipe ? [["Prompt", recipe.prompt], ...personaFacts(recipe), ...lookFacts(recipe)] : [];
    return new Map([...told, ...made].filter(([term]) => term !== "Made on"));
  });
  const terms = [...new Set(facts.flatMap((known) => [...known.keys()]))];
  return terms
    .map((term) => ({ term, values: facts.map((known) => known.get(term) ?? "–") }))
    .filter(({ values }) => new Set(values).size > 1);
}

function filled(facts: readonly (readonly [string, string | undefined])[]): Fact[] {
  return facts.flatMap(([term, value]) => (value ? [[term, value] as const] : []));
}
