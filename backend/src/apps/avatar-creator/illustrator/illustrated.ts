import type { BuiltinModel } from "@lumiku/app-sdk/server";
import { Attributes, IllustrationStyle } from "@lumiku/contracts/avatar-creator-recipe";
import sharp from "sharp";
import { z } from "zod";
import { chooseBackground, composeSvg } from "./composing";
import type { Look } from "./facts";
import { readLook } from "./look";
import { type Mapping, mapLook } from "./mapping";
import { styles } from "./styles";

const Hints = Attributes.extend({
  style: z.string().optional(),
  age: z.number().optional(),
  /** "keep", "transparent" or "#rrggbb". */
  background: z.string().optional(),
});
type Hints = z.infer<typeof Hints>;

export interface DrawRequest {
  prompt: string;
  /** The contract's attributes, and `style`, `age` and `background`. */
  attributes?: Record<string, unknown> | undefined;
  seed: number;
  /** Pixels. */
  width: number;
  height: number;
}

export interface Drawing {
  svg: string;
  style: IllustrationStyle;
  /** What was asked for and is there, in words. */
  shown: string[];
  /** What was asked for and this style cannot show. */
  notes: string[];
}

/** The built-in portrait model: DiceBear's illustration styles, driven by what the person said. Same request, same bytes. */
export const illustrated: BuiltinModel = async function* ({ signal, count, seed, ...request }) {
  for (let index = 0; index < count; index++) {
    signal.throwIfAborted();
    const { svg, notes } = drawSvg({ ...request, seed: seed + index });
    const source = Buffer.from(svg);
    const bytes = await sharp(source, { limitInputPixels: 2048 * 2048 })
      .png({ compressionLevel: 7 })
      .toBuffer();
    yield { index, seed: seed + index, bytes, source: { bytes: source, mime: "image/svg+xml" }, notes };
  }
};

/** Draws one portrait as SVG, filling width × height. */
export function drawSvg({ prompt, attributes, seed, width, height }: DrawRequest): Drawing {
  const hints = Hints.parse(attributes ?? {});
  const { style, look, mapping, shown, notes } = planDrawing(prompt, hints, seed);
  const table = styles[style];
  const { creator, license } = table.engine.meta ?? {};
  const svg = composeSvg(mapping, table, {
    ...{ width, height, seed },
    background: backgroundOf(hints, look, mapping, seed),
    eyes: look.eyeColor?.hex,
    title: prompt.replace(/\s+/g, " ").trim().slice(0, 160) || "Portrait",
    description: `Drawn in the style ${table.title} by ${creator} (${license?.name}).`,
  });
  return { svg, style, shown, notes };
}

/** Decides everything about a drawing but draws nothing. Takes under a millisecond for one style. */
export function planDrawing(prompt: string, { style: requested, background: _, ...hints }: Hints, seed: number) {
  const look = readLook(prompt, hints);
  const known = findStyle(requested, prompt);
  const style = known ?? chooseStyle(look, seed);
  const mapping = mapLook(look, styles[style], seed);
  const notes = mapping.answers.flatMap(({ note }) => note ?? []);
  if (requested && !findStyle(requested, "")) {
    notes.push(`There is no illustration style "${requested}"; this is ${styles[style].title}.`);
  }
  const shown = mapping.answers.flatMap((answer) => answer.shown ?? []);
  return { style, look, mapping, shown: [...new Set(shown)], notes: [...new Set(notes)] };
}

function findStyle(requested: string | undefined, prompt: string): IllustrationStyle | undefined {
  if (requested) {
    const wanted = IllustrationStyle.safeParse(requested.trim().toLowerCase().replaceAll(" ", "-"));
    if (wanted.success) return wanted.data;
  }
  return named.find(({ said }) => said.test(prompt))?.id;
}

const named = IllustrationStyle.options.map((id) => {
  const words = id.replace("-", "[ -]?");
  return { id, said: new RegExp(`\\b${words} style\\b|\\bin (?:the )?${words}\\b`, "i") };
});

/** The style that shows the most of what was asked; among equals, the first of the contract's list. */
function chooseStyle(look: Look, seed: number): IllustrationStyle {
  const scores = IllustrationStyle.options.map((id) => ({ id, missing: mapLook(look, styles[id], seed).missing }));
  return scores.reduce((least, score) => (score.missing < least.missing ? score : least)).id;
}

/** @returns null for none at all */
function backgroundOf({ background }: Hints, look: Look, mapping: Mapping, seed: number): string | null {
  if (background === "transparent") return null;
  if (background?.startsWith("#")) return background.slice(1).toLowerCase();
  return look.background ?? chooseBackground(mapping, seed);
}
