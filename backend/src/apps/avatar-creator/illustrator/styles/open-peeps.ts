import { openPeeps as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const anyone = { suits: "anyone" } as const;
const tinted = { colors: ["headContrastColor"] };
// Its hats share the colour of the clothes.
const clothed = { colors: ["clothingColor"] };
const black = { colors: [], isBlack: true };
const head = (...names: string[]) => ({ head: names });
const face = (...names: string[]) => ({ face: names });
const beard = (...facialHair: string[]) => ({ facialHair, facialHairProbability: 100 });
const accessory = (...accessories: string[]) => ({ accessories, accessoriesProbability: 100 });

/** Most of its heads are inked in black; some take a colour. */
export const openPeeps: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Open Peeps",
  frame: [-48, -50, 810],
  stands: true,
  isInked: true,
  base: { accessoriesProbability: 0, facialHairProbability: 0, maskProbability: 0 },
  hair: [
    choice(["short"], head("short1", "short2", "short5"), man),
    choice(["short", "quiff"], head("short4"), { ...man, ...tinted }),
    choice(["short"], head("grayShort"), { ...man, ...tinted }),
    choice(["short", "wavy"], head("short3", "shaved2"), man),
    choice(["quiff", "short"], head("pomp"), man),
    choice(["messy", "half-shaved hair"], head("shaved3")),
    choice(["buzz cut", "fade"], head("shaved1")),
    choice(["flat top", "fade"], head("flatTop", "flatTopLong")),
    choice(["twists", "short", "curly"], head("twists", "twists2")),
    choice(["dreadlocks", "short", "curly"], head("dreads2")),
    choice(["dreadlocks", "medium-length"], head("dreads1")),
    choice(["bald"], head("noHair1")),
    choice(["balding"], head("noHair2")),
    choice(["balding"], head("noHair3"), tinted),
    choice(["mohawk"], head("mohawk"), tinted),
    choice(["mohawk", "spiky"], head("mohawk2"), tinted),
    choice(["bob", "fringe"], head("bangs2"), woman),
    choice(["medium-length", "fringe"], head("bangs"), { ...woman, ...tinted }),
    choice(["bob", "medium-length"], head("medium1"), woman),
    choice(["medium-length"], head("medium2", "medium3"), woman),
    choice(["medium-length", "straight"], head("mediumStraight"), woman),
    choice(["medium-length", "fringe"], head("mediumBangs", "mediumBangs3"), woman),
    choice(["ponytail", "fringe", "wavy"], head("mediumBangs2"), tinted),
    choice(["medium-length"], head("grayMedium"), { ...woman, ...tinted }),
    choice(["long", "wavy"], head("long"), woman),
    choice(["long", "wavy", "fringe"], head("longBangs"), woman),
    choice(["long", "curly"], head("longCurly"), woman),
    choice(["afro"], head("afro")),
    choice(["afro", "long"], head("longAfro")),
    choice(["bun"], head("grayBun"), { ...woman, ...tinted }),
    choice(["bun", "curly"], head("bun2")),
    choice(["bun", "bandana", "bow"], head("bun")),
    choice(["space buns", "bantu knots"], head("buns")),
    choice(["bantu knots"], head("bantuKnots")),
    choice(["cornrows", "ponytail"], head("cornrows"), tinted),
    choice(["braids", "ponytail", "cornrows"], head("cornrows2")),
  ],
  facialHair: [
    choice(["beard"], beard("full2"), black),
    choice(["beard"], beard("full4"), tinted),
    choice(["chin strap"], beard("chin"), black),
    choice(["beard"], beard("full"), black),
    choice(["long beard"], beard("full3"), black),
    choice(["goatee"], beard("goatee1", "goatee2"), black),
    choice(["moustache"], beard("moustache5", "moustache6", "moustache7"), black),
    choice(["moustache"], beard("moustache9"), tinted),
    choice(["handlebar moustache"], beard("moustache3", "moustache4"), black),
  ],
  clothing: [choice(["t-shirt"], {}, anyone)],
  expression: [
    choice(["happy"], face("smile", "cute")),
    choice(["laughing"], face("smileBig", "smileTeethGap")),
    choice(["crying"], face("tired")),
    choice(["calm"], face("calm")),
    choice(["smirk"], face("cheeky")),
    choice(["serious"], face("serious", "driven")),
    choice(["sad"], face("solemn", "tired")),
    choice(["worried"], face("concerned")),
    choice(["scared"], face("fear", "concernedFear")),
    choice(["surprised"], face("awe")),
    choice(["angry"], face("veryAngry", "rage")),
    choice(["suspicious"], face("suspicious")),
    choice(["sleepy"], face("eyesClosed", "contempt")),
    choice(["in love"], face("lovingGrin1")),
  ],
  friendly: face("smile", "cute", "calm"),
  worn: [
    choice(["hijab"], head("hijab"), black),
    choice(["turban"], head("turban"), clothed),
    choice(["beanie"], head("hatBeanie"), clothed),
    choice(["hat"], head("hatHip"), black),
    choice(["glasses", "round glasses"], accessory("glasses2", "glasses5")),
    choice(["glasses", "square glasses"], accessory("glasses", "glasses3")),
    choice(["sunglasses"], accessory("sunglasses", "sunglasses2")),
    choice(["eyepatch"], accessory("eyepatch")),
    choice(["face mask"], { mask: ["medicalMask"], maskProbability: 100 }),
    choice(["wrinkles"], face("old")),
  ],
  body: [],
  old: face("old"),
  colors: { hair: [], skin: ["skinColor"], clothing: ["clothingColor"] },
};
