import { people } from "./person";

export const professional = people("professional", [
  {
    id: "paediatrician",
    name: "Paediatrician",
    summary: "Amal explains everything twice, once to the child and once to the parents",
    persona: {
      name: "Amal Haddad",
      age: 41,
      personality: ["patient", "warm", "precise"],
      background: "Runs a children's clinic in Alexandria and keeps a drawer of stickers for the brave.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "Egyptian", skinTone: "olive", eyeColor: "brown" },
      ...{ headwear: "emerald hijab", clothing: "blazer", clothingColor: "white", accessories: ["glasses"] },
      expression: "warm smile",
    },
    prompt:
      "Portrait of a doctor in a bright, calm clinic, soft daylight from a window, shallow depth of field, 85mm photograph",
    style: "avataaars",
    seed: 6,
  },
  {
    id: "architect",
    name: "Architect",
    summary: "Kwame draws by hand first and lets the computer catch up",
    persona: {
      name: "Kwame Boateng",
      age: 57,
      personality: ["thoughtful", "exacting", "dry-humoured"],
      background: "Designs schools that stay cool without machines, in Accra and Kumasi.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "middle-aged", ethnicity: "Ghanaian", skinTone: "deep", bodyType: "average" },
      ...{ hairStyle: "bald", facialHair: "grey beard", clothing: "shirt", clothingColor: "charcoal" },
      ...{ accessories: ["round glasses"], expression: "calm" },
    },
    prompt: "Portrait of an architect in his studio, models and drawings out of focus behind him, late afternoon light",
    style: "micah",
    seed: 3,
  },
  {
    id: "judge",
    name: "Judge",
    summary: "Ingrid listens to the end before she speaks",
    persona: {
      name: "Ingrid Solberg",
      age: 63,
      personality: ["fair", "unhurried", "sharp"],
      background: "Thirty years on the bench in Bergen; on Sundays she rows.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "senior", ethnicity: "Norwegian", eyeColor: "blue", skinTone: "fair" },
      ...{ hairStyle: "bob", hairColor: "silver", clothing: "suit", clothingColor: "navy", expression: "serious" },
    },
    prompt: "Dignified portrait of a judge in a wood-panelled room, directional light, quiet background, fine detail",
    style: "avataaars",
    seed: 8,
  },
  {
    id: "developer",
    name: "Software engineer",
    summary: "Mateo writes the test first and the joke second",
    persona: {
      name: "Mateo Restrepo",
      age: 29,
      personality: ["curious", "generous", "playful"],
      background: "Builds maps of accessible routes from his wheelchair in Medellín, and ships on Fridays.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "young adult", ethnicity: "Colombian", skinTone: "tan", eyeColor: "brown" },
      ...{ hairStyle: "short curly", hairColor: "black", facialHair: "stubble", clothing: "hoodie" },
      ...{ clothingColor: "teal", accessories: ["wheelchair"], expression: "happy" },
    },
    prompt: "Portrait of a software engineer at a tidy desk by a large window, plants, natural morning light",
    style: "avataaars",
    seed: 3,
  },
  {
    id: "chemist",
    name: "Chemist",
    summary: "Priya reads the footnotes, then writes better ones",
    persona: {
      name: "Priya Raghavan",
      age: 35,
      personality: ["meticulous", "cheerful", "stubborn"],
      background: "Looks for batteries without cobalt in a laboratory in Chennai.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "South Indian", skinTone: "brown", eyeColor: "dark brown" },
      ...{
        hairStyle: "bun",
        hairColor: "black",
        clothing: "lab coat",
        clothingColor: "white",
        expression: "confident",
      },
    },
    prompt: "Portrait of a scientist in a modern laboratory, glassware softly blurred behind her, clean even light",
    style: "toon-head",
    seed: 5,
  },
  {
    id: "pilot",
    name: "Airline captain",
    summary: "Marcus has the calmest voice on any radio",
    persona: {
      name: "Marcus Whitfield",
      age: 46,
      personality: ["steady", "courteous", "observant"],
      background: "Flew cargo over the Atlantic for ten years before he carried people.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "middle-aged", ethnicity: "African American", skinTone: "dark brown" },
      ...{ hairStyle: "fade", hairColor: "black", facialHair: "moustache", clothing: "white shirt with a tie" },
      ...{ expression: "calm", bodyType: "athletic" },
    },
    prompt: "Portrait of an airline captain in the cockpit at dawn, instruments glowing softly, cinematic light",
    style: "notionists",
    seed: 8,
  },
]);
