import { parentPort, workerData } from "node:worker_threads";

/** What a process is ended for. */
export interface ProcessLimits {
  /** The process that it works for. */
  parent: number;
  /** What it may have in use, by native code too. */
  memoryBytes: number;
  /** What it is ended by when it has more. */
  tooLarge: NodeJS.Signals;
}

const LOOK_EVERY_MS = 100;

// In a thread of its own, which runs whatever the process does: ends it once another process has taken the parent's
// place, of which a job that never yields does not hear, or when it takes too much memory.
const { parent, memoryBytes, tooLarge } = workerData as ProcessLimits;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  if (process.memoryUsage.rss() > memoryBytes) process.kill(process.pid, tooLarge);
}, LOOK_EVERY_MS);
parentPort?.postMessage("watching");
