import { OptimizePreset, optimize } from "@neplex/vectorizer";
import type { Drawing } from "../drawing";
import { renderSvg } from "../picture";
import { writeSvg } from "./write-svg";

/** Pixels a side at which both are drawn to see whether they are the same. */
const COMPARED_SIDE = 512;
/** Of 255: rounding may move an anti-aliased edge by so much, and no more. */
const LARGEST_DIFFERENCE = 16;

/**
 * The SVG of the fewest bytes that looks the same: short paths of as few decimal places as the size allows, then the
 * safe passes of OXVG where they make it smaller and draw the same.
 */
export async function optimisedSvg(drawing: Drawing, { title }: { title: string }): Promise<string> {
  const own = writeSvg(drawing, { precision: enoughPlaces(drawing), groupByColor: true, title, isOptimised: true });
  const passed = await optimize(own, { preset: OptimizePreset.Safe, multipass: true }).catch(() => own);
  if (passed.length >= own.length || !isHarmless(passed)) return own;
  return (await looksTheSame(own, passed, drawing)) ? passed : own;
}

/** So many that rounding moves nothing by more than a four-thousandth of the longest side. */
function enoughPlaces({ width, height }: Drawing): number {
  const longest = Math.max(width, height);
  if (longest >= 200) return 1;
  return longest >= 20 ? 2 : 3;
}

/** What the passes give back has only what they were given. */
function isHarmless(svg: string): boolean {
  return !/<(?!\/?(?:svg|g|path|title)\b)|\son\w+=|href|url\(/i.test(svg.replace(/<title>.*?<\/title>/s, ""));
}

async function looksTheSame(one: string, other: string, { width, height }: Drawing): Promise<boolean> {
  const scale = COMPARED_SIDE / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const [before, after] = await Promise.all(
    [one, other].map((svg) => renderSvg(svg, side(width), side(height)).catch(() => null)),
  );
  if (!before || !after) return false;
  return before.data.every((value, index) => Math.abs(value - (after.data[index] as number)) <= LARGEST_DIFFERENCE);
}
