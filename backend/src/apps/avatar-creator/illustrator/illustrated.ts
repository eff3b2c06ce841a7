import { createAvatar } from "@dicebear/core";
import type { BuiltinModel } from "@lumiku/app-sdk/server";
import { Attributes, IllustrationStyle } from "@lumiku/contracts/avatar-creator";
import sharp from "sharp";
import { z } from "zod";
import { backgrounds, clothes, naturalHair, naturalSkin } from "./colors";
import { type Look, readLook } from "./look";
import { type StyleTable, styles } from "./styles";

const Hints = Attributes.extend({ style: z.string().optional(), age: z.number().optional() });

export interface DrawRequest {
  prompt: string;
  attributes?: Record<string, unknown> | undefined;
  seed: number;
  /** Pixels. */
  width: number;
  height: number;
}

export interface Drawing {
  svg: string;
  style: IllustrationStyle;
  /** What was asked for and this style cannot show. */
  notes: string[];
}

/** The built-in portrait model: DiceBear's illustration styles, driven by what the person said. Same request, same bytes. */
export const illustrated: BuiltinModel = async function* ({ signal, count, seed, ...request }) {
  for (let index = 0; index < count; index++) {
    signal.throwIfAborted();
    const { svg, notes } = drawSvg({ ...request, seed: seed + index });
    const bytes = await sharp(Buffer.from(svg), { limitInputPixels: 2048 * 2048 })
      .png({ compressionLevel: 7 })
      .toBuffer();
    yield { index, seed: seed + index, bytes, notes };
  }
};

/** Draws one portrait as SVG, filling width × height. */
export function drawSvg({ prompt, attributes, seed, width, height }: DrawRequest): Drawing {
  const { style: requested, ...hints } = Hints.parse(attributes ?? {});
  const look = readLook(prompt, hints);
  const style = findStyle(requested, prompt) ?? chooseStyle(look, seed);
  const table = styles[style];
  const { options, notes } = mapLook(look, table, seed);
  if (requested && !findStyle(requested, ""))
    notes.push(`There is no illustration style "${requested}"; this is ${table.title}.`);
  const figure = createAvatar(table.engine, { seed: String(seed), ...options }).toString();
  const side = Math.min(width, height);
  const placed = figure
    .replace(/^<svg /, `<svg x="${(width - side) / 2}" y="${height - side}" width="${side}" height="${side}" `)
    .replace(/<metadata[\s\S]*?<\/metadata>/, "");
  const background = look.background ?? pick(backgrounds, seed);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#${background}"/>${placed}</svg>`;
  return { svg, style, notes };
}

function findStyle(requested: string | undefined, prompt: string): IllustrationStyle | undefined {
  if (requested) {
    const wanted = IllustrationStyle.safeParse(requested.trim().toLowerCase().replaceAll(" ", "-"));
    if (wanted.success) return wanted.data;
  }
  return IllustrationStyle.options.find((id) =>
    new RegExp(`\\b${id.replace("-", "[ -]?")} style\\b|\\bin (?:the )?${id.replace("-", "[ -]?")}\\b`, "i").test(
      prompt,
    ),
  );
}

/** The style that shows the most of what was asked; among equals, the first of the contract's list. */
function chooseStyle(look: Look, seed: number): IllustrationStyle {
  const scores = IllustrationStyle.options.map((id) => ({ id, missing: mapLook(look, styles[id], seed).missing }));
  const best = scores.reduce((least, score) => (score.missing < least.missing ? score : least));
  return best.id;
}

interface MappedLook {
  options: Record<string, unknown>;
  notes: string[];
  /** How much of what was asked is lost: a thing counts more than its colour. */
  missing: number;
}

function mapLook(look: Look, table: StyleTable, seed: number): MappedLook {
  const notes: string[] = [];
  let missing = 0;
  const options: Record<string, unknown> = { ...table.base };
  const show = (shown: Record<string, unknown> | undefined, what: string) => {
    if (shown) Object.assign(options, shown);
    else {
      notes.push(`${table.title} draws no ${what}.`);
      missing += 3;
    }
  };
  const paint = (
    names: string | string[] | undefined,
    asked: string | undefined,
    natural: readonly string[],
    what: string,
  ) => {
    if (!names?.length) {
      if (!asked) return;
      notes.push(`${table.title} has no ${what}.`);
      missing += 1;
      return;
    }
    for (const name of [names].flat()) options[name] = [asked ?? pick(natural, seed)];
  };

  Object.assign(options, table.anyExpression);
  if (look.expression) show(table.expression[look.expression], `${look.expression} expression`);

  const { hair, skin, clothing, headwear } = table.colors;
  Object.assign(options, table.anyHair[look.gender === "woman" || look.gender === "man" ? look.gender : "anyone"]);
  if (look.hair && !look.headwear) show(table.hair[look.hair], hairNoun(look.hair));
  const skinColor = look.skinColor ?? pick(naturalSkin, seed);
  const isDark = Number.parseInt(skinColor.slice(2, 4), 16) < 0x70;
  paint(hair, look.hairColor, isDark ? naturalHair.slice(0, 3) : naturalHair, "hair colour");
  paint(skin, look.skinColor, [skinColor], "skin colour");
  if (look.headwear) {
    show(table.headwear[look.headwear], look.headwear);
    if (table.headwear[look.headwear] && (look.headwearColor || headwear !== hair?.[0]))
      paint(headwear, look.headwearColor, clothes, `colour for a ${look.headwear}`);
  }
  if (look.eyewear) show(table.eyewear[look.eyewear], look.eyewear);
  if (look.facialHair) show(table.facialHair[look.facialHair], look.facialHair);
  if (look.clothing) show(table.clothing[look.clothing], look.clothing);
  paint(clothing, look.clothingColor, clothes, "colour for clothes");
  for (const extra of look.extras) show(table.extras[extra], extra);
  if (look.eyeColor) notes.push(`${table.title} has no eye colour.`);
  return { options, notes, missing };
}

function hairNoun(hair: string): string {
  return /^(short|short curly|medium|long|wavy|curly)$/.test(hair)
    ? `${hair} hair`
    : hair === "bald"
      ? "bald head"
      : hair;
}

/** A choice by seed that neighbours do not share. */
function pick<T>(choices: readonly T[], seed: number): T {
  const mixed = Math.imul((seed ^ (seed >>> 16)) + 0x9e3779b9, 0x85ebca6b) >>> 0;
  return choices[(mixed >>> 8) % choices.length] as T;
}
