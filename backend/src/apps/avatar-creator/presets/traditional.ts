import { people } from "./person";

export const traditional = people("traditional", [
  {
    id: "gele",
    name: "Yoruba celebration",
    summary: "Folake ties her gele higher for every wedding",
    persona: {
      name: "Folake Adeyemi",
      age: 48,
      personality: ["regal", "humorous", "generous"],
      background: "Trades in aso oke cloth in Ibadan and is auntie to half the street.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "middle-aged", ethnicity: "Yoruba", skinTone: "deep", headwear: "gold gele" },
      ...{ clothing: "iro and buba", clothingColor: "royal blue", expression: "proud" },
    },
    prompt:
      "Portrait of a Yoruba woman at a celebration in a sculptural gold gele and royal blue aso oke, coral beads, festive light",
    style: "avataaars",
    seed: 4,
  },
  {
    id: "hanbok",
    name: "Hanbok",
    summary: "Ji-woo wears her grandmother's colours",
    persona: {
      name: "Ji-woo Han",
      age: 30,
      personality: ["graceful", "curious", "steadfast"],
      background: "Restores old paintings at a palace museum in Seoul.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "Korean", skinTone: "fair", hairStyle: "bun" },
      ...{ hairColor: "black", clothing: "hanbok", clothingColor: "dusty pink", expression: "gentle smile" },
    },
    prompt: "Portrait of a Korean woman in a silk hanbok, palace courtyard in spring, soft light, delicate embroidery",
    style: "toon-head",
    seed: 2,
  },
  {
    id: "kimono",
    name: "Tea master",
    summary: "Haruto needs an hour to make one bowl of tea",
    persona: {
      name: "Haruto Mori",
      age: 66,
      personality: ["composed", "modest", "attentive"],
      background: "Fourteenth in his line to keep a tea house in Kyoto.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "senior", ethnicity: "Japanese", skinTone: "light", hairStyle: "short" },
      ...{ hairColor: "grey", clothing: "kimono", clothingColor: "indigo", expression: "calm" },
    },
    prompt: "Portrait of a tea master in a plain indigo kimono, tatami room, light through paper screens, stillness",
    style: "open-peeps",
    seed: 3,
  },
  {
    id: "sari",
    name: "Bengali poet",
    summary: "Ananya rhymes in three languages and argues in four",
    persona: {
      name: "Ananya Sen",
      age: 42,
      personality: ["lyrical", "fiery", "tender"],
      background: "Reads her poems on Kolkata's trams on the first day of the year.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "Bengali", skinTone: "brown", hairStyle: "long wavy" },
      ...{ hairColor: "black", clothing: "sari", clothingColor: "crimson", accessories: ["flower in her hair"] },
      expression: "warm smile",
    },
    prompt:
      "Portrait of a Bengali woman in a white and red cotton sari, flower in her hair, warm evening light, river behind",
    style: "adventurer",
    seed: 4,
  },
  {
    id: "djellaba",
    name: "Calligrapher",
    summary: "Youssef writes one line a day, and it is enough",
    persona: {
      name: "Youssef Amrani",
      age: 64,
      personality: ["contemplative", "courteous", "wry"],
      background: "Teaches the Maghrebi hand in a courtyard in Fez.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "senior", ethnicity: "Moroccan", skinTone: "medium", headwear: "white turban" },
      ...{ facialHair: "white beard", clothing: "djellaba", clothingColor: "cream", expression: "calm" },
    },
    prompt:
      "Portrait of a calligrapher in a cream djellaba, tiled courtyard in Fez, dappled light, ink-stained fingers",
    style: "micah",
    seed: 6,
  },
  {
    id: "gakti",
    name: "Sámi singer",
    summary: "Áilu joiks the weather back to good humour",
    persona: {
      name: "Áilu Somby",
      age: 33,
      personality: ["grounded", "playful", "proud"],
      background: "Keeps reindeer with his family near Kautokeino and sings in five countries.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "adult", ethnicity: "Sámi", skinTone: "fair", eyeColor: "blue" },
      ...{ hairStyle: "side part", hairColor: "dark blonde", clothing: "gákti", clothingColor: "cobalt" },
      expression: "happy",
    },
    prompt:
      "Portrait of a Sámi man in a blue gákti with red and yellow bands and a silver brooch, snow and low winter sun, respectful",
    style: "toon-head",
    seed: 10,
  },
  {
    id: "weaver",
    name: "Maya weaver",
    summary: "Itzel's patterns remember what books forgot",
    persona: {
      name: "Itzel Choc",
      age: 37,
      personality: ["patient", "sharp-eyed", "laughing"],
      background: "Leads a weavers' cooperative above Lake Atitlán.",
    },
    attributes: {
      ...{ gender: "woman", ageRange: "adult", ethnicity: "Maya", skinTone: "tan", hairStyle: "long braid" },
      ...{ hairColor: "black", clothing: "huipil", clothingColor: "purple", expression: "smiling" },
    },
    prompt: "Portrait of a Maya weaver in a hand-woven huipil beside her loom, lake light, rich textile detail",
    style: "adventurer",
    seed: 3,
  },
  {
    id: "dastar",
    name: "Sikh farmer",
    summary: "Harpreet feeds whoever comes to the door",
    persona: {
      name: "Harpreet Singh",
      age: 44,
      personality: ["hospitable", "strong-willed", "cheerful"],
      background: "Grows wheat near Ludhiana and cooks for hundreds at the langar.",
    },
    attributes: {
      ...{ gender: "man", ageRange: "adult", ethnicity: "Punjabi", skinTone: "bronze", headwear: "saffron turban" },
      ...{ facialHair: "long black beard", clothing: "kurta", clothingColor: "white", expression: "smiling" },
    },
    prompt: "Portrait of a Sikh man in a saffron turban and white kurta, wheat field at dusk, warm rim light",
    style: "avataaars",
    seed: 6,
  },
]);
