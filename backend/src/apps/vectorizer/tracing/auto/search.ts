import type { Effort } from "@lumiku/contracts/vectorizer-settings";
import type { Ladder, Rung } from "./ladders";
import type { Target } from "./targets";

/** How a rung did. */
export interface Outcome {
  readonly rung: Rung;
  readonly ssim: number;
  /** dB; null when nothing differs. */
  readonly psnr: number | null;
  readonly bytes: number;
  readonly nodes: number;
}

export interface SearchOptions {
  readonly target: Target;
  readonly effort: Effort;
  /** Asked before each try but the first. */
  hasTime(): boolean;
  measure(rung: Rung): Promise<Outcome>;
}

/** Tries at most. */
const MOST_TRIES: Readonly<Record<Effort, number>> = { fast: 2, balanced: 4, best: 8 };
/** A node weighs as much as so many bytes: of two traces of one size, people keep the one that is easier to edit. */
const NODE_BYTES = 4;
/** When no try reaches the target, how much likeness may be given for fewer bytes. */
const SLACK = 0.001;

/**
 * Climbs or descends a ladder by halves, for likeness grows with every rung: few tries find the lowest that suffices.
 *
 * @returns everything that was tried, in order; at least one
 */
export async function searchLadder({ rungs, start }: Ladder, options: SearchOptions): Promise<Outcome[]> {
  const { target, effort, hasTime, measure } = options;
  const tried: Outcome[] = [];
  let [low, high, next] = [0, rungs.length - 1, start];
  while (low <= high && tried.length < MOST_TRIES[effort] && (tried.length === 0 || hasTime())) {
    const outcome = await measure(rungs[next] as Rung);
    tried.push(outcome);
    if (reaches(outcome, target)) high = next - 1;
    else low = next + 1;
    next = Math.floor((low + high) / 2);
  }
  return tried;
}

export function reaches({ ssim, psnr }: Outcome, target: Target): boolean {
  return ssim >= target.ssim && (psnr === null || psnr >= target.psnr);
}

/** Of those that reach the target the one with the fewest bytes and nodes; of none, the likest or nearly so. */
export function chooseBest(tried: readonly Outcome[], target: Target): Outcome {
  const reached = tried.filter((outcome) => reaches(outcome, target));
  const most = Math.max(...tried.map(({ ssim }) => ssim));
  const eligible = reached.length > 0 ? reached : tried.filter(({ ssim }) => ssim >= most - SLACK);
  const cost = ({ bytes, nodes }: Outcome) => bytes + NODE_BYTES * nodes;
  return eligible.reduce((best, outcome) => (cost(outcome) < cost(best) ? outcome : best));
}
