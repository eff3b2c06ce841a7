import type { Result } from "./contest";
import { titleOf } from "./contest";
import type { Measured } from "./jobs";
import type { Overhead } from "./overhead";
import { rivals } from "./tracers";

const OURS = "auto balanced";
const LEAST = { ssim: 0.995, psnr: 36 };
const MOST_OVERHEAD = { ratio: 1.3, ms: 80 };

/** What was aimed at, a line each: met or not, with the numbers. */
export function judge(results: readonly Result[]): string[] {
  const flat = results.filter(({ trial, set }) => trial === "plain" && !set.presets.includes("pixel-art"));
  return [...flat.map(judgeQuality), ...flat.map(judgeBytes), ...results.flatMap(judgeRivals)];
}

const verdict = (isMet: boolean, text: string) => `  ${isMet ? "met   " : "MISSED"} ${text}`;

function judgeQuality({ set, medians }: Result): string {
  const { ssim, psnr } = medians.get(OURS) as Measured;
  const isMet = ssim >= LEAST.ssim && psnr >= LEAST.psnr;
  return verdict(
    isMet,
    `${set.name}: ${OURS} SSIM ${ssim.toFixed(4)} (≥ ${LEAST.ssim}), PSNR ${psnr.toFixed(1)} dB (≥ ${LEAST.psnr})`,
  );
}

function judgeBytes({ set, medians }: Result): string {
  const [ours, theirs] = [medians.get(OURS) as Measured, medians.get("VTracer") as Measured];
  return verdict(
    ours.bytes < theirs.bytes,
    `${set.name}: ${OURS} ${ours.bytes} bytes, VTracer's defaults ${theirs.bytes}`,
  );
}

/** Better in quality is whoever is ahead in SSIM or in PSNR. */
function judgeRivals(result: Result): string[] {
  const ours = result.medians.get(OURS) as Measured;
  const better = Object.keys(rivals).flatMap((name) => {
    const theirs = result.medians.get(name);
    if (!theirs || theirs.bytes >= ours.bytes || (theirs.ssim <= ours.ssim && theirs.psnr <= ours.psnr)) return [];
    return `${name} with SSIM ${theirs.ssim.toFixed(4)}, ${theirs.psnr.toFixed(1)} dB and ${theirs.bytes} bytes`;
  });
  const against = `${ours.ssim.toFixed(4)}, ${ours.psnr.toFixed(1)} dB and ${ours.bytes} bytes`;
  const text =
    better.length === 0 ? "no tracer is better on quality and bytes" : `better than ${against}: ${better.join("; ")}`;
  return [verdict(better.length === 0, `${titleOf(result)}: ${text}`)];
}

export function judgeOverhead({ platformMs, bareMs }: Overhead): string {
  const [ratio, ms] = [platformMs / bareMs, platformMs - bareMs];
  const isMet = ratio <= MOST_OVERHEAD.ratio && ms <= MOST_OVERHEAD.ms;
  const numbers = `${platformMs.toFixed(0)} ms beside ${bareMs.toFixed(0)} ms: ${ratio.toFixed(2)} × (≤ ${MOST_OVERHEAD.ratio}), ${ms.toFixed(0)} ms more (≤ ${MOST_OVERHEAD.ms})`;
  return verdict(isMet, `a trace through the platform takes ${numbers}`);
}
