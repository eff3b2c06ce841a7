import type { PortraitParams } from "@lumiku/contracts/avatar-creator";

type Described = Pick<PortraitParams, "prompt" | "style" | "persona" | "attributes">;

/**
 * What a picture model is told: the person's own words first, then everything chosen beside them, in words.
 * A model that reads attributes as they are (`illustrated`) gets the prompt alone.
 */
export function composePrompt({ prompt, style, persona = {}, attributes = {} }: Described): string {
  const { gender, ageRange, ethnicity, bodyType, skinTone, eyeColor, facialHair, expression, headwear } = attributes;
  const age = persona.age === undefined ? ageRange : `${persona.age} years old`;
  const hair = [attributes.hairColor, attributes.hairStyle].filter(Boolean).join(" ");
  const clothing = [attributes.clothingColor, attributes.clothing].filter(Boolean).join(" ");
  const facts = [
    [gender, ethnicity, age].filter(Boolean).join(", "),
    bodyType && `${bodyType} build`,
    skinTone && `${skinTone} skin`,
    hair && `${hair} hair`,
    eyeColor && `${eyeColor} eyes`,
    facialHair,
    expression && `${expression} expression`,
    headwear,
    clothing && `wearing ${clothing}`,
    attributes.accessories?.length && `with ${attributes.accessories.join(", ")}`,
    persona.personality?.length && `a ${persona.personality.join(", ")} personality`,
    persona.background,
    style && `${style} style`,
  ].filter(Boolean);
  return facts.length === 0 ? prompt : `${prompt.replace(/[\s.,;]+$/, "")}. Portrait: ${facts.join("; ")}.`;
}
