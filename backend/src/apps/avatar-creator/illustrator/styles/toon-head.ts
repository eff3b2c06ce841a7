import { toonHead as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { choice, type Options, type StyleTable } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const anyone = { suits: "anyone" } as const;
const front = (...hair: string[]) => ({ hair, rearHairProbability: 0 });
const rear = (...rearHair: string[]) => ({ hair: ["sideComed"], rearHair, rearHairProbability: 100 });
const beard = (...names: string[]) => ({ beard: names, beardProbability: 100 });
const brows = (name: string) => ({ eyebrows: [name] });

export const toonHead: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Toon Head",
  frame: [-16, -32, 800],
  stands: true,
  base: { beardProbability: 0, hairProbability: 100, rearHairProbability: 0 },
  hair: [
    choice(["short", "side part"], front("sideComed"), man),
    choice(["short", "half-shaved hair", "fade"], front("undercut"), man),
    choice(["spiky", "short", "messy"], front("spiky"), man),
    choice(["bald"], { hairProbability: 0, rearHairProbability: 0, hair: ["sideComed"] }),
    choice(["bun"], front("bun"), woman),
    choice(["long", "straight"], rear("longStraight"), woman),
    choice(["long", "wavy"], rear("longWavy"), woman),
    choice(["medium-length", "wavy"], rear("shoulderHigh"), woman),
    choice(["bob"], rear("neckHigh"), woman),
  ],
  facialHair: [
    choice(["beard"], beard("fullBeard")),
    choice(["long beard"], beard("longBeard")),
    choice(["chin strap", "soul patch"], beard("chin")),
    choice(["goatee"], beard("chinMoustache")),
    choice(["handlebar moustache", "moustache"], beard("moustacheTwirl")),
  ],
  clothing: [
    choice(["t-shirt"], { clothes: ["tShirt"] }, anyone),
    choice(["shirt", "sweater"], { clothes: ["shirt"] }, anyone),
    choice(["turtleneck", "sweater"], { clothes: ["turtleNeck"] }, anyone),
    choice(["jacket", "blazer", "cardigan", "coat"], { clothes: ["openJacket"] }, { isGrownUp: true, ...anyone }),
    choice(["dress", "tank top"], { clothes: ["dress"] }),
  ],
  expression: [
    choice(["happy"], { mouth: ["smile"], eyes: ["happy"], ...brows("happy") }),
    choice(["laughing"], { mouth: ["laugh"], eyes: ["happy", "bow"], ...brows("happy") }),
    choice(["calm"], { mouth: ["smile"], eyes: ["happy"], ...brows("neutral") }),
    choice(["smirk"], { ...brows("raised"), mouth: ["smile"], eyes: ["happy"] }),
    choice(["serious"], { mouth: ["sad"], eyes: ["happy"], ...brows("neutral") }),
    choice(["sad"], { mouth: ["sad"], eyes: ["humble"], ...brows("sad") }),
    choice(["worried"], { mouth: ["sad"], eyes: ["happy"], ...brows("sad") }),
    choice(["surprised"], { mouth: ["agape"], eyes: ["wide"], ...brows("raised") }),
    choice(["scared"], { mouth: ["agape"], eyes: ["wide"], ...brows("sad") }),
    choice(["angry"], { mouth: ["angry"], eyes: ["happy"], ...brows("angry") }),
    choice(["wink"], { eyes: ["wink"], mouth: ["smile"], ...brows("happy") }),
    choice(["sleepy"], { eyes: ["humble"], mouth: ["smile"], ...brows("neutral") }),
  ],
  friendly: { mouth: ["smile", "laugh"], eyes: ["happy"], ...brows("happy") },
  worn: [],
  body: [],
  young: {},
  colors: { hair: ["hairColor"], facialHair: ["hairColor"], skin: ["skinColor"], clothing: ["clothesColor"], eyes: [] },
  hasPaintedEyes: true,
  // Irises are the only discs; lashes share their colour but are paths.
  finish: (figure, { eyes }) => (eyes ? figure.replace(/(<circle [^>]*fill=")#4B2422"/g, `$1#${eyes}"`) : figure),
};
