import { avataaars as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const anyone = { suits: "anyone" } as const;
const beard = (...facialHair: string[]) => ({ facialHair, facialHairProbability: 100 });
const accessory = (...accessories: string[]) => ({
  accessories,
  accessoriesProbability: 100,
  accessoriesColor: ["262e33"],
});
const frames = { colors: ["accessoriesColor"] };
const hat = { colors: ["hatColor"] };

export const avataaars: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Avataaars",
  frame: [-10, -18, 298],
  stands: true,
  base: {
    ...{ style: ["default"], topProbability: 100, accessoriesProbability: 0, facialHairProbability: 0 },
    ...{ clothing: ["shirtCrewNeck"], clothingGraphic: ["diamond", "bear", "pizza", "hola"] },
  },
  hair: [
    choice(["short"], { top: ["shortFlat", "shortRound"] }, man),
    choice(["short", "wavy", "quiff"], { top: ["shortWaved"] }, man),
    choice(["short", "side part"], { top: ["theCaesarAndSidePart"] }, man),
    choice(["short", "fringe", "messy"], { top: ["shaggy"] }, man),
    choice(["bald"], { topProbability: 0, top: ["shortFlat"] }),
    choice(["balding"], { top: ["sides"] }),
    choice(["buzz cut"], { top: ["theCaesar"] }),
    choice(["short", "curly"], { top: ["shortCurly"] }, man),
    choice(["fade", "short", "curly"], { top: ["dreads01"] }),
    choice(["twists", "curly", "short"], { top: ["dreads01"] }),
    choice(["flat top", "fade", "quiff"], { top: ["frizzle"] }),
    choice(["mullet", "messy"], { top: ["shaggyMullet"] }),
    choice(["half-shaved hair", "long"], { top: ["shavedSides"] }),
    choice(["bob"], { top: ["bob"] }, woman),
    choice(["bob", "fringe"], { top: ["miaWallace"] }, woman),
    choice(["medium-length", "straight"], { top: ["longButNotTooLong"] }, woman),
    choice(["long", "straight"], { top: ["straight01", "straightAndStrand"] }, woman),
    choice(["long", "straight"], { top: ["straight02"] }, woman),
    choice(["long", "wavy"], { top: ["bigHair"] }, woman),
    choice(["long", "wavy", "fringe"], { top: ["curvy"] }),
    choice(["curly", "medium-length"], { top: ["curly"] }, woman),
    choice(["afro"], { top: ["fro"] }),
    choice(["afro", "headband"], { top: ["froBand"] }),
    choice(["bun"], { top: ["bun"] }),
    choice(["dreadlocks", "long"], { top: ["dreads"] }),
    choice(["dreadlocks", "twists", "short"], { top: ["dreads02"] }),
    choice(["flower crown", "flowers"], { top: ["frida"] }),
  ],
  facialHair: [
    choice(["beard"], beard("beardMedium", "beardLight")),
    choice(["long beard"], beard("beardMajestic")),
    choice(["moustache"], beard("moustacheMagnum")),
    choice(["handlebar moustache"], beard("moustacheFancy")),
  ],
  clothing: [
    choice(["t-shirt"], { clothing: ["shirtCrewNeck", "shirtVNeck"] }, anyone),
    choice(["scoop-neck top", "blouse"], { clothing: ["shirtScoopNeck"] }, woman),
    choice(["suit", "blazer", "jacket", "shirt"], { clothing: ["blazerAndShirt"] }, { isGrownUp: true, ...anyone }),
    choice(["blazer", "jacket", "sweater", "cardigan"], { clothing: ["blazerAndSweater"] }),
    choice(["sweater", "shirt"], { clothing: ["collarAndSweater"] }, anyone),
    choice(["hoodie"], { clothing: ["hoodie"] }, anyone),
    choice(["overall"], { clothing: ["overall"] }),
    choice(["graphic t-shirt"], { clothing: ["graphicShirt"] }),
  ],
  expression: [
    choice(["happy"], { mouth: ["smile", "twinkle"], eyes: ["default", "happy"], eyebrows: ["defaultNatural"] }),
    choice(["laughing"], { mouth: ["smile"], eyes: ["happy"], eyebrows: ["raisedExcitedNatural"] }),
    choice(["calm"], { mouth: ["twinkle"], eyes: ["default"], eyebrows: ["defaultNatural"] }),
    choice(["serious"], { mouth: ["serious"], eyes: ["default"], eyebrows: ["flatNatural", "defaultNatural"] }),
    choice(["sad"], { mouth: ["sad"], eyes: ["default"], eyebrows: ["sadConcernedNatural"] }),
    choice(["crying"], { eyes: ["cry"], mouth: ["sad"], eyebrows: ["sadConcernedNatural"] }),
    choice(["worried"], { mouth: ["concerned"], eyes: ["default"], eyebrows: ["sadConcernedNatural"] }),
    choice(["surprised"], { mouth: ["disbelief"], eyes: ["surprised"], eyebrows: ["raisedExcitedNatural"] }),
    choice(["scared"], { mouth: ["screamOpen"], eyes: ["surprised"], eyebrows: ["sadConcernedNatural"] }),
    choice(["angry"], { eyebrows: ["angryNatural"], mouth: ["serious", "grimace"], eyes: ["default"] }),
    choice(["suspicious"], { eyes: ["side"], mouth: ["serious"], eyebrows: ["upDownNatural"] }),
    choice(["wink"], { eyes: ["wink"], mouth: ["smile"], eyebrows: ["defaultNatural"] }),
    choice(["smirk"], { eyebrows: ["upDownNatural"], mouth: ["twinkle"], eyes: ["default"] }),
    choice(["sleepy"], { eyes: ["closed"], mouth: ["twinkle"], eyebrows: ["defaultNatural"] }),
    choice(["tongue out"], { mouth: ["tongue"], eyes: ["winkWacky"], eyebrows: ["defaultNatural"] }),
    choice(["in love"], { eyes: ["hearts"], mouth: ["smile"], eyebrows: ["defaultNatural"] }),
  ],
  friendly: { mouth: ["smile", "twinkle"], eyes: ["default", "happy"], eyebrows: ["defaultNatural"] },
  worn: [
    choice(["hijab"], { top: ["hijab"] }, hat),
    choice(["turban"], { top: ["turban"] }, hat),
    choice(["hat", "straw hat"], { top: ["hat"] }, hat),
    choice(["beanie"], { top: ["winterHat03", "winterHat02"] }, hat),
    choice(["cat ears"], { top: ["winterHat04"] }, hat),
    choice(["glasses", "square glasses"], accessory("prescription01", "prescription02"), frames),
    choice(["round glasses"], accessory("round"), frames),
    choice(["sunglasses"], accessory("sunglasses", "wayfarers"), frames),
    choice(["eyepatch"], accessory("eyepatch"), { colors: [] }),
  ],
  body: [],
  colors: { hair: ["hairColor"], facialHair: ["facialHairColor"], skin: ["skinColor"], clothing: ["clothesColor"] },
};
