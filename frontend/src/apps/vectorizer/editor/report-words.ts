import type { PictureKind, QualityReport } from "@lumiku/contracts/vectorizer-traces";
import { count } from "../../../core/words";

/** How good a trace is, in a line, and whether that is good news. */
export interface Verdict {
  words: string;
  tone: "success" | "neutral" | "warning";
}

/** From this structural similarity on two pictures look the same at their own size (Wang 2004 calls 1 identical). */
const SAME = 0.995;
/** The colour difference (CIEDE2000) that nobody sees is 1; between 2 and 3 it shows side by side. */
const SEEN_SIDE_BY_SIDE = 2.5;

export function verdictOf({ ssim, psnr, deltaE }: Pick<QualityReport, "ssim" | "psnr" | "deltaE">): Verdict {
  if (psnr === null) return { words: "Identical: not one pixel differs", tone: "success" };
  if (ssim.mean >= SAME && deltaE.p95 <= SEEN_SIDE_BY_SIDE)
    return { words: "Indistinguishable at normal size", tone: "success" };
  if (ssim.mean >= 0.98) return { words: "Very close: differences show when you zoom in", tone: "success" };
  if (ssim.mean >= 0.95) return { words: "Close: fine detail is simplified", tone: "neutral" };
  if (ssim.mean >= 0.85) return { words: "Simplified: shapes hold, detail is lost", tone: "neutral" };
  return { words: "Far from the picture: try more colours or smaller shapes", tone: "warning" };
}

/** "980 B", "8.4 kB", "1.2 MB". */
export function bytes(value: number): string {
  if (value < 1_000) return `${value} B`;
  if (value < 100_000) return `${count(Math.round(value / 100) / 10)} kB`;
  return value < 1_000_000 ? `${count(Math.round(value / 1_000))} kB` : `${count(Math.round(value / 100_000) / 10)} MB`;
}

/** "1 colour", "12 colours". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "12 colours · 45 paths · 8.4 kB": what a vector picture takes, in a line. */
export function sizeWords({ colors, paths, bytes: size }: Pick<QualityReport, "colors" | "paths" | "bytes">): string {
  return [counted(colors, "colour"), counted(paths, "path"), bytes(size)].join(" · ");
}

/** "0.9987": four places, and never 1 for what is less. */
export function similarity(value: number): string {
  return value < 1 ? Math.min(value, 0.9999).toFixed(4) : "1";
}

/** "38.2 dB". */
export const decibels = (psnr: number | null): string => (psnr === null ? "no difference" : `${psnr.toFixed(1)} dB`);

/** "420 ms", "2.4 s". */
export function milliseconds(value: number): string {
  return value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(1)} s`;
}

export const kindWords: Record<PictureKind, string> = {
  "line-art": "Line art",
  logo: "Logo",
  illustration: "Illustration",
  photo: "Photo",
  "pixel-art": "Pixel art",
};
