import { platformError } from "../errors";
import { type Child, ChildEnded, startChild } from "./child";
import { createLine } from "./line";
import type { AnyJobs } from "./messages";

export interface ProcessPoolOptions {
  /** A TypeScript file that calls `serveJobs`. */
  module: URL;
  /** How many processes work at once; none is started before there is work for it. */
  size: number;
  /** How many jobs may stand in line before the next is refused. */
  maxWaiting: number;
  /** A process that had no work for so long is ended. */
  idleLimitMs: number;
  /** A process that has more in use is ended, with the job that it does; without a limit when left out. */
  memoryLimitBytes?: number;
}

export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** Percent of the job, and what it is at in words. */
  onProgress?: ((percent: number, step?: string) => void) | undefined;
  /** From when it has a process. */
  timeLimitMs: number;
}

export interface ProcessPool<Jobs extends AnyJobs<Jobs>> {
  /**
   * Runs one job, alone in its process. What goes in and comes out is cloned: plain data, maps, typed arrays.
   * An aborted job, or one that takes too long, is rejected at once and stopped even in native code. A job whose
   * process ends over it is tried once more in a new one: what earlier jobs left may have been too much.
   *
   * @throws what the job throws, an AppError as such, anything else as an Error of the same `name`, `message` and `code`;
   *   the signal's reason; AppError UNAVAILABLE, retryable when too many wait, final after the time limit
   *   and beyond the memory limit; AppError INTERNAL when the job ended its process twice
   */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: Jobs[Name]["input"],
    options: RunOptions,
  ): Promise<Jobs[Name]["output"]>;
  /** Ends its processes and refuses what comes. */
  close(): void;
}

/**
 * Processes for heavy work, so that nothing a picture does can hold up, bring down or look into the server.
 *
 * @example
 * const pool = createProcessPool<Jobs>({ module: new URL("./process.ts", import.meta.url), size: 2, maxWaiting: 50, idleLimitMs: 60_000, memoryLimitBytes: 1_000_000_000 });
 * await pool.run("trace", { bytes }, { timeLimitMs: 30_000 });
 */
export function createProcessPool<Jobs extends AnyJobs<Jobs>>(options: ProcessPoolOptions): ProcessPool<Jobs> {
  const { size, maxWaiting } = options;
  const line = createLine({ places: size, maxWaiting });
  const processes = createIdleProcesses(options);

  const perform = async (job: Parameters<Child["perform"]>[0]) => {
    const child = processes.take();
    try {
      return await child.perform(job);
    } finally {
      processes.giveBack(child);
    }
  };

  const performTwice = async (job: Parameters<Child["perform"]>[0]) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await perform(job);
      } catch (cause) {
        if (!(cause instanceof ChildEnded) || job.signal.aborted) throw cause;
        if (processes.isClosed) throw closing(cause);
        if (attempt === 2 && cause.isTooLarge) throw tookTooMuch(cause);
        if (attempt === 2) throw platformError("INTERNAL", { message: "This could not be worked on.", cause });
      }
    }
  };

  return {
    async run(name, input, { signal, onProgress, timeLimitMs }) {
      const leave = await line.enter(signal);
      const stop = new AbortController();
      const { promise: stopped, reject } = Promise.withResolvers<never>();
      stop.signal.addEventListener("abort", () => reject(stop.signal.reason), { once: true });
      const abort = () => stop.abort(signal?.reason);
      const timer = setTimeout(() => stop.abort(tookTooLong(timeLimitMs)), timeLimitMs);
      signal?.addEventListener("abort", abort, { once: true });
      // Between the moment a place was handed over and this one.
      if (signal?.aborted) abort();
      const report =
        onProgress && ((percent: number, step?: string) => !stop.signal.aborted && onProgress(percent, step));
      try {
        const work = performTwice({ name, input, signal: stop.signal, onProgress: report });
        // The place is free when the process is, which may be a moment after the job was given up.
        work.then(leave, leave);
        return (await Promise.race([work, stopped])) as Jobs[typeof name]["output"];
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      }
    },
    close: processes.close,
  };
}

/** Of the memory limit: a process that has more in use after a job is not kept for the next. */
const MOST_KEPT = 1 / 3;

const tookTooLong = (limitMs: number) =>
  platformError("UNAVAILABLE", {
    message: "This took too long and was stopped.",
    cause: new Error(`The job took longer than ${limitMs} ms`),
  });
const tookTooMuch = (cause: unknown) =>
  platformError("UNAVAILABLE", { message: "This took too much memory and was stopped.", cause });
const closing = (cause?: unknown) => platformError("UNAVAILABLE", { retryable: true, cause });

/** The processes of a pool: those without work are kept for the next, the one that worked last first. */
function createIdleProcesses({ module, idleLimitMs, memoryLimitBytes = Number.POSITIVE_INFINITY }: ProcessPoolOptions) {
  const all = new Set<Child>();
  const idle: { child: Child; timer: ReturnType<typeof setTimeout> }[] = [];
  let isClosed = false;

  return {
    get isClosed() {
      return isClosed;
    },
    take(): Child {
      if (isClosed) throw closing();
      for (let last = idle.pop(); last; last = idle.pop()) {
        clearTimeout(last.timer);
        if (!last.child.hasEnded) return last.child;
        all.delete(last.child);
      }
      const child = start(module, memoryLimitBytes);
      all.add(child);
      return child;
    },
    giveBack(child: Child): void {
      // What earlier jobs left would stay with it, and count against the next.
      const isHeavy = child.memoryBytes > memoryLimitBytes * MOST_KEPT;
      if (child.hasEnded || isClosed || isHeavy) {
        all.delete(child);
        if (isHeavy) child.kill();
        return;
      }
      const entry = {
        child,
        timer: setTimeout(() => {
          idle.splice(idle.indexOf(entry), 1);
          all.delete(child);
          child.kill();
        }, idleLimitMs),
      };
      entry.timer.unref();
      idle.push(entry);
    },
    close(): void {
      isClosed = true;
      for (const { timer } of idle) clearTimeout(timer);
      for (const child of all) child.kill();
    },
  };
}

function start(module: URL, memoryLimitBytes: number): Child {
  try {
    return startChild(module, memoryLimitBytes);
  } catch (cause) {
    throw platformError("UNAVAILABLE", { retryable: true, cause });
  }
}
