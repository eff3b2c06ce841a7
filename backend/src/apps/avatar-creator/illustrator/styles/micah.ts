import { micah as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const anyone = { suits: "anyone" } as const;
const beard = (...facialHair: string[]) => ({ facialHair, facialHairProbability: 100 });
const glasses = (...names: string[]) => ({ glasses: names, glassesProbability: 100, glassesColor: ["1f1f24"] });
const earrings = (...names: string[]) => ({ earrings: names, earringsProbability: 100, earringColor: ["f4d150"] });

export const micah: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Micah",
  frame: [-8, -16, 374],
  stands: true,
  isInked: true,
  base: {
    ...{ earringsProbability: 0, facialHairProbability: 0, glassesProbability: 0, hairProbability: 100 },
    ...{ eyeShadowColor: ["d2eff3"], shirt: ["crew"], ears: ["attached"] },
  },
  hair: [
    choice(["short", "quiff"], { hair: ["fonze"] }, man),
    choice(["medium-length", "side part"], { hair: ["dannyPhantom"] }, man),
    choice(["bald"], { hair: ["mrClean"] }),
    choice(["balding"], { hair: ["dougFunny"] }),
    choice(["mohawk"], { hair: ["mrT"] }),
    choice(["long", "wavy"], { hair: ["full"] }, woman),
    choice(["bob", "side part", "short"], { hair: ["pixie"] }, woman),
  ],
  facialHair: [choice(["beard"], beard("beard")), choice(["stubble"], beard("scruff"))],
  clothing: [
    choice(["shirt", "polo shirt"], { shirt: ["collared"] }, anyone),
    choice(["t-shirt", "sweater"], { shirt: ["crew"] }, anyone),
    choice(["scoop-neck top", "blouse"], { shirt: ["open"] }, woman),
  ],
  expression: [
    choice(["happy"], { mouth: ["smile"], eyes: ["eyes", "round"], eyebrows: ["up"] }),
    choice(["laughing"], { mouth: ["laughing"], eyes: ["smiling"], eyebrows: ["up"] }),
    choice(["calm"], { mouth: ["smirk"], eyes: ["eyes"], eyebrows: ["up"] }),
    choice(["smirk"], { mouth: ["smirk"], eyes: ["eyes"], eyebrows: ["up"] }),
    choice(["serious"], { mouth: ["pucker"], eyes: ["eyes"], eyebrows: ["down"] }),
    choice(["kiss"], { mouth: ["pucker"], eyes: ["smiling"], eyebrows: ["up"] }),
    choice(["sad"], { mouth: ["sad"], eyes: ["eyes"], eyebrows: ["down"] }),
    choice(["worried"], { mouth: ["nervous"], eyes: ["round"], eyebrows: ["up"] }),
    choice(["surprised"], { mouth: ["surprised"], eyes: ["round"], eyebrows: ["up"] }),
    choice(["angry"], { mouth: ["frown"], eyes: ["eyes"], eyebrows: ["down"] }),
    choice(["sleepy"], { eyes: ["smiling"], mouth: ["smirk"], eyebrows: ["up"] }),
  ],
  friendly: { mouth: ["smile", "laughing", "smirk"], eyes: ["eyes", "round"], eyebrows: ["up"] },
  worn: [
    choice(["turban"], { hair: ["turban"] }, { colors: ["hairColor"] }),
    choice(["glasses", "round glasses"], glasses("round"), { colors: ["glassesColor"] }),
    choice(["square glasses"], glasses("square"), { colors: ["glassesColor"] }),
    choice(["earrings", "hoop earrings"], earrings("hoop"), { colors: ["earringColor"] }),
    choice(["stud earrings"], earrings("stud"), { colors: ["earringColor"] }),
  ],
  body: [],
  colors: {
    ...{ hair: ["hairColor"], facialHair: ["facialHairColor"], skin: ["baseColor"] },
    ...{ eyes: ["eyesColor"], clothing: ["shirtColor"] },
  },
};
