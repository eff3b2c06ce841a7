import { nameColors } from "./avatar-creator-colors";
import type { Attributes, Background, Persona, PortraitParams } from "./avatar-creator-recipe";

type Described = Pick<PortraitParams, "prompt"> & Partial<PortraitParams>;

/** One sentence of a prompt, and what of the recipe it tells. */
export interface PromptPart {
  label: "Your words" | "References" | "Person" | "Clothing" | "Character" | "Style" | "Background" | "Left out";
  text: string;
}

export interface PromptOptions {
  /** Whether the model is told apart what to leave out; otherwise the prompt says it. */
  hasNegativePrompt?: boolean;
}

/**
 * What a picture model is told: the person's own words first, then everything chosen beside them, in sentences.
 * A model that reads attributes as they are (`illustrated`) gets the person's words alone.
 *
 * @example composePrompt({ prompt: "", attributes: { gender: "woman", eyeColor: "grey" } }) // "Portrait of a woman with grey eyes."
 */
export function composePrompt(params: Described, options: PromptOptions = {}): string {
  const parts = describeParts(params, options);
  const [first] = parts;
  if (parts.length === 1 && first?.label === "Your words") return first.text;
  return parts.map(({ text }) => endSentence(text)).join(" ");
}

/** The same, sentence by sentence, for a preview. */
export function describeParts(params: Described, { hasNegativePrompt = true }: PromptOptions = {}): PromptPart[] {
  const { prompt, persona = {}, attributes = {}, style, background = "keep", negativePrompt } = params;
  const look = inWords(attributes);
  const parts: (PromptPart | false)[] = [
    { label: "Your words", text: prompt.trim() },
    { label: "Person", text: describePerson(persona, look, Boolean(prompt.trim())) },
    { label: "Clothing", text: describeClothing(look) },
    { label: "Character", text: describeCharacter(persona, look) },
    Boolean(params.referenceAssetIds?.length) && {
      label: "References",
      text: "The same person as in the reference pictures.",
    },
    Boolean(style) && { label: "Style", text: `In ${style?.replace(/\s+style$/i, "")} style.` },
    { label: "Background", text: describeBackground(background) },
    !hasNegativePrompt && Boolean(negativePrompt?.trim()) && { label: "Left out", text: `Without: ${negativePrompt}` },
  ];
  return parts.filter((part) => part !== false && part.text !== "") as PromptPart[];
}

/** `hasWords`: the prompt has told already that this is a picture, and of whom. */
function describePerson({ name, age }: Persona, look: Attributes, hasWords: boolean): string {
  const who = describeIdentity(look);
  const years = age !== undefined && `${age} ${age === 1 ? "year" : "years"} old`;
  const features = [
    look.bodyType && withNoun(look.bodyType, /build|body|figure|frame/i, "build", "a"),
    look.skinTone && withNoun(look.skinTone, /skin|complexion/i, "skin"),
    describeHair(look),
    look.eyeColor && withNoun(look.eyeColor, /eye/i, "eyes"),
    look.facialHair && (/^none$/i.test(look.facialHair) ? "no facial hair" : withArticle(look.facialHair)),
    look.expression && withNoun(look.expression, /expression|smile|grin|frown|look|face/i, "expression", "a"),
  ].filter((feature) => feature !== undefined && feature !== "");
  const isNamed = name || who || years;
  if (!isNamed && features.length === 0) return "";
  if (!isNamed && hasWords) return `The person has ${list(features)}.`;
  const facts = [name, who || (!name && !hasWords && "a person"), years].filter(Boolean).join(", ");
  const start = hasWords ? `The person is ${facts}` : `Portrait of ${facts}`;
  return features.length > 0 ? `${start}${/,/.test(facts) ? "," : ""} with ${list(features)}.` : `${start}.`;
}

