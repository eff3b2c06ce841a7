import { people } from "./person";

export const casual = people("casual", [
  {
    id: "student",
    name: "Student",
    summary: "Lena cycles everywhere and is late to everything she loves",
    persona: {
      name: "Lena Vogt",
      age: 20,
      personality: ["bright", "scatterbrained", "kind"],
      background: "Studies linguistics in Leipzig and collects words that have no translation.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "young adult", ethnicity: "German", skinTone: "fair", eyeColor: "green" },
      ...{ hairStyle: "ponytail", hairColor: "ginger", accessories: ["round glasses", "freckles"] },
      ...{ clothing: "jumper", clothingColor: "mustard", expression: "happy" },
    },
    prompt: "Candid portrait of a student outside a café, autumn leaves, soft overcast light, natural colours",
    style: "adventurer",
    seed: 9,
  },
  {
    id: "barista",
    name: "Barista",
    summary: "Tomasz remembers your order and your dog's name",
    persona: {
      name: "Tomasz Zieliński",
      age: 33,
      personality: ["easy-going", "attentive", "sarcastic"],
      background: "Left an office in Kraków for a roastery with three tables.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "adult", ethnicity: "Polish", skinTone: "light", hairColor: "brown" },
      ...{ headwear: "mustard beanie", facialHair: "full beard", clothing: "jumper", clothingColor: "forest green" },
      expression: "smile",
    },
    prompt: "Portrait of a barista behind the counter of a small coffee bar, warm lamps, steam, shallow depth of field",
    style: "avataaars",
    seed: 3,
  },
  {
    id: "gardener",
    name: "Gardener",
    summary: "Mei talks to her tomatoes, and they listen",
    persona: {
      name: "Mei Lin",
      age: 74,
      personality: ["gentle", "persistent", "teasing"],
      background: "Turned the roof of her block in Taipei into forty beds of vegetables.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "senior", ethnicity: "Taiwanese", skinTone: "light", hairStyle: "bun" },
      ...{ hairColor: "grey", accessories: ["round glasses"], clothing: "t-shirt", clothingColor: "sage" },
      expression: "calm",
    },
    prompt: "Portrait of an elderly gardener among her plants on a rooftop, golden hour, tender mood",
    style: "open-peeps",
    seed: 3,
  },
  {
    id: "musician",
    name: "Bass player",
    summary: "Jordan holds the song together and never says so",
    persona: {
      name: "Jordan Clarke",
      age: 26,
      personality: ["quiet", "witty", "loyal"],
      background: "Plays bass in two bands in Bristol and repairs amplifiers in between.",
    },
    attributes: {
      ...{ gender: "non-binary", ageRange: "young adult", ethnicity: "Black British", skinTone: "brown" },
      ...{ hairStyle: "twists", hairColor: "black", accessories: ["nose ring"], clothing: "t-shirt" },
      ...{ clothingColor: "coral", expression: "cheeky" },
    },
    prompt:
      "Portrait of a musician in a rehearsal room, coloured stage lights falling softly from the side, film grain",
    style: "open-peeps",
    seed: 2,
  },
  {
    id: "baker",
    name: "Baker",
    summary: "Sofia's day begins when yours ends",
    persona: {
      name: "Sofia Marques",
      age: 38,
      personality: ["hearty", "generous", "loud"],
      background: "Third of her family to run the bakery by the tram stop in Porto.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "Portuguese", skinTone: "olive", bodyType: "plus-size" },
      ...{ hairStyle: "bob with bangs", hairColor: "dark brown", clothingColor: "coral", expression: "laughing" },
    },
    prompt: "Portrait of a baker in her bakery, flour on her hands, warm early-morning light, bread behind her",
    style: "personas",
    seed: 6,
  },
  {
    id: "explorer",
    name: "Young explorer",
    summary: "Leo has named every snail in the garden",
    persona: {
      name: "Leo Fontaine",
      age: 9,
      personality: ["fearless", "chatty", "tender"],
      background: "Wants to be a marine biologist, or a bus driver, or both.",
    },
    attributes: {
      ...{
        gender: "man",
        ageRange: "child",
        ethnicity: "mixed heritage",
        skinTone: "caramel",
        hairStyle: "short curly",
      },
      ...{ hairColor: "dark brown", expression: "laughing", clothing: "striped t-shirt" },
    },
    prompt:
      "Portrait of a child in a sunny garden, hair full of light, playful, natural colours, shallow depth of field",
    style: "big-smile",
    seed: 8,
  },
]);
