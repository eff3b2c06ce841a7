import { bigSmile as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const accessory = (name: string) => ({ accessories: [name], accessoriesProbability: 100 });

export const bigSmile: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Big Smile",
  frame: [-26, -66, 560],
  stands: false,
  base: { accessoriesProbability: 0 },
  hair: [
    choice(["short"], { hair: ["shortHair"] }, man),
    choice(["short", "curly", "afro"], { hair: ["curlyShortHair"] }, man),
    choice(["bowl cut", "short", "fringe"], { hair: ["bowlCutHair"] }, man),
    choice(["buzz cut", "fade"], { hair: ["shavedHead"] }),
    choice(["mohawk"], { hair: ["mohawk"] }),
    choice(["half-shaved hair", "wavy", "medium-length"], { hair: ["halfShavedHead"] }),
    choice(["bob", "wavy", "medium-length"], { hair: ["wavyBob"] }, woman),
    choice(["bob", "curly"], { hair: ["curlyBob"] }, woman),
    choice(["long", "straight"], { hair: ["straightHair"] }, woman),
    choice(["long", "straight", "fringe"], { hair: ["bangs"] }, woman),
    choice(["braids", "cornrows", "long"], { hair: ["braids"] }, woman),
    choice(["bun"], { hair: ["bunHair"] }, woman),
    choice(["bun", "curly"], { hair: ["froBun"] }, woman),
  ],
  facialHair: [choice(["moustache", "handlebar moustache"], accessory("mustache"), { colors: [] })],
  clothing: [],
  expression: [
    choice(["happy", "laughing"], { mouth: ["openedSmile", "teethSmile"], eyes: ["cheery", "normal"] }),
    choice(["calm"], { mouth: ["kawaii"], eyes: ["cheery", "normal"] }),
    choice(["smirk"], { mouth: ["kawaii"], eyes: ["winking"] }),
    choice(["wink"], { eyes: ["winking"], mouth: ["teethSmile"] }),
    choice(["serious"], { mouth: ["unimpressed"], eyes: ["normal"] }),
    choice(["suspicious"], { eyes: ["confused"], mouth: ["unimpressed"] }),
    choice(["worried"], { mouth: ["awkwardSmile"], eyes: ["confused"] }),
    choice(["sad"], { mouth: ["openSad"], eyes: ["sad"] }),
    choice(["surprised"], { eyes: ["starstruck"], mouth: ["openedSmile"] }),
    choice(["angry"], { eyes: ["angry"], mouth: ["unimpressed"] }),
    choice(["sleepy"], { eyes: ["sleepy"], mouth: ["kawaii"] }),
  ],
  friendly: { mouth: ["openedSmile", "teethSmile", "kawaii"], eyes: ["cheery", "normal"] },
  worn: [
    choice(["glasses", "round glasses"], accessory("glasses"), { colors: [] }),
    choice(["sunglasses"], accessory("sunglasses"), { colors: [] }),
    choice(["cat ears"], accessory("catEars"), { colors: [] }),
    choice(["crown"], accessory("sailormoonCrown"), { colors: [] }),
    choice(["face mask"], accessory("faceMask"), { colors: [] }),
    choice(["sleep mask"], accessory("sleepMask"), { colors: [] }),
    choice(["clown nose"], accessory("clownNose"), { colors: [] }),
    choice(["braces"], { mouth: ["braces"] }),
  ],
  body: [],
  young: {},
  colors: { hair: ["hairColor"], skin: ["skinColor"] },
};
