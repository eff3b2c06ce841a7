import { notionists as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable, variants } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const anyone = { suits: "anyone" } as const;
const hair = (...numbers: number[]) => ({ hair: variants(...numbers) });
const body = (...numbers: number[]) => ({ body: variants(...numbers) });
const lips = (...numbers: number[]) => ({ lips: variants(...numbers) });
const brows = (...numbers: number[]) => ({ brows: variants(...numbers) });
const eyes = (...numbers: number[]) => ({ eyes: variants(...numbers) });
const beard = (...numbers: number[]) => ({ beard: variants(...numbers), beardProbability: 100 });
const glasses = (...numbers: number[]) => ({ glasses: variants(...numbers), glassesProbability: 100 });

export const notionists: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Notionists",
  frame: [112, 204, 1540],
  stands: true,
  base: { beardProbability: 0, bodyIconProbability: 0, gestureProbability: 0, glassesProbability: 0 },
  hair: [
    choice(["short"], hair(5, 6, 15, 25, 34), man),
    choice(["short", "side part"], hair(13, 18, 19), man),
    choice(["short", "quiff"], hair(27, 35, 54), man),
    choice(["short", "wavy"], hair(1, 3, 17), man),
    choice(["short", "curly"], hair(22, 33), man),
    choice(["short", "curly", "messy"], hair(9, 31)),
    choice(["short", "messy"], hair(12, 38, 56), man),
    choice(["spiky", "short"], hair(52, 53)),
    choice(["spiky", "mohawk"], hair(50, 51)),
    choice(["fade", "short"], hair(7, 32), man),
    choice(["fade", "quiff"], hair(26, 44)),
    choice(["buzz cut"], hair(60)),
    choice(["flat top"], hair(21, 49)),
    choice(["balding"], hair(42)),
    choice(["bob"], hair(43, 58), woman),
    choice(["bob", "curly", "medium-length"], hair(11)),
    choice(["bob", "fringe", "medium-length"], hair(10), woman),
    choice(["medium-length", "side part"], hair(2), woman),
    choice(["medium-length", "wavy"], hair(36, 37), woman),
    choice(["long", "wavy"], hair(28, 23), woman),
    choice(["long", "straight", "fringe"], hair(41), woman),
    choice(["curly", "medium-length"], hair(20), woman),
    choice(["afro", "curly"], hair(20)),
    choice(["bun"], hair(29, 48), woman),
    choice(["bun", "messy"], hair(57)),
    choice(["space buns"], hair(59)),
    choice(["bantu knots"], hair(40)),
    choice(["ponytail", "fringe"], hair(47), woman),
    choice(["ponytail"], hair(39), woman),
    choice(["headband", "long"], hair(8)),
    choice(["bow", "ponytail"], hair(45)),
    choice(["bow", "headband", "long"], hair(46)),
  ],
  facialHair: [
    choice(["beard"], beard(2)),
    choice(["goatee"], beard(1, 11)),
    choice(["soul patch"], beard(12)),
    choice(["moustache"], beard(3, 5, 6, 9)),
    choice(["handlebar moustache"], beard(7)),
  ],
  clothing: [
    choice(["t-shirt"], body(11), anyone),
    choice(["sweater", "shirt"], body(14), anyone),
    choice(["shirt"], body(13, 25), anyone),
    choice(["blouse"], body(21, 22), woman),
    choice(["patterned top"], body(15, 22)),
    choice(["hoodie"], body(23), anyone),
    choice(["hoodie", "patterned top"], body(24)),
    choice(["blazer", "jacket", "coat", "suit"], body(16, 17), { isGrownUp: true, ...anyone }),
    choice(["jacket", "cardigan"], body(7, 9, 10), anyone),
    choice(["jacket", "graphic t-shirt"], body(18)),
    choice(["tie", "shirt"], body(19, 20)),
    choice(["waistcoat", "puffer jacket"], body(5, 6)),
    choice(["turtleneck"], body(12)),
  ],
  expression: [
    choice(["happy"], { ...lips(3, 14, 17, 22, 23, 25), ...brows(5, 10), ...eyes(4, 5) }),
    choice(["laughing"], { ...lips(11, 25), ...brows(10, 12), ...eyes(3, 5) }),
    choice(["calm"], { ...lips(4, 22), ...brows(5, 10), ...eyes(2, 5) }),
    choice(["smirk"], { ...lips(17, 23), ...brows(10), ...eyes(5) }),
    choice(["serious"], { ...lips(4, 13, 21), ...brows(5, 9), ...eyes(2, 5) }),
    choice(["sad"], { ...lips(18, 19), ...brows(13), ...eyes(4) }),
    choice(["worried"], { ...lips(24, 27), ...brows(13), ...eyes(4) }),
    choice(["surprised"], { ...lips(15, 29), ...brows(1, 12), ...eyes(5) }),
    choice(["angry"], { ...brows(6), ...lips(24, 27), ...eyes(1) }),
    choice(["suspicious"], { ...brows(9), ...lips(21), ...eyes(1) }),
    choice(["sleepy"], { ...eyes(3), ...lips(22), ...brows(5) }),
    choice(["tongue out"], { ...lips(12, 28), ...brows(10), ...eyes(5) }),
  ],
  friendly: { ...lips(3, 14, 17, 22, 23, 25), ...brows(4, 5, 10), ...eyes(4, 5) },
  worn: [
    choice(["hijab"], hair(62, 63), { isBlack: true }),
    choice(["turban", "gele"], hair(61)),
    choice(["cap"], { hair: ["hat"] }),
    choice(["chef's hat"], hair(14)),
    choice(["glasses", "square glasses"], glasses(8)),
    choice(["round glasses"], glasses(11)),
    choice(["glasses"], glasses(3)),
    choice(["sunglasses"], glasses(1, 2, 6)),
    choice(["round sunglasses"], glasses(9, 10)),
    choice(["heart sunglasses"], glasses(4, 5)),
    choice(["backpack"], body(1, 2, 3, 4)),
    choice(["phone"], { gesture: ["handPhone"], gestureProbability: 100 }),
  ],
  body: [],
  colors: {},
};
