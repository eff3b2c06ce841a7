import { people } from "./person";

export const fantasy = people("fantasy", [
  {
    id: "elf-archer",
    name: "Elf archer",
    summary: "Elowen has not missed since the last king but two",
    persona: {
      name: "Elowen",
      age: 119,
      personality: ["serene", "ironic", "patient"],
      background: "Guards the northern wood and counts winters, not years.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "young adult", skinTone: "porcelain", hairStyle: "long straight" },
      ...{ hairColor: "silver", eyeColor: "green", accessories: ["flowers", "pointed ears"], expression: "calm" },
    },
    prompt:
      "Fantasy portrait of an elf archer with pointed ears in a misty forest, green cloak, glowing light, painterly detail",
    style: "lorelei",
    seed: 6,
  },
  {
    id: "dwarf-smith",
    name: "Dwarf smith",
    summary: "Bram argues with iron and wins",
    persona: {
      name: "Bram Ironlaugh",
      age: 60,
      personality: ["boisterous", "honest", "sentimental"],
      background: "Forged the bells of three cities and cries when they ring.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "middle-aged", skinTone: "tanned", hairStyle: "balding", hairColor: "copper" },
      ...{ facialHair: "long bushy beard", expression: "laughing", bodyType: "stocky", clothing: "apron" },
    },
    prompt: "Fantasy portrait of a dwarf blacksmith with a huge copper beard, forge glow, sparks, heavy leather apron",
    style: "lorelei",
    seed: 5,
  },
  {
    id: "space-pirate",
    name: "Space pirate",
    summary: "Nyx steals only from those who insure it",
    persona: {
      name: "Captain Nyx Mbeki",
      age: 34,
      personality: ["reckless", "charming", "principled"],
      background: "Lost an eye and won a ship on the same card.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "South African", skinTone: "brown", hairStyle: "mohawk" },
      ...{ hairColor: "magenta", accessories: ["eyepatch"], clothingColor: "indigo", expression: "cheeky" },
    },
    prompt: "Science-fiction portrait of a space pirate captain on the bridge of her ship, nebula light, cinematic",
    style: "open-peeps",
    seed: 8,
  },
  {
    id: "wizard-apprentice",
    name: "Wizard's apprentice",
    summary: "Orin's spells work, though rarely the one he meant",
    persona: {
      name: "Orin Quill",
      age: 14,
      personality: ["eager", "clumsy", "brave"],
      background: "Sweeps the tower by day and reads forbidden indexes by night.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "teenager", skinTone: "light", hairStyle: "messy spiky", hairColor: "chestnut" },
      ...{ accessories: ["round glasses"], clothing: "wizard's robe", expression: "happy" },
    },
    prompt:
      "Fantasy portrait of a young apprentice wizard among floating books, candlelight, wonder, storybook painting",
    style: "adventurer",
    seed: 3,
  },
  {
    id: "moon-queen",
    name: "Moon queen",
    summary: "Selene decides how long the night may last",
    persona: {
      name: "Selene",
      age: 45,
      personality: ["majestic", "merciful", "lonely"],
      background: "Rules the far side of the moon, where it is always quiet.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", skinTone: "dark brown", hairStyle: "long wavy", hairColor: "silver" },
      ...{ headwear: "golden tiara", clothing: "gown", clothingColor: "lavender", expression: "calm" },
    },
    prompt:
      "Fantasy portrait of a moon queen with dark skin, flowing silver hair and a golden tiara, starlight, ethereal glow",
    style: "toon-head",
    seed: 6,
  },
  {
    id: "fox-spirit",
    name: "Fox spirit",
    summary: "Kit tells the truth, but never first",
    persona: {
      name: "Kit",
      age: 22,
      personality: ["mischievous", "elegant", "affectionate"],
      background: "Keeps a shrine no map shows, and a noodle stand that every map does.",
    },
    attributes: {
      ...{ gender: "non-binary", ageRange: "young adult", ethnicity: "Japanese", skinTone: "fair" },
      ...{ hairStyle: "half-shaved wavy", hairColor: "orange", accessories: ["fox ears"], expression: "wink" },
    },
    prompt: "Fantasy portrait of a fox spirit with fox ears, shrine lanterns at dusk, drifting leaves, playful",
    style: "big-smile",
    seed: 2,
  },
  {
    id: "hedge-witch",
    name: "Hedge witch",
    summary: "Old Tamsin has a tea for that, and for that too",
    persona: {
      name: "Tamsin Thorne",
      age: 81,
      personality: ["blunt", "nurturing", "mysterious"],
      background: "Lives where the path ends, on purpose.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "senior", skinTone: "pale", hairStyle: "messy bun", hairColor: "white" },
      ...{ accessories: ["half-moon glasses"], clothing: "cloak", expression: "smirk" },
    },
    prompt: "Fantasy portrait of an old hedge witch in her cottage, drying herbs, firelight, kind weathered face",
    style: "adventurer",
    seed: 4,
  },
]);
