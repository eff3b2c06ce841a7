import { people } from "./person";

export const fashion = people("fashion", [
  {
    id: "cover-model",
    name: "Cover model",
    summary: "Adaeze walks as if the runway were hers, and it is",
    persona: {
      name: "Adaeze Okafor",
      age: 27,
      personality: ["poised", "ambitious", "warm"],
      background: "Studied law in Lagos and pays for her sister's studies with Milan.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "young adult", ethnicity: "Nigerian", skinTone: "deep", hairStyle: "afro" },
      ...{ hairColor: "black", clothing: "scoop-neck top", clothingColor: "crimson", expression: "confident" },
    },
    prompt:
      "Editorial fashion portrait against a plain seamless backdrop, beauty dish light, bold colours, glossy magazine",
    style: "avataaars",
    seed: 7,
  },
  {
    id: "tailor",
    name: "Tailor",
    summary: "Luca can tell your shoulder width across the street",
    persona: {
      name: "Luca Ferrante",
      age: 45,
      personality: ["elegant", "opinionated", "loyal"],
      background: "Cuts suits in Naples with his grandmother's scissors.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "adult", ethnicity: "Italian", hairStyle: "slicked back", hairColor: "black" },
      ...{ facialHair: "moustache", clothing: "blazer", expression: "smirk" },
    },
    prompt: "Portrait of a tailor in his atelier, bolts of cloth behind him, black and white photograph, crisp detail",
    style: "notionists",
    seed: 8,
  },
  {
    id: "streetwear",
    name: "Street style",
    summary: "Yuna dresses for the weather in her head",
    persona: {
      name: "Yuna Seo",
      age: 23,
      personality: ["inventive", "blunt", "curious"],
      background: "Photographs shoes in Seoul and is photographed more often.",
    },
    attributes: {
      ...{
        gender: "woman",
        ageRange: "young adult",
        ethnicity: "Korean",
        skinTone: "fair",
        hairStyle: "bob with bangs",
      },
      ...{ hairColor: "pink", accessories: ["sunglasses", "earrings"], expression: "pouting" },
    },
    prompt: "Street-style portrait at night under neon signs, wet pavement, 35mm flash photograph",
    style: "lorelei",
    seed: 3,
  },
  {
    id: "performer",
    name: "Performer",
    summary: "Dev changes the room by entering it",
    persona: {
      name: "Dev Malhotra",
      age: 30,
      personality: ["theatrical", "generous", "disarming"],
      background: "Hosts a cabaret in Manchester; sews every sequin.",
    },
    attributes: {
      ...{ gender: "non-binary", ageRange: "adult", ethnicity: "British Indian", skinTone: "bronze" },
      ...{ hairStyle: "half-shaved", hairColor: "violet", clothing: "blazer", clothingColor: "turquoise" },
      ...{ expression: "wink", accessories: ["round glasses"] },
    },
    prompt: "Glamorous portrait of a cabaret performer backstage, mirror bulbs, bold make-up, rich colours",
    style: "avataaars",
    seed: 7,
  },
  {
    id: "silver-muse",
    name: "Silver muse",
    summary: "Margot stopped following trends when they began following her",
    persona: {
      name: "Margot Delacroix",
      age: 68,
      personality: ["witty", "fearless", "exacting"],
      background: "Edited a fashion magazine in Paris for thirty years and kept none of the shoes.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "senior", ethnicity: "French", skinTone: "fair", hairStyle: "bob" },
      ...{ hairColor: "white", accessories: ["red square glasses", "gold stud earrings"], clothing: "jumper" },
      ...{ clothingColor: "black", expression: "smirk" },
    },
    prompt:
      "Studio portrait of an elegant older woman with statement glasses, grey backdrop, soft key light, fine texture",
    style: "micah",
    seed: 2,
  },
  {
    id: "coat-model",
    name: "Knitwear model",
    summary: "Isaiah wears his vitiligo like the season's best print",
    persona: {
      name: "Isaiah Brooks",
      age: 25,
      personality: ["serene", "self-possessed", "kind"],
      background: "Was discovered selling records in Detroit and still sells them on Mondays.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "young adult", ethnicity: "African American", skinTone: "dark brown" },
      ...{ hairStyle: "undercut", hairColor: "black", clothing: "turtleneck", clothingColor: "cream" },
      ...{ accessories: ["vitiligo"], expression: "calm" },
    },
    prompt: "Fashion portrait of a man with vitiligo, soft wool and soft light, warm beige backdrop, skin texture kept",
    style: "toon-head",
    seed: 1,
  },
]);
