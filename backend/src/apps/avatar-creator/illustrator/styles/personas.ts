import { personas as engine } from "@dicebear/collection";
import type { Style } from "@dicebear/core";
import { lighten } from "../tones";
import { choice, type FinishColors, type Options, type StyleTable } from "./table";

const woman = { suits: "woman" } as const;
const man = { suits: "man" } as const;
const anyone = { suits: "anyone" } as const;
const fixed = { colors: [] };
const beard = (...facialHair: string[]) => ({ facialHair, facialHairProbability: 100 });

export const personas: StyleTable = {
  engine: engine as unknown as Style<Options>,
  title: "Personas",
  frame: [2, 3, 61],
  stands: true,
  base: { facialHairProbability: 0, nose: ["mediumRound", "smallRound"], body: ["squared", "rounded"] },
  hair: [
    choice(["short", "side part", "quiff"], { hair: ["shortCombover"] }, man),
    choice(["short", "side part"], { hair: ["shortComboverChops"] }, man),
    choice(["fade", "quiff", "short"], { hair: ["fade"] }, man),
    choice(["buzz cut"], { hair: ["buzzcut"] }, man),
    choice(["short", "curly", "flat top", "fade"], { hair: ["curlyHighTop"] }, man),
    choice(["bald"], { hair: ["bald"] }),
    choice(["balding"], { hair: ["balding"] }),
    choice(["mohawk"], { hair: ["mohawk"] }),
    choice(["half-shaved hair", "medium-length"], { hair: ["sideShave"] }),
    choice(["bob"], { hair: ["bobCut"] }, woman),
    choice(["bob", "fringe"], { hair: ["bobBangs"] }, woman),
    choice(["medium-length", "straight"], { hair: ["long"] }, woman),
    choice(["long", "straight"], { hair: ["extraLong", "long"] }, woman),
    choice(["curly", "afro"], { hair: ["curly"] }),
    choice(["pigtails"], { hair: ["pigtails"] }),
    choice(["bun", "headband"], { hair: ["straightBun"] }),
    choice(["bun", "headband", "curly"], { hair: ["curlyBun"] }),
    choice(["bun", "half-shaved hair"], { hair: ["bunUndercut"] }),
  ],
  facialHair: [
    choice(["beard"], beard("beardMustache")),
    choice(["moustache"], beard("walrus")),
    choice(["handlebar moustache"], beard("pyramid")),
    choice(["goatee"], beard("goatee")),
    choice(["soul patch"], beard("soulPatch")),
    choice(["stubble"], beard("shadow")),
  ],
  clothing: [
    choice(["t-shirt"], { body: ["squared", "rounded"] }, anyone),
    choice(["checked shirt", "shirt"], { body: ["checkered"] }),
    choice(["blouse"], { body: ["small"] }),
  ],
  expression: [
    choice(["happy"], { mouth: ["smile"], eyes: ["open", "happy"] }),
    choice(["laughing"], { mouth: ["bigSmile"], eyes: ["happy"] }),
    choice(["calm"], { mouth: ["smirk"], eyes: ["open"] }),
    choice(["smirk"], { mouth: ["smirk"], eyes: ["open"] }),
    choice(["serious"], { mouth: ["lips"], eyes: ["open"] }),
    choice(["kiss"], { mouth: ["lips"], eyes: ["open"] }),
    choice(["sad"], { mouth: ["frown"], eyes: ["open"] }),
    choice(["surprised"], { mouth: ["surprise"], eyes: ["open"] }),
    choice(["wink"], { eyes: ["wink"], mouth: ["smile"] }),
    choice(["sleepy"], { eyes: ["sleep"], mouth: ["smirk"] }),
  ],
  friendly: { mouth: ["smile", "bigSmile", "smirk"], eyes: ["open", "happy"] },
  worn: [
    choice(["beanie"], { hair: ["beanie"] }, fixed),
    choice(["cap"], { hair: ["cap"] }, fixed),
    choice(["glasses", "square glasses"], { eyes: ["glasses"] }),
    choice(["sunglasses"], { eyes: ["sunglasses"] }),
    choice(["pacifier"], { mouth: ["pacifier"] }),
    choice(["wrinkles"], { nose: ["wrinkles"] }),
  ],
  body: [
    choice(["slim"], { body: ["small"] }),
    choice(["athletic", "broad"], { body: ["squared"] }),
    choice(["round"], { body: ["rounded"] }),
  ],
  old: { nose: ["wrinkles"] },
  young: { body: ["small"], nose: ["smallRound"] },
  colors: { hair: ["hairColor"], facialHair: ["hairColor"], skin: ["skinColor"], clothing: ["clothingColor"] },
  finish: lightenByColor,
};

/**
 * Its light side of face and hair is white laid over by "overlay", which a mask around it turns into plain white: dark
 * skin goes grey. Here it is the colour that overlaying gives.
 */
function lightenByColor(figure: string, { skin, hair, clothing }: FinishColors): string {
  const lightenTags = (part: string, base: string) =>
    part.replace(/<path[^<>]*mix-blend-mode:overlay[^<>]*>/g, (tag) => {
      const amount = Number(/\bopacity="([\d.]+)"/.exec(tag)?.[1]);
      if (!tag.includes('fill="#fff"') || amount < 0.25) return tag;
      return tag
        .replace(/ ?style="mix-blend-mode:overlay"/, "")
        .replace(/ ?\bopacity="[\d.]+"/, "")
        .replace('fill="#fff"', `fill="#${lighten(amount > 0.3 ? skin : base, amount)}"`);
    });
  const dressed = figure.replace(/<g mask="url\(#bodySmall-a\)">.*?<\/g>/s, (body) => lightenTags(body, clothing));
  return lightenTags(dressed, hair);
}
