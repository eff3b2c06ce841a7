import type { TrialJobs } from "./jobs.fixture";
import { createProcessPool } from "./pool";

// Tells the processes of its pool, once one of them is busy without ever yielding.
const module = new URL("./jobs.fixture.ts", import.meta.url);
const pool = createProcessPool<TrialJobs>({
  module,
  size: 2,
  maxWaiting: 1,
  idleLimitMs: 60_000,
  memoryLimitBytes: 1_000_000_000,
});
const limit = { timeLimitMs: 60_000 };
const described = await Promise.all([1, 2].map(() => pool.run("describe", undefined, limit)));
void pool.run("spin", undefined, {
  ...limit,
  onProgress: () => process.stdout.write(described.map(({ pid }) => pid).join(" ")),
});
