import { adventurer, avataaars, bigSmile, lorelei, micah, notionists, openPeeps, personas } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import type { IllustrationStyle, StyleCredit } from "@lumiku/contracts/avatar-creator";
import type { Clothing, Expression, Extra, Eyewear, FacialHair, Hair, Headwear } from "./look";

type Options = Record<string, unknown>;
type Table<Fact extends string> = Partial<Record<Fact, Options>>;

/** How one illustration style shows each fact: DiceBear options by fact. What is not listed, the style cannot draw. */
export interface StyleTable {
  engine: Style<Options>;
  title: string;
  /** Options that switch off everything nobody asked for. */
  base: Options;
  hair: Table<Hair>;
  /** When nobody said: hair the style is at its best with. */
  anyHair: { woman: Options; man: Options; anyone: Options };
  headwear: Table<Headwear>;
  eyewear: Table<Eyewear>;
  facialHair: Table<FacialHair>;
  clothing: Table<Clothing>;
  expression: Table<Expression>;
  anyExpression: Options;
  extras: Table<Extra>;
  /** Names of the options that take a colour. */
  colors: { hair?: string[]; skin?: string; clothing?: string; headwear?: string };
}

const avataaarsShort = ["shortFlat", "shortRound", "shortWaved", "theCaesar", "theCaesarAndSidePart", "sides"];
const avataaarsLong = [
  "straight01",
  "straight02",
  "straightAndStrand",
  "longButNotTooLong",
  "bob",
  "curvy",
  "miaWallace",
];
const peepsShort = ["short1", "short2", "short3", "short4", "short5", "pomp", "flatTop"];
const peepsLong = ["long", "longBangs", "mediumBangs", "mediumStraight", "medium1", "medium2", "bun"];

