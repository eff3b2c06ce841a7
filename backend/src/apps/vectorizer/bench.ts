import { createProcessPool } from "@lumiku/app-sdk/processes";
import type { AppBench } from "@lumiku/app-sdk/testing";
import { judge, judgeOverhead } from "./bench/aims";
import { type ContestOptions, contest, type Result, titleOf } from "./bench/contest";
import type { BenchJobs, Trial } from "./bench/jobs";
import { measureOverhead } from "./bench/overhead";
import { type PictureSet, readSets, type VectorPicture } from "./bench/sets";
import { tableOf } from "./bench/table";
import { hasPotrace } from "./bench/tracers";

const PICTURES = { all: 40, quick: 8, enlarged: 12 };
const OVERHEAD_RUNS = { all: 30, quick: 10 };
const PROGRESS_EVERY = 10;

/** How near our traces come to the pictures they were made of, beside other tracers', and what the platform adds to one. */
const bench: AppBench = async (say, { isQuick, join }) => {
  const sets = await readSets(isQuick ? PICTURES.quick : PICTURES.all);
  const overhead = await measureOverhead(
    await join(),
    sets[0]?.pictures[0] as VectorPicture,
    isQuick ? OVERHEAD_RUNS.quick : OVERHEAD_RUNS.all,
  );
  const results = await compare(sets, say);
  say("\nAims");
  for (const line of [...judge(results), judgeOverhead(overhead)]) say(line);
};

export default bench;

async function compare(sets: readonly PictureSet[], say: (line: string) => void): Promise<Result[]> {
  const pool = createProcessPool<BenchJobs>({
    module: new URL("./bench/process.ts", import.meta.url),
    size: 2,
    maxWaiting: 1_000,
    idleLimitMs: 60_000,
  });
  if (!hasPotrace()) say("  potrace is not installed and left out");
  try {
    const results: Result[] = [];
    for (const [trial, set] of rounds(sets)) {
      say(`\n${titleOf({ set, trial })}`);
      if (!set.isTwoToned && hasPotrace())
        say("  potrace traces black and white: of colours it sees their lightness alone");
      const result = await contest({ pool, set, trial, hasPotrace: hasPotrace(), onPicture: progressOf(set, say) });
      for (const line of tableOf([...result.medians])) say(line);
      results.push(result);
    }
    return results;
  } finally {
    pool.close();
  }
}

function progressOf({ pictures }: PictureSet, say: (line: string) => void): ContestOptions["onPicture"] {
  return (done) => {
    if (done % PROGRESS_EVERY === 0 && done < pictures.length) say(`  … ${done} of ${pictures.length}`);
  };
}

function rounds(sets: readonly PictureSet[]): [Trial, PictureSet][] {
  const flat = sets.filter(({ presets }) => !presets.includes("pixel-art"));
  return [
    ...sets.map((set): [Trial, PictureSet] => ["plain", set]),
    ...flat.map((set): [Trial, PictureSet] => ["enlarged", thin(set, PICTURES.enlarged)]),
    ...flat.map((set): [Trial, PictureSet] => ["jpeg", set]),
  ];
}

/** The set with at most so many of its pictures, evenly picked. */
function thin(set: PictureSet, most: number): PictureSet {
  const step = Math.ceil(set.pictures.length / most);
  return { ...set, pictures: set.pictures.filter((_, index) => index % step === 0) };
}
