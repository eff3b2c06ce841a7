import { adventurer as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable, variants } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const hair = (...names: string[]) => ({ hair: names });
const mouth = (...numbers: number[]) => ({ mouth: variants(...numbers) });
const eyes = (...numbers: number[]) => ({ eyes: variants(...numbers) });
const brows = (...numbers: number[]) => ({ eyebrows: variants(...numbers) });
const glasses = (...numbers: number[]) => ({ glasses: variants(...numbers), glassesProbability: 100 });
const earrings = (...numbers: number[]) => ({ earrings: variants(...numbers), earringsProbability: 100 });
const feature = (name: string) => ({ features: [name], featuresProbability: 100 });

export const adventurer: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Adventurer",
  frame: [-86, -66, 920],
  stands: false,
  isInked: true,
  base: { earringsProbability: 0, featuresProbability: 0, glassesProbability: 0, hairProbability: 100 },
  hair: [
    choice(["short", "fringe"], hair("short01", "short06"), man),
    choice(["short", "side part"], hair("short10"), man),
    choice(["short"], hair("short11", "short14", "short04"), man),
    choice(["short", "wavy"], hair("short07", "short08"), man),
    choice(["short", "messy"], hair("short08", "short09"), man),
    choice(["short", "curly"], hair("short17", "short03"), man),
    choice(["afro", "short", "curly"], hair("short03")),
    choice(["bowl cut", "short", "fringe"], hair("short02")),
    choice(["buzz cut"], hair("short19")),
    choice(["short", "buzz cut"], hair("short04")),
    choice(["bald"], { hairProbability: 0, hair: ["short04"] }),
    choice(["balding"], hair("short13")),
    choice(["mohawk", "spiky"], hair("short15")),
    choice(["spiky", "messy", "short"], hair("short16")),
    choice(["twists", "dreadlocks", "short"], hair("short18")),
    choice(["bun", "short"], hair("short05")),
    choice(["bob"], hair("long01", "long05"), woman),
    choice(["bob", "wavy"], hair("long24"), woman),
    choice(["pixie cut", "short"], hair("long25"), woman),
    choice(["medium-length", "fringe"], hair("long21", "long02"), woman),
    choice(["medium-length", "straight"], hair("long05"), woman),
    choice(["medium-length", "messy"], hair("long04")),
    choice(["long", "straight", "fringe"], hair("long07"), woman),
    choice(["long", "wavy"], hair("long09", "long17"), woman),
    choice(["long", "curly"], hair("long06"), woman),
    choice(["curly", "medium-length"], hair("long22"), woman),
    choice(["bun"], hair("long10"), woman),
    choice(["bun", "fringe"], hair("long11"), woman),
    choice(["bun", "medium-length"], hair("long12")),
    choice(["space buns"], hair("long13", "long23")),
    choice(["ponytail"], hair("long19", "long14"), woman),
    choice(["pigtails", "fringe"], hair("long15")),
    choice(["braids", "long"], hair("long16")),
    choice(["flowers", "long", "wavy"], hair("long18")),
    choice(["flower crown", "flowers", "long", "straight", "fringe"], hair("long08")),
    choice(["flower crown", "flowers", "medium-length"], hair("long03")),
  ],
  facialHair: [choice(["moustache", "handlebar moustache"], feature("mustache"))],
  clothing: [],
  expression: [
    choice(["happy"], { ...mouth(2, 22, 25, 30), ...eyes(23, 24, 26), ...brows(10, 12, 13) }),
    choice(["laughing"], { ...mouth(1, 23, 25, 26), ...eyes(19, 23), ...brows(10, 12) }),
    choice(["calm"], { ...mouth(2), ...eyes(24, 26), ...brows(10) }),
    choice(["smirk"], { ...mouth(2, 10), ...eyes(4, 5), ...brows(9, 11) }),
    choice(["serious"], { ...mouth(9), ...eyes(4, 24), ...brows(10, 13) }),
    choice(["sad"], { ...mouth(4), ...eyes(15, 24), ...brows(7) }),
    choice(["crying"], { ...eyes(16), ...mouth(4, 14), ...brows(7) }),
    choice(["worried"], { ...mouth(11, 14), ...eyes(15), ...brows(7) }),
    choice(["surprised"], { ...mouth(3, 18), ...eyes(1, 3), ...brows(8) }),
    choice(["scared"], { ...eyes(8), ...mouth(11, 14), ...brows(7) }),
    choice(["angry"], { ...brows(2), ...mouth(4, 11), ...eyes(14) }),
    choice(["suspicious"], { ...eyes(17, 18), ...mouth(9, 19), ...brows(9) }),
    choice(["wink"], { ...eyes(21, 22), ...mouth(2), ...brows(10) }),
    choice(["sleepy"], { ...eyes(19, 20), ...mouth(2), ...brows(10) }),
    choice(["kiss"], { ...mouth(17, 6), ...eyes(19), ...brows(10) }),
    choice(["tongue out"], { ...mouth(12, 16), ...eyes(24), ...brows(10) }),
    choice(["in love"], { ...mouth(24), ...eyes(23), ...brows(10) }),
  ],
  friendly: { ...mouth(2, 22, 25, 30), ...eyes(23, 24, 26), ...brows(10, 12, 13) },
  worn: [
    choice(["glasses", "square glasses"], glasses(2, 5)),
    choice(["round glasses"], glasses(4)),
    choice(["reading glasses"], glasses(3)),
    choice(["sunglasses"], glasses(1)),
    choice(["hoop earrings", "earrings"], earrings(2)),
    choice(["earrings"], earrings(1, 6)),
    choice(["stud earrings"], earrings(3, 4)),
    choice(["freckles"], feature("freckles")),
    choice(["blush"], feature("blush")),
    choice(["beauty mark"], feature("birthmark")),
  ],
  body: [],
  colors: { hair: ["hairColor"], skin: ["skinColor"] },
};
