import { type FactOf, terms } from "./term";

export const expressionTerms = terms([
  [
    "laughing",
    "laugh(?:s|ing|ter)?|big (?:smile|grin)|beaming|broad smile|grinning|grin|joyful|overjoyed|toothy(?: smile)?|ecstatic|delighted",
    ["happy"],
  ],
  ["in love", "in love|loving|adoring|heart eyes|smitten", ["happy"]],
  ["wink", "wink(?:s|ing)?", ["smirk", "happy"]],
  ["smirk", "smirk(?:s|ing)?|sly|cheeky|mischievous|playful|half[- ]smile|wry|lopsided", ["happy"]],
  [
    "calm",
    "(?:gentle|soft|slight|subtle|faint|warm|small|quiet) smile|calm|serene|peaceful|relaxed|content(?:ed)?|composed|confident|poised|gentle|wise|dignified|proud",
    ["happy", "serious"],
  ],
  ["tongue out", "tongue out|sticking (?:his|her|their|the) tongue out|silly|goofy", ["laughing"]],
  ["crying", "cry(?:ing)?|tearful|in tears|weeping", ["sad"]],
  ["sad", "sad|unhappy|melanchol(?:y|ic)|gloomy|depressed|sorrowful|wistful|frown(?:ing)?|disappointed"],
  ["worried", "worried|concerned|anxious|nervous|uneasy|shy", ["sad"]],
  ["scared", "scared|afraid|frightened|fearful|terrified|horrified", ["surprised", "worried"]],
  ["surprised", "surprised|amazed|astonished|shocked|excited|awe(?:struck)?|in awe|stunned|wide[- ]eyed"],
  ["angry", "angry|furious|mad|annoyed|grumpy|fierce|enraged|scowl(?:ing)?|glaring|irritated", ["serious"]],
  ["suspicious", "suspicious|sceptical|skeptical|doubtful|unimpressed|bored|confused|puzzled", ["serious"]],
  ["sleepy", "sleepy|asleep|sleeping|tired|exhausted|drowsy|(?:eyes closed|closed eyes)|dreamy|meditating", ["calm"]],
  ["kiss", "kiss(?:ing)?|pout(?:ing|y)?|pursed lips|duck ?face", ["serious"]],
  [
    "serious",
    "serious|stern|neutral|determined|focus(?:s)?ed|thoughtful|contemplative|pensive|intense|resolute|stoic|concentrated|straight[- ]faced|blank",
    ["calm"],
  ],
  [
    "happy",
    "happy|smil(?:e|es|ing|ey|y)|cheerful|friendly|kind|cheery|merry|glad|pleased|warm|welcoming|optimistic|positive|radiant",
  ],
]);
export type ExpressionFact = FactOf<typeof expressionTerms>;

export const eyewearTerms = terms([
  ["eyepatch", "eye[- ]?patch"],
  ["heart sunglasses", "heart[- ]?shaped (?:sun ?)?glasses|heart sunglasses", ["sunglasses"]],
  ["round sunglasses", "round (?:\\w+ )?(?:sun ?glasses|shades)", ["sunglasses"]],
  ["sunglasses", "sun[- ]?glasses|shades(?! of)|aviators?|wayfarers?|dark glasses"],
  ["reading glasses", "(?:reading|half[- ]moon) (?:glasses|spectacles)|pince[- ]nez", ["glasses"]],
  ["round glasses", "(?:round|circular)(?: [\\w-]+)? (?:eye ?)?(?:glasses|spectacles|specs|frames)", ["glasses"]],
  [
    "square glasses",
    "(?:square|rectangular|thick[- ]rimmed|horn[- ]rimmed|nerd)(?: [\\w-]+)? (?:eye ?)?(?:glasses|spectacles|specs|frames)",
    ["glasses"],
  ],
  ["glasses", "(?:eye ?)?glasses|spectacles|specs|bespectacled"],
  ["goggles", "(?:ski |swim(?:ming)? |safety )?goggles|monocle|vr headset"],
]);
export type EyewearFact = FactOf<typeof eyewearTerms>;

export const extraTerms = terms([
  ["hoop earrings", "hoop(?:s|ed)?(?: ear ?rings?)?|creoles", ["earrings"]],
  ["stud earrings", "(?:pearl |diamond )?studs?(?: ear ?rings?)?", ["earrings"]],
  ["earrings", "ear[- ]?rings?|jhumkas?|ear cuff"],
  ["nose ring", "(?:nose|septum|lip|eyebrow|facial)[- ](?:rings?|studs?|piercings?|hoop)|piercings?|pierced"],
  ["freckles", "freckle[sd]?|freckly"],
  ["blush", "blush(?:ing|ed)?|rosy cheeks|rouge|red cheeks"],
  ["beauty mark", "beauty (?:mark|spot)|mole|birth ?mark"],
  ["wrinkles", "wrinkle[sd]?|laugh lines|crow'?s feet"],
  ["flowers", "flowers? (?:in|behind) (?:her|his|their|the|an?|one) (?:hair|ear)|hair flowers?", ["flower crown"]],
  ["flowers", "flowers?|hibiscus|blossoms?|kanzashi|roses?", ["flower crown"], "loose"],
  ["face mask", "(?:face|medical|surgical|dust)[ -]?mask|respirator"],
  ["sleep mask", "sleep(?:ing)? mask|blindfold"],
  ["clown nose", "clown nose|red nose"],
  ["braces", "(?:dental )?braces"],
  ["backpack", "back ?pack|rucksack|school ?bag"],
  ["phone", "(?:smart|mobile )?phone", [], "loose"],
  ["pacifier", "pacifier|dummy", [], "loose"],
  ["necklace", "neck ?lace|pendant|choker|amulet"],
  ["scarf", "scarf|shawl|pashmina|bandana"],
  ["headphones", "head ?phones|ear ?buds|head ?set"],
  ["hearing aid", "hearing aids?|cochlear implant"],
  ["wheelchair", "wheel ?chair"],
  ["prosthesis", "prosthe(?:sis|tic)(?: (?:arm|leg|hand|blade))?|blade runner legs"],
  ["tattoo", "tattoo(?:s|ed)?|face paint|moko|henna|mehndi"],
  ["bindi", "bindi|tilaka?|sindoor"],
  ["scar", "scars?|vitiligo|burn mark"],
  ["pointed ears", "(?:pointed|pointy|elf|elven|elvish) ears"],
  ["stethoscope", "stethoscope"],
]);
export type ExtraFact = FactOf<typeof extraTerms>;

export const bodyTerms = terms([
  ["slim", "slim|thin|skinny|slender|petite|lean|lanky|slight|small|delicate|willowy"],
  ["athletic", "athletic|muscular|fit|toned|sporty|wiry", ["broad"]],
  ["broad", "broad(?:[- ]shouldered)?|stocky|strong|burly|sturdy|well[- ]built|powerful|big"],
  ["round", "round(?:ed)?|plus[- ]size(?:d)?|curvy|chubby|heavy|heavyset|fat|full[- ]figured|large|plump|soft|stout"],
  ["average", "average|medium|normal|regular|ordinary"],
]);
export type BodyFact = FactOf<typeof bodyTerms>;