/** "a young adult Japanese woman"; empty where nothing of it was said. */
function describeIdentity({ gender, ageRange, ethnicity }: Attributes): string {
  if (!gender && !ageRange && !ethnicity) return "";
  const isYoung = ageRange === "child" || ageRange === "teenager";
  const nouns = isYoung ? { woman: "girl", man: "boy" } : { woman: "woman", man: "man" };
  const isSexed = gender === "woman" || gender === "man";
  const noun = isSexed ? nouns[gender] : isYoung ? ageRange : "person";
  const age = isYoung ? isSexed && (ageRange === "teenager" ? "teenage" : "young") : ageRange;
  return withArticle([age, ethnicity, gender === "non-binary" && gender, noun].filter(Boolean).join(" "));
}

function describeHair({ hairStyle, hairColor }: Attributes): string {
  if (!hairStyle) return hairColor ? withNoun(hairColor, /hair/i, "hair") : "";
  if (/^bald/i.test(hairStyle)) return "a bald head";
  // What says how hair is stands before it; what says what it is (a bun, braids) stands for itself.
  const manner = hairStyle.replace(/\s+hair$/i, "");
  const isAdjective =
    manner !== hairStyle || /\b(?:short|long|medium|[\w-]+length|straight|thick|thin|loose|sleek|\w+y)$/i.test(manner);
  if (isAdjective) return [manner, hairColor, "hair"].filter(Boolean).join(" ");
  return [hairColor && withNoun(hairColor, /hair/i, "hair"), withArticle(hairStyle)].filter(Boolean).join(" in ");
}

function describeClothing({ headwear, clothing, clothingColor, accessories = [] }: Attributes): string {
  const clothes = clothing
    ? [clothingColor, clothing].filter(Boolean).join(" ")
    : clothingColor && `${clothingColor} clothes`;
  const worn = [headwear, clothes, ...accessories].filter(Boolean) as string[];
  return worn.length > 0 ? `Wearing ${list(worn.map(withArticle))}.` : "";
}

function describeCharacter({ personality = [], background }: Persona, { gender }: Attributes): string {
  const [subject, their] =
    gender === "woman" ? ["She comes", "Her"] : gender === "man" ? ["He comes", "His"] : ["They come", "Their"];
  return [
    personality.length > 0 && `${subject} across as ${list(personality)}.`,
    background && `${their} story: ${endSentence(background)}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Only a drawing can be without a background; others come nearest on white. */
function describeBackground(background: Background): string {
  if (background === "keep") return "";
  if (background === "transparent") return "Cut out on a plain white background.";
  return `The background is one solid colour: ${nameColors(background)}.`;
}

/** Every attribute with its colours in words. */
function inWords({ accessories, ...rest }: Attributes): Attributes {
  const words = Object.entries(rest).map(([name, value]) => [name, value && nameColors(value)]);
  return { ...Object.fromEntries(words), ...(accessories && { accessories: accessories.map(nameColors) }) };
}

/** "slim" → "a slim build"; what has its noun already keeps it. */
function withNoun(words: string, nouns: RegExp, noun: string, article?: "a"): string {
  const phrase = nouns.test(words) ? words : `${words} ${noun}`;
  return article ? withArticle(phrase) : phrase;
}

/** Plurals, what is not counted, and what has an article already stay as they are. */
function withArticle(words: string): string {
  const isBare =
    /^(?:an?|the|no|some|two|his|her|their)\b|[^s]s$|(?:wear|jewell?ery|make-?up|stubble|armou?r|clothing|attire)$/i;
  if (isBare.test(words)) return words;
  return `${/^(?:[aeio]|u[mnpz])(?!u|ne\b|ni)/i.test(words) ? "an" : "a"} ${words}`;
}

function list(words: readonly (string | undefined)[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function endSentence(text: string): string {
  return /[.!?…]["')\]]?$/.test(text.trim()) ? text.trim() : `${text.trim().replace(/[\s,;:]+$/, "")}.`;
}
