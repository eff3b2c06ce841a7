import { lorelei as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable, variants } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const hair = (...numbers: number[]) => ({ hair: variants(...numbers) });
const eyes = (...numbers: number[]) => ({ eyes: variants(...numbers) });
const brows = (...numbers: number[]) => ({ eyebrows: variants(...numbers) });
const glasses = (...numbers: number[]) => ({
  ...{ glasses: variants(...numbers), glassesProbability: 100, glassesColor: ["1f1f24"] },
});
const earrings = (...numbers: number[]) => ({ earrings: variants(...numbers), earringsProbability: 100 });
const frames = { colors: ["glassesColor"] };
const jewels = { colors: ["earringsColor"] };

export const lorelei: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Lorelei",
  frame: [58, 0, 864],
  stands: true,
  isInked: true,
  base: {
    ...{ beardProbability: 0, earringsProbability: 0, frecklesProbability: 0, glassesProbability: 0 },
    ...{ hairAccessoriesProbability: 0, head: variants(2, 3, 4) },
  },
  hair: [
    choice(["short"], hair(1, 2, 12, 47), man),
    choice(["short", "quiff"], hair(3, 8), man),
    choice(["short", "wavy"], hair(9, 22), man),
    choice(["short", "messy"], hair(4, 11), man),
    choice(["short", "fringe"], hair(6, 7, 43), man),
    choice(["short", "bowl cut", "fringe"], hair(7)),
    choice(["short", "curly"], hair(5, 44)),
    choice(["flat top", "curly", "short"], hair(39)),
    choice(["pixie cut", "short", "messy"], hair(20, 11)),
    choice(["balding"], hair(25, 28)),
    choice(["buzz cut"], hair(47)),
    choice(["mohawk", "spiky"], hair(27)),
    choice(["mullet"], hair(10, 17)),
    choice(["bob", "fringe"], hair(13, 19), woman),
    choice(["medium-length", "fringe"], hair(23, 13), woman),
    choice(["medium-length", "messy"], hair(10, 17), woman),
    choice(["medium-length", "wavy"], hair(18, 37), woman),
    choice(["medium-length", "straight"], hair(15), woman),
    choice(["long", "straight"], hair(15, 21), woman),
    choice(["long", "straight", "fringe"], hair(16, 40)),
    choice(["long", "wavy"], hair(35), woman),
    choice(["long", "curly"], hair(24), woman),
    choice(["curly", "medium-length"], hair(24, 18)),
    choice(["bun"], hair(38), woman),
    choice(["bun", "fringe"], hair(14, 46), woman),
    choice(["bun", "messy"], hair(45)),
    choice(["space buns"], hair(26)),
    choice(["ponytail"], hair(31, 33, 36), woman),
    choice(["ponytail", "fringe"], hair(42)),
    choice(["pigtails"], hair(29)),
    choice(["pigtails", "fringe"], hair(30, 48)),
  ],
  facialHair: [
    choice(["beard"], { beard: variants(1), beardProbability: 100 }),
    choice(["long beard"], { beard: variants(2), beardProbability: 100 }),
  ],
  clothing: [],
  expression: [
    choice(["happy"], { mouth: ["happy01", "happy02", "happy05", "happy06"], ...eyes(2, 4, 24), ...brows(9) }),
    choice(["laughing"], { mouth: ["happy05", "happy06", "happy16"], ...eyes(4, 19), ...brows(5) }),
    choice(["calm"], { mouth: ["happy01", "happy04"], ...eyes(4, 8), ...brows(9, 12) }),
    choice(["smirk"], { mouth: ["happy10", "happy15"], ...eyes(4, 17), ...brows(11) }),
    choice(["serious"], { mouth: ["sad09", "happy14"], ...eyes(4, 8), ...brows(2, 10) }),
    choice(["sad"], { mouth: ["sad04", "sad05"], ...eyes(4, 24), ...brows(1) }),
    choice(["worried"], { mouth: ["sad06", "sad07"], ...eyes(4), ...brows(1) }),
    choice(["surprised"], { mouth: ["sad01"], ...eyes(21, 24), ...brows(5) }),
    choice(["angry"], { eyebrows: variants(13), mouth: ["sad05", "sad06"], ...eyes(8) }),
    choice(["wink"], { ...eyes(15), mouth: ["happy01", "happy05"], ...brows(9) }),
    choice(["sleepy"], { ...eyes(1, 19), mouth: ["happy01"], ...brows(9) }),
    choice(["in love"], { ...eyes(9), mouth: ["happy02"], ...brows(5) }),
    choice(["tongue out"], { mouth: ["happy09", "sad08"], ...eyes(4), ...brows(9) }),
    choice(["kiss"], { mouth: ["happy18"], ...eyes(4), ...brows(9) }),
  ],
  friendly: {
    ...{ mouth: ["happy01", "happy02", "happy05", "happy06", "happy13"], ...eyes(2, 4, 10, 20, 24), ...brows(5, 7, 9) },
  },
  worn: [
    choice(["glasses", "square glasses"], glasses(3, 4), frames),
    choice(["round glasses"], glasses(1), frames),
    choice(["reading glasses"], glasses(5), frames),
    choice(["sunglasses"], glasses(2), frames),
    choice(["earrings"], earrings(3), jewels),
    choice(["stud earrings"], earrings(1, 2), jewels),
    choice(["freckles"], { freckles: variants(1), frecklesProbability: 100, frecklesColor: ["7a4023"] }),
    choice(
      ["flowers", "flower crown"],
      { hairAccessories: ["flowers"], hairAccessoriesProbability: 100, hairAccessoriesColor: ["d2566f"] },
      { colors: ["hairAccessoriesColor"] },
    ),
  ],
  body: [],
  colors: { hair: ["hairColor"], facialHair: ["hairColor"], skin: ["skinColor"], eyes: ["eyesColor"] },
};
