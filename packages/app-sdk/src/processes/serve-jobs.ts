import { Worker } from "node:worker_threads";
import { type AnyJobs, type FromChild, packError, TOO_LARGE, type ToChild } from "./messages";
import type { ProcessLimits } from "./process-watch";

export interface JobOptions {
  /** Aborted when nobody waits for the job any more. What does not end soon after is ended with its process. */
  readonly signal: AbortSignal;
  onProgress(percent: number, step?: string): void;
}

export type JobHandlers<Jobs extends AnyJobs<Jobs>> = {
  readonly [Name in keyof Jobs]: (input: Jobs[Name]["input"], options: JobOptions) => Promise<Jobs[Name]["output"]>;
};

/**
 * Does the jobs of a pool, in the file that is the pool's `module`. The process lives as long as its parent wants it to.
 *
 * @example serveJobs<Jobs>({ trace: async ({ bytes }, { signal, onProgress }) => trace(bytes, { signal, onProgress }) });
 */
export function serveJobs<Jobs extends AnyJobs<Jobs>>(handlers: JobHandlers<Jobs>): void {
  const parent = process.ppid;
  const memoryBytes = Number(process.argv[2]);
  let current: { id: number; controller: AbortController } | undefined;
  const send = (message: FromChild) => process.send?.(message);

  const run = async ({ id, name, input }: ToChild & { type: "run" }) => {
    const controller = new AbortController();
    current = { id, controller };
    const onProgress = (percent: number, step?: string) => send({ type: "progress", id, percent, step });
    try {
      const output = await handlers[name as keyof Jobs](input, { signal: controller.signal, onProgress });
      send({ type: "done", id, output, memoryBytes: process.memoryUsage.rss() });
    } catch (error) {
      send({ type: "failed", id, error: packError(error), memoryBytes: process.memoryUsage.rss() });
    }
  };

  process.on("message", (message: ToChild) => {
    if (message.type === "run") void run(message);
    else if (message.id === current?.id) current.controller.abort();
  });
  process.on("disconnect", () => process.exit());
  // A terminal sends them to everything started in it; the parent lets its work end first.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  const limits: ProcessLimits = { parent, memoryBytes, tooLarge: TOO_LARGE };
  const watch = new Worker(new URL("./process-watch.ts", import.meta.url), { workerData: limits });
  // Not before: a job that never yields would keep the thread from being started.
  watch.once("message", () => {
    watch.unref();
    send({ type: "ready" });
  });
}
