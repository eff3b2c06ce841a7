import sharp from "sharp";
import { drawSvg } from "../illustrator/illustrated";
import { casual } from "./casual";
import { fantasy } from "./fantasy";
import { fashion } from "./fashion";
import type { BuiltinPreset } from "./person";
import { professional } from "./professional";
import { sport } from "./sport";
import { traditional } from "./traditional";

export type { BuiltinPreset } from "./person";

const everybody = [...professional, ...casual, ...sport, ...fashion, ...traditional, ...fantasy];
const seeds = new Map(everybody.map(({ preset, seed }) => [preset.id, seed]));

export const presets: readonly BuiltinPreset[] = everybody.map(({ preset }) => preset);

const SIDE_PIXELS = 512;

/** @returns WebP, 512 × 512 */
export async function drawPreset(preset: BuiltinPreset): Promise<Uint8Array> {
  return sharp(Buffer.from(pictureOf(preset)))
    .webp({ quality: 90 })
    .toBuffer();
}

/** Another name for another picture, so that what is cached for ever may be. */
export function pictureName(preset: BuiltinPreset): string {
  return `preset-${preset.id}-${Bun.hash(pictureOf(preset)).toString(16).padStart(16, "0")}.webp`;
}

function pictureOf({ id, recipe: { prompt, style, persona, attributes } }: BuiltinPreset): string {
  const hints = { ...attributes, style, ...(persona?.age !== undefined && { age: persona.age }) };
  return drawSvg({ prompt, attributes: hints, seed: seeds.get(id) ?? 0, width: SIDE_PIXELS, height: SIDE_PIXELS }).svg;
}