export const styles: Record<IllustrationStyle, StyleTable> = {
  avataaars: {
    engine: avataaars as unknown as Style<Options>,
    title: "Avataaars",
    base: {
      style: ["default"],
      accessoriesProbability: 0,
      facialHairProbability: 0,
      topProbability: 100,
      clothing: ["shirtCrewNeck", "shirtVNeck", "hoodie", "collarAndSweater", "blazerAndShirt"],
    },
    hair: {
      bald: { topProbability: 0 },
      "buzz cut": { top: ["theCaesar"] },
      short: { top: avataaarsShort },
      "short curly": { top: ["shortCurly", "frizzle"] },
      bob: { top: ["bob", "miaWallace"] },
      medium: { top: ["longButNotTooLong"] },
      long: { top: ["straight01", "straight02", "straightAndStrand"] },
      wavy: { top: ["curvy"] },
      curly: { top: ["curly", "bigHair"] },
      afro: { top: ["fro"] },
      bun: { top: ["bun"] },
      dreadlocks: { top: ["dreads", "dreads01", "dreads02"] },
    },
    anyHair: {
      woman: { top: avataaarsLong },
      man: { top: avataaarsShort },
      anyone: { top: [...avataaarsShort, ...avataaarsLong] },
    },
    headwear: {
      hijab: { top: ["hijab"] },
      turban: { top: ["turban"] },
      hat: { top: ["hat"] },
      beanie: { top: ["winterHat1", "winterHat02", "winterHat03", "winterHat04"] },
    },
    eyewear: {
      glasses: {
        accessories: ["prescription01", "prescription02", "round"],
        accessoriesProbability: 100,
        accessoriesColor: ["262e33"],
      },
      sunglasses: {
        accessories: ["sunglasses", "wayfarers"],
        accessoriesProbability: 100,
        accessoriesColor: ["262e33"],
      },
      eyepatch: { accessories: ["eyepatch"], accessoriesProbability: 100 },
    },
    facialHair: {
      beard: { facialHair: ["beardMedium", "beardMajestic"], facialHairProbability: 100 },
      stubble: { facialHair: ["beardLight"], facialHairProbability: 100 },
      moustache: { facialHair: ["moustacheFancy", "moustacheMagnum"], facialHairProbability: 100 },
    },
    clothing: {
      suit: { clothing: ["blazerAndShirt"] },
      hoodie: { clothing: ["hoodie"] },
      "t-shirt": { clothing: ["shirtCrewNeck", "shirtVNeck"] },
      shirt: { clothing: ["shirtVNeck", "shirtScoopNeck"] },
      sweater: { clothing: ["collarAndSweater"] },
      overall: { clothing: ["overall"] },
      "graphic t-shirt": { clothing: ["graphicShirt"] },
    },
    expression: {
      happy: { mouth: ["smile", "twinkle"], eyes: ["happy", "default"], eyebrows: ["defaultNatural", "default"] },
      serious: { mouth: ["serious", "default"], eyes: ["default"], eyebrows: ["flatNatural", "defaultNatural"] },
      sad: { mouth: ["sad", "concerned"], eyes: ["default", "cry"], eyebrows: ["sadConcernedNatural", "sadConcerned"] },
      surprised: { mouth: ["disbelief"], eyes: ["surprised"], eyebrows: ["raisedExcitedNatural", "raisedExcited"] },
      angry: { mouth: ["grimace", "serious"], eyes: ["squint", "default"], eyebrows: ["angryNatural", "angry"] },
    },
    anyExpression: {
      mouth: ["smile", "twinkle", "default"],
      eyes: ["default", "happy"],
      eyebrows: ["defaultNatural", "default", "raisedExcitedNatural"],
    },
    extras: { flowers: { top: ["frida"] } },
    colors: {
      hair: ["hairColor", "facialHairColor"],
      skin: "skinColor",
      clothing: "clothesColor",
      headwear: "hatColor",
    },
  },
  personas: {
    engine: personas as unknown as Style<Options>,
    title: "Personas",
    base: { facialHairProbability: 0, nose: ["mediumRound", "smallRound"], body: ["squared", "rounded"] },
    hair: {
      bald: { hair: ["bald"] },
      "buzz cut": { hair: ["buzzcut"] },
      short: { hair: ["shortCombover", "fade", "shortComboverChops"] },
      "short curly": { hair: ["curlyHighTop"] },
      bob: { hair: ["bobCut", "bobBangs"] },
      long: { hair: ["long", "extraLong"] },
      curly: { hair: ["curly"] },
      bun: { hair: ["straightBun", "curlyBun", "bunUndercut"] },
      braids: { hair: ["pigtails"] },
      mohawk: { hair: ["mohawk"] },
    },
    anyHair: {
      woman: { hair: ["long", "bobCut", "bobBangs", "straightBun", "extraLong", "curlyBun"] },
      man: { hair: ["shortCombover", "fade", "buzzcut", "curlyHighTop"] },
      anyone: { hair: ["shortCombover", "fade", "bobCut", "long", "curly", "sideShave"] },
    },
    headwear: { beanie: { hair: ["beanie"] }, cap: { hair: ["cap"] } },
    eyewear: { glasses: { eyes: ["glasses"] }, sunglasses: { eyes: ["sunglasses"] } },
    facialHair: {
      beard: { facialHair: ["beardMustache"], facialHairProbability: 100 },
      moustache: { facialHair: ["walrus", "pyramid"], facialHairProbability: 100 },
      goatee: { facialHair: ["goatee", "soulPatch"], facialHairProbability: 100 },
      stubble: { facialHair: ["shadow"], facialHairProbability: 100 },
    },
    clothing: {},
    expression: {
      happy: { mouth: ["smile", "bigSmile"] },
      serious: { mouth: ["smirk", "lips"] },
      sad: { mouth: ["frown"] },
      surprised: { mouth: ["surprise"] },
    },
    anyExpression: { mouth: ["smile", "bigSmile", "smirk"], eyes: ["open", "happy"] },
    extras: {},
    colors: { hair: ["hairColor"], skin: "skinColor", clothing: "clothingColor" },
  },
  micah: {
    engine: micah as unknown as Style<Options>,
    title: "Micah",
    base: {
      earringsProbability: 0,
      facialHairProbability: 0,
      glassesProbability: 0,
      hairProbability: 100,
      eyeShadowColor: ["d2eff3"],
    },
    hair: {
      bald: { hairProbability: 0 },
      short: { hair: ["fonze", "dannyPhantom"] },
      bob: { hair: ["pixie"] },
      medium: { hair: ["full"] },
      mohawk: { hair: ["mrT"] },
    },
    anyHair: {
      woman: { hair: ["full", "pixie"] },
      man: { hair: ["fonze", "dannyPhantom"] },
      anyone: { hair: ["full", "pixie", "fonze", "dannyPhantom"] },
    },
    headwear: { turban: { hair: ["turban"] } },
    eyewear: { glasses: { glasses: ["round", "square"], glassesProbability: 100, glassesColor: ["000000"] } },
    facialHair: {
      beard: { facialHair: ["beard"], facialHairProbability: 100 },
      stubble: { facialHair: ["scruff"], facialHairProbability: 100 },
    },
    clothing: { shirt: { shirt: ["collared"] }, "t-shirt": { shirt: ["crew"] }, suit: { shirt: ["open"] } },
    expression: {
      happy: { mouth: ["smile", "laughing"], eyes: ["eyes", "smiling"] },
      serious: { mouth: ["pucker", "smirk"], eyes: ["eyes", "round"] },
      sad: { mouth: ["sad", "frown"], eyes: ["eyes"] },
      surprised: { mouth: ["surprised"], eyes: ["round"] },
      angry: { mouth: ["frown"], eyes: ["eyes"], eyebrows: ["down"] },
    },
    anyExpression: {
      mouth: ["smile", "laughing", "smirk"],
      eyes: ["eyes", "round", "smiling"],
      eyebrows: ["up", "eyelashesUp"],
    },
    extras: { earrings: { earrings: ["hoop", "stud"], earringsProbability: 100 } },
    colors: {
      hair: ["hairColor", "facialHairColor"],
      skin: "baseColor",
      clothing: "shirtColor",
      headwear: "hairColor",
    },
  },
  lorelei: {
    engine: lorelei as unknown as Style<Options>,
    title: "Lorelei",
    base: {
      beardProbability: 0,
      earringsProbability: 0,
      frecklesProbability: 0,
      glassesProbability: 0,
      hairAccessoriesProbability: 0,
    },
    hair: {},
    anyHair: { woman: {}, man: {}, anyone: {} },
    headwear: {},
    eyewear: {
      glasses: { glasses: ["variant01", "variant02", "variant03", "variant04", "variant05"], glassesProbability: 100 },
    },
    facialHair: { beard: { beard: ["variant01", "variant02"], beardProbability: 100 } },
    clothing: {},
    expression: {
      happy: { mouth: ["happy01", "happy02", "happy03", "happy05", "happy08", "happy16"] },
      sad: { mouth: ["sad01", "sad02", "sad03", "sad05"] },
    },
    anyExpression: { mouth: ["happy01", "happy02", "happy05", "happy08", "happy10", "happy16"] },
    extras: {
      earrings: { earringsProbability: 100 },
      freckles: { frecklesProbability: 100 },
      flowers: { hairAccessories: ["flowers"], hairAccessoriesProbability: 100 },
    },
    colors: { hair: ["hairColor"], skin: "skinColor" },
  },
  notionists: {
    engine: notionists as unknown as Style<Options>,
    title: "Notionists",
    base: { beardProbability: 0, bodyIconProbability: 0, gestureProbability: 0, glassesProbability: 0 },
    hair: {},
    anyHair: { woman: {}, man: {}, anyone: {} },
    headwear: { hat: { hair: ["hat"] } },
    eyewear: { glasses: { glassesProbability: 100 } },
    facialHair: { beard: { beardProbability: 100 } },
    clothing: {},
    expression: {},
    anyExpression: {},
    extras: {},
    colors: {},
  },
  "open-peeps": {
    engine: openPeeps as unknown as Style<Options>,
    title: "Open Peeps",
    base: { accessoriesProbability: 0, facialHairProbability: 0, maskProbability: 0 },
    hair: {
      bald: { head: ["noHair1", "noHair2", "noHair3"] },
      "buzz cut": { head: ["shaved1", "shaved2", "shaved3"] },
      short: { head: peepsShort },
      bob: { head: ["mediumBangs", "mediumBangs2", "mediumBangs3"] },
      medium: { head: ["medium1", "medium2", "medium3", "mediumStraight"] },
      long: { head: ["long", "longBangs"] },
      curly: { head: ["longCurly"] },
      afro: { head: ["afro", "longAfro"] },
      bun: { head: ["bun", "bun2", "buns"] },
      braids: { head: ["cornrows", "cornrows2", "bantuKnots"] },
      dreadlocks: { head: ["dreads1", "dreads2", "twists"] },
      mohawk: { head: ["mohawk", "mohawk2"] },
    },
    anyHair: { woman: { head: peepsLong }, man: { head: peepsShort }, anyone: { head: [...peepsShort, ...peepsLong] } },
    headwear: {
      hijab: { head: ["hijab"] },
      turban: { head: ["turban"] },
      hat: { head: ["hatHip"] },
      beanie: { head: ["hatBeanie"] },
    },
    eyewear: {
      glasses: { accessories: ["glasses", "glasses2", "glasses3", "glasses4"], accessoriesProbability: 100 },
      sunglasses: { accessories: ["sunglasses", "sunglasses2"], accessoriesProbability: 100 },
      eyepatch: { accessories: ["eyepatch"], accessoriesProbability: 100 },
    },
    facialHair: {
      beard: { facialHair: ["full", "full2", "full3"], facialHairProbability: 100 },
      moustache: { facialHair: ["moustache1", "moustache2", "moustache3", "moustache4"], facialHairProbability: 100 },
      goatee: { facialHair: ["goatee1", "goatee2"], facialHairProbability: 100 },
    },
    clothing: {},
    expression: {
      happy: { face: ["smile", "smileBig", "cute"] },
      serious: { face: ["serious", "calm", "driven"] },
      sad: { face: ["concerned", "tired"] },
      surprised: { face: ["awe"] },
      angry: { face: ["rage", "veryAngry"] },
    },
    anyExpression: { face: ["smile", "smileBig", "calm", "cute", "lovingGrin1"] },
    extras: {},
    colors: { skin: "skinColor", clothing: "clothingColor" },
  },
  adventurer: {
    engine: adventurer as unknown as Style<Options>,
    title: "Adventurer",
    base: { earringsProbability: 0, featuresProbability: 0, glassesProbability: 0, hairProbability: 100 },
    hair: {
      bald: { hairProbability: 0 },
      short: { hair: numbered("short", 19) },
      long: { hair: numbered("long", 26) },
    },
    anyHair: {
      woman: { hair: numbered("long", 26) },
      man: { hair: numbered("short", 19) },
      anyone: { hair: [...numbered("long", 26), ...numbered("short", 19)] },
    },
    headwear: {},
    eyewear: { glasses: { glasses: numbered("variant", 5), glassesProbability: 100 } },
    facialHair: { moustache: { features: ["mustache"], featuresProbability: 100 } },
    clothing: {},
    expression: {},
    anyExpression: {},
    extras: { earrings: { earringsProbability: 100 }, freckles: { features: ["freckles"], featuresProbability: 100 } },
    colors: { hair: ["hairColor"], skin: "skinColor" },
  },
  "big-smile": {
    engine: bigSmile as unknown as Style<Options>,
    title: "Big Smile",
    base: { accessoriesProbability: 0 },
    hair: {
      "buzz cut": { hair: ["shavedHead"] },
      short: { hair: ["shortHair", "bowlCutHair"] },
      "short curly": { hair: ["curlyShortHair"] },
      bob: { hair: ["wavyBob", "curlyBob"] },
      long: { hair: ["straightHair"] },
      wavy: { hair: ["wavyBob"] },
      curly: { hair: ["curlyBob"] },
      afro: { hair: ["froBun"] },
      bun: { hair: ["bunHair", "froBun"] },
      braids: { hair: ["braids"] },
      mohawk: { hair: ["mohawk"] },
    },
    anyHair: {
      woman: { hair: ["wavyBob", "straightHair", "braids", "bunHair", "bangs", "curlyBob"] },
      man: { hair: ["shortHair", "curlyShortHair", "bowlCutHair"] },
      anyone: { hair: ["shortHair", "wavyBob", "straightHair", "curlyShortHair", "bangs"] },
    },
    headwear: {},
    eyewear: {
      glasses: { accessories: ["glasses"], accessoriesProbability: 100 },
      sunglasses: { accessories: ["sunglasses"], accessoriesProbability: 100 },
    },
    facialHair: { moustache: { accessories: ["mustache"], accessoriesProbability: 100 } },
    clothing: {},
    expression: {
      happy: { mouth: ["openedSmile", "teethSmile"], eyes: ["cheery", "normal"] },
      serious: { mouth: ["unimpressed"], eyes: ["normal"] },
      sad: { mouth: ["openSad"], eyes: ["sad"] },
      surprised: { mouth: ["openedSmile"], eyes: ["starstruck"] },
      angry: { mouth: ["unimpressed"], eyes: ["angry"] },
    },
    anyExpression: { mouth: ["openedSmile", "teethSmile", "gapSmile"], eyes: ["cheery", "normal"] },
    extras: {},
    colors: { hair: ["hairColor"], skin: "skinColor" },
  },
};

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(2, "0")}`);
}

/** Whose drawings these are, for the attribution that their licences ask for. */
export const illustrationStyles: readonly StyleCredit[] = Object.entries(styles).map(([id, { engine, title }]) => ({
  id: id as IllustrationStyle,
  title,
  artist: engine.meta?.creator ?? "",
  licence: engine.meta?.license?.name ?? "",
  licenceUrl: engine.meta?.license?.url ?? "",
  sourceUrl: engine.meta?.source ?? "",
}));
