import type { ProcessPool } from "@lumiku/app-sdk/processes";
import { Effort } from "@lumiku/contracts/vectorizer-settings";
import { type BenchJobs, type Measured, type Trial, trials } from "./jobs";
import { mediansOf } from "./medians";
import type { PictureSet } from "./sets";
import { rivals } from "./tracers";

/** How all tracers did on one set, in the middle. */
export interface Result {
  readonly set: PictureSet;
  readonly trial: Trial;
  /** By tracer, in the order of the table. */
  readonly medians: ReadonlyMap<string, Measured>;
}

export interface ContestOptions {
  readonly pool: ProcessPool<BenchJobs>;
  readonly set: PictureSet;
  readonly trial: Trial;
  readonly hasPotrace: boolean;
  /** Told after each picture. */
  onPicture(done: number): void;
}

const TIME_LIMIT_MS = 10 * 60_000;

/** Has every tracer draw every picture of a set. */
export async function contest({ pool, set, trial, hasPotrace, onPicture }: ContestOptions): Promise<Result> {
  const tracers = tracersOf(set, trial, hasPotrace);
  let done = 0;
  const measured = await Promise.all(
    set.pictures.map(async ({ svg }) => {
      const result = await pool.run("measure", { svg, trial, tracers }, { timeLimitMs: TIME_LIMIT_MS });
      onPicture(++done);
      return result;
    }),
  );
  const medians = tracers.map(
    (tracer) => [tracer, mediansOf(measured.map((result) => result[tracer] as Measured))] as const,
  );
  return { set, trial, medians: new Map(medians) };
}

function tracersOf(set: PictureSet, trial: Trial, hasPotrace: boolean): string[] {
  const others = Object.keys(rivals).filter((name) => name !== "potrace" || hasPotrace);
  const efforts = trial === "plain" ? Effort.options : (["balanced"] as const);
  return [...others, ...(trial === "plain" ? set.presets : []), ...efforts.map((effort) => `auto ${effort}`)];
}

/** What a table is headed by. */
export function titleOf({ set, trial }: Pick<Result, "set" | "trial">): string {
  return `${set.name}, ${set.pictures.length} pictures, ${trials[trial].title}`;
}
