/** Plausible tones of a region's people. A range, not a type: what is said of skin or hair always comes first. */
export interface Origin {
  readonly skin: readonly string[];
  readonly hair: readonly string[];
}

const dark = ["1c1816", "241a15", "3d2619"];
const allHair = ["1c1816", "3d2619", "6a4028", "9a6a42", "8a3a20", "c8602a", "e3bf72"];

const regions: readonly (readonly [said: string, Origin])[] = [
  ["white (?:south )?african|afrikaner", { skin: ["ffe0cb", "fbd3b4", "f6c9a2"], hair: allHair.slice(1) }],
  [
    "mixed(?:[- ](?:race|heritage|ethnicity|background))?(?! media)|multiracial|biracial|afro[- ]?latin[ao]|brazilian|creole|dominican|cuban|cape verdean",
    { skin: ["dca274", "c68a55", "a8693b", "96592f"], hair: ["1c1816", "3d2619", "6a4028"] },
  ],
  [
    "(?:north[- ]africans?|moroccan|algerian|tunisian|libyan|egyptian|amazigh|berber|maghrebi)",
    { skin: ["e8b98c", "dca274", "c68a55", "a8693b"], hair: dark },
  ],
  [
    "african[- ]american|black british|afro[- ]?caribbean|caribbean|jamaican|haitian|(?:west|east|south|central|sub[- ]saharan) african|african|nigerian|yoruba|igbo|hausa|ghanaian|ashanti|akan|ethiopian|amhara|eritrean|somali|sudanese|kenyan|ma+sai|kikuyu|tanzanian|ugandan|rwandan|congolese|senegalese|wolof|malian|cameroonian|zimbabwean|zambian|zulu|xhosa|angolan|mozambican|black",
    { skin: ["96592f", "84492a", "633a22", "5b3722", "4a2c1c"], hair: ["1c1816", "15120f", "2a1c15"] },
  ],
  [
    "south asian|(?:south |north )?indian|pakistani|bangladeshi|bengali|sri lankan|sinhalese|tamil|punjabi|sikh|gujarati|nepal(?:i|ese)|desi|roma(?:ni)?",
    { skin: ["d49a60", "c68a55", "a8693b", "96592f", "84492a"], hair: dark },
  ],
  [
    "middle[- ]eastern|arab(?:ic|ian)?|emirati|saudi|yemeni|iraqi|syrian|lebanese|palestinian|jordanian|kuwaiti|persian|iranian|kurdish|turkish|afghan|pashtun|armenian|georgian|jewish|israeli|mediterranean|greek|maltese|sicilian",
    { skin: ["f6c9a2", "e8b98c", "dca274", "c68a55"], hair: ["1c1816", "3d2619", "5b3823"] },
  ],
  [
    "latin[aox]?|latin american|hispanic|mexican|colombian|venezuelan|ecuadorian|guatemalan|salvadoran|honduran|puerto rican|argentin(?:e|ian)|chilean",
    { skin: ["f6c9a2", "e8b98c", "dca274", "c68a55", "a8693b"], hair: ["1c1816", "3d2619", "5b3823"] },
  ],
  [
    "indigenous|native american|first nations|m[ée]tis|navajo|din[eé]|cherokee|lakota|cree|maya[n]?|quechua|peruvian|bolivian|aymara|inca|andean|amazonian|mapuche|aztec|nahua",
    { skin: ["dca274", "c68a55", "b87a48", "a8693b"], hair: ["1c1816", "241a15"] },
  ],
  [
    "polynesian|pacific islander|m[āa]ori|samoan|tongan|hawaiian|fijian|melanesian|papuan|micronesian|(?:australian )?aboriginal|torres strait islander",
    { skin: ["c68a55", "a8693b", "96592f", "7a4729"], hair: ["1c1816", "3d2619"] },
  ],
  [
    "south[- ]?east asian|vietnamese|thai|filipin[ao]|pinoy|indonesian|javanese|balinese|malay(?:sian)?|khmer|cambodian|lao(?:tian)?|burmese|singaporean",
    { skin: ["efc49b", "e8b98c", "dca274", "c68a55"], hair: ["1c1816", "241a15"] },
  ],
  [
    "east asian|chinese|han|japanese|korean|taiwanese|hong ?konger|mongol(?:ian)?|tibetan|asian",
    { skin: ["ffe0cb", "fbd3b4", "f6c9a2", "efc49b", "e3b184"], hair: ["1c1816", "15131a", "2a1c15"] },
  ],
  [
    "central asian|kazakh|uzbek|kyrgyz|turkmen|uyghur|tajik|inuit|greenlandic|siberian|s[áa]mi",
    { skin: ["fbd3b4", "f6c9a2", "e8b98c", "dca274"], hair: ["1c1816", "3d2619", "6a4028"] },
  ],
  [
    "scandinavian|nordic|swed(?:e|ish)|norwegian|danish|finn(?:ish)?|icelandic|irish|scottish|celtic|welsh",
    { skin: ["ffe6d6", "ffe0cb", "fbd3b4"], hair: ["e3bf72", "b8935a", "c8602a", "9a6a42", "6a4028"] },
  ],
  [
    "southern european|italian|spanish|portuguese|catalan|basque|albanian|cypriot",
    { skin: ["fbd3b4", "f6c9a2", "e8b98c", "dca274"], hair: ["1c1816", "3d2619", "6a4028"] },
  ],
  [
    "caucasian|(?:eastern |western |northern |central )?european|british|english|german|dutch|french|belgian|swiss|austrian|polish|czech|slovak|hungarian|romanian|bulgarian|serbian|croatian|slavic|russian|ukrainian|baltic|estonian|latvian|lithuanian|white|american|canadian|australian",
    { skin: ["ffe0cb", "fbd3b4", "f6c9a2"], hair: allHair.slice(1) },
  ],
];

/** Ethnicities as they are said in a field of their own. */
export const origins: readonly { said: RegExp; origin: Origin }[] = regions.map(([said, origin]) => ({
  said: new RegExp(`\\b(?:${said})\\b`),
  origin,
}));

const colors = /^(?:black|white)$/;

/** The origin that free text names. "Black" and "white" are colours unless a person follows. */
export function findOrigin(text: string): (Origin & { words: string }) | undefined {
  const person = "(?:,? \\w+)? (?:woman|man|girl|boy|person|lady|guy|teenager|child|couple|people)";
  for (const { said, origin } of origins) {
    const words = said.exec(text)?.[0];
    if (words && (!colors.test(words) || new RegExp(`\\b${words}${person}\\b`).test(text))) return { ...origin, words };
  }
  return undefined;
}
