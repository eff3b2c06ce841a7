/** Where somebody's family is from, and what goes with it: names by gender, and looks that are common there. */
export interface Origin {
  readonly ethnicity: string;
  readonly woman: readonly string[];
  readonly man: readonly string[];
  readonly skin: readonly string[];
  readonly hair: readonly string[];
  readonly eyes: readonly string[];
  /** Of some women there. */
  readonly headwear?: string;
}

const dark = ["black", "dark brown"] as const;

export const origins: readonly Origin[] = [
  {
    ethnicity: "West African",
    woman: ["Ama", "Ngozi"],
    man: ["Kofi", "Emeka"],
    skin: ["deep", "dark brown"],
    hair: ["black"],
    eyes: ["dark brown"],
  },
  {
    ethnicity: "East African",
    woman: ["Makena", "Hodan"],
    man: ["Abdi", "Juma"],
    skin: ["dark brown", "brown"],
    hair: ["black"],
    eyes: ["dark brown"],
  },
  {
    ethnicity: "Arab",
    woman: ["Layla", "Amal"],
    man: ["Omar", "Yusuf"],
    skin: ["olive", "tan"],
    hair: dark,
    eyes: ["brown", "hazel"],
    headwear: "hijab",
  },
  {
    ethnicity: "Indonesian",
    woman: ["Sari", "Dewi"],
    man: ["Budi", "Arif"],
    skin: ["tan", "olive"],
    hair: dark,
    eyes: ["dark brown"],
    headwear: "hijab",
  },
  {
    ethnicity: "Indian",
    woman: ["Priya", "Meera"],
    man: ["Arjun", "Rohan"],
    skin: ["brown", "tan"],
    hair: ["black"],
    eyes: ["dark brown", "brown"],
  },
  {
    ethnicity: "Japanese",
    woman: ["Yuki", "Hana"],
    man: ["Kenji", "Ren"],
    skin: ["light", "fair"],
    hair: dark,
    eyes: ["dark brown"],
  },
  {
    ethnicity: "Korean",
    woman: ["Ji-woo", "Soo-ah"],
    man: ["Min-jun", "Tae-yang"],
    skin: ["fair", "light"],
    hair: dark,
    eyes: ["dark brown"],
  },
  {
    ethnicity: "Latin American",
    woman: ["Camila", "Lucía"],
    man: ["Mateo", "Diego"],
    skin: ["olive", "tan", "light"],
    hair: dark,
    eyes: ["brown", "hazel"],
  },
  {
    ethnicity: "Mediterranean",
    woman: ["Elena", "Chiara"],
    man: ["Nikos", "Marco"],
    skin: ["olive", "light"],
    hair: ["dark brown", "brown"],
    eyes: ["brown", "green"],
  },
  {
    ethnicity: "Northern European",
    woman: ["Astrid", "Maeve"],
    man: ["Lars", "Callum"],
    skin: ["fair", "porcelain"],
    hair: ["blonde", "ginger", "light brown"],
    eyes: ["blue", "green", "grey"],
  },
  {
    ethnicity: "Slavic",
    woman: ["Daria", "Zofia"],
    man: ["Pavel", "Mikhail"],
    skin: ["fair", "light"],
    hair: ["light brown", "blonde", "brown"],
    eyes: ["blue", "grey", "hazel"],
  },
  {
    ethnicity: "Pacific Islander",
    woman: ["Leilani", "Mele"],
    man: ["Tane", "Sione"],
    skin: ["tan", "brown"],
    hair: ["black"],
    eyes: ["dark brown"],
  },
];

/** What somebody does, and what goes with it. */
export interface Calling {
  readonly prompt: string;
  readonly story: string;
  readonly traits: readonly string[];
  readonly clothing: string;
  readonly colors: readonly string[];
  readonly accessories: readonly string[];
  readonly expression: string;
}

export const callings: readonly Calling[] = [
  {
    prompt: "A ceramicist in a sunlit studio",
    story: "Makes bowls for three restaurants and keeps every one that cracked.",
    traits: ["calm", "thoughtful"],
    clothing: "dungarees",
    colors: ["sky blue", "mustard"],
    accessories: ["earrings"],
    expression: "smiling",
  },
  {
    prompt: "A jazz musician after a concert",
    story: "Plays small rooms, late, and writes the tunes down on the train home.",
    traits: ["playful", "bold"],
    clothing: "turtleneck",
    colors: ["black", "burgundy"],
    accessories: ["hoop earrings"],
    expression: "laughing",
  },
  {
    prompt: "A software engineer by an office window",
    story: "Leads a small team and teaches children to code on Saturdays.",
    traits: ["curious", "witty"],
    clothing: "hoodie",
    colors: ["charcoal", "green"],
    accessories: ["glasses"],
    expression: "confident",
  },
  {
    prompt: "A surgeon at the end of a long day",
    story: "Grew up above a bakery and still gets up at four.",
    traits: ["calm", "determined"],
    clothing: "shirt",
    colors: ["teal", "white"],
    accessories: ["glasses"],
    expression: "thoughtful",
  },
  {
    prompt: "A mountain guide in the morning light",
    story: "Knows one valley better than anybody and never takes the same path twice.",
    traits: ["adventurous", "warm"],
    clothing: "sweater",
    colors: ["orange", "navy"],
    accessories: ["scarf"],
    expression: "smiling",
  },
  {
    prompt: "A librarian between tall shelves",
    story: "Mends old atlases and knows where every book was left.",
    traits: ["reserved", "wise"],
    clothing: "blazer",
    colors: ["brown", "beige"],
    accessories: ["glasses"],
    expression: "calm",
  },
  {
    prompt: "A street photographer in the rain",
    story: "Walks the same five streets with one lens and waits.",
    traits: ["curious", "reserved"],
    clothing: "denim jacket",
    colors: ["navy", "charcoal"],
    accessories: ["camera"],
    expression: "thoughtful",
  },
  {
    prompt: "The owner of a flower shop",
    story: "Names every bouquet after somebody who bought it first.",
    traits: ["warm", "cheerful"],
    clothing: "blouse",
    colors: ["pink", "green"],
    accessories: ["necklace"],
    expression: "smiling",
  },
  {
    prompt: "A lawyer before an important hearing",
    story: "Once defended a whole village, and won.",
    traits: ["determined", "confident"],
    clothing: "suit",
    colors: ["navy", "charcoal"],
    accessories: ["watch"],
    expression: "serious",
  },
  {
    prompt: "A sprinter at the track",
    story: "Ran barefoot to school; runs for a country now.",
    traits: ["bold", "determined"],
    clothing: "T-shirt",
    colors: ["red", "sky blue"],
    accessories: ["watch"],
    expression: "confident",
  },
];

/** Hair by age and gender; each is a style of everybody who is asked first. */
export const hairStyles = {
  woman: ["long wavy", "bob", "curly", "ponytail", "bun", "braids"],
  man: ["short", "short curly", "buzz cut", "undercut"],
  "non-binary": ["pixie cut", "undercut", "shoulder-length", "short curly"],
} as const;

export const beards = ["stubble", "short beard", "full beard", "moustache", "none", "none"] as const;
