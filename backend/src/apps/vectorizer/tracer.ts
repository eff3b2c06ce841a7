import { availableParallelism } from "node:os";
import { AppError, contractError, platformError } from "@lumiku/app-sdk";
import { createProcessPool, type ProcessPool, type RunOptions } from "@lumiku/app-sdk/processes";
import type { Logger } from "@lumiku/app-sdk/server";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { TracingJobs } from "./tracing/jobs";

type JobOptions = Pick<RunOptions, "signal" | "onProgress">;

type Job<Name extends keyof TracingJobs> = (
  input: TracingJobs[Name]["input"],
  options?: JobOptions,
) => Promise<TracingJobs[Name]["output"]>;

/**
 * What is done with pictures, each job in a process of its own.
 *
 * @throws AppError NOTHING_TO_TRACE, TRACE_FAILED; UNAVAILABLE, retryable, when too much waits; INTERNAL for a fault of
 *   ours, final; the signal's reason
 */
export type Tracer = { readonly [Name in keyof TracingJobs]: Job<Name> };

/** From when a job has a process. Milliseconds. */
const timeLimits: Record<keyof TracingJobs, number> = {
  trace: 120_000,
  draft: 10_000,
  classify: 3_000,
  palettes: 10_000,
  quantise: 10_000,
  difference: 30_000,
  export: 60_000,
};

const module = new URL("./tracing/process.ts", import.meta.url);
const IDLE_LIMIT_MS = 60_000;
/** Of each process. Pictures that people trace and export stay below; noise at full size does not. */
const MEMORY_LIMIT_BYTES = 1_000 * 1_048_576;

/** Its processes are started when there is work for them and end by themselves. */
export function createTracer({ logger }: { logger: Logger }): Tracer {
  const cores = availableParallelism();
  const shared = { module, idleLimitMs: IDLE_LIMIT_MS, memoryLimitBytes: MEMORY_LIMIT_BYTES };
  // What a person waits for goes past what is traced in the background.
  const drafts = createProcessPool<TracingJobs>({ ...shared, size: Math.min(2, cores), maxWaiting: 60 });
  const traces = createProcessPool<TracingJobs>({ ...shared, size: Math.max(1, cores - 1), maxWaiting: 200 });

  const runIn =
    <Name extends keyof TracingJobs>(pool: ProcessPool<TracingJobs>, name: Name): Job<Name> =>
    async (input, options = {}) => {
      try {
        return await pool.run(name, input, { ...options, timeLimitMs: timeLimits[name] });
      } catch (error) {
        if (options.signal?.aborted) throw error;
        throw toAppError(error, name, logger);
      }
    };

  return {
    trace: runIn(traces, "trace"),
    draft: runIn(drafts, "draft"),
    classify: runIn(drafts, "classify"),
    palettes: runIn(drafts, "palettes"),
    quantise: runIn(drafts, "quantise"),
    difference: runIn(drafts, "difference"),
    export: runIn(drafts, "export"),
  };
}

function toAppError(error: unknown, job: string, logger: Logger): AppError {
  if (error instanceof AppError) {
    if (error.retryable) return error;
    if (error.code === "UNAVAILABLE")
      return contractError(vectorizer, "TRACE_FAILED", { message: TOO_MUCH, cause: error });
    if (error.code !== "INTERNAL") return error;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "NOTHING_TO_TRACE" || code === "TRACE_FAILED") {
    const { message } = error as Error;
    // A refusal without words of its own is called by its code.
    return contractError(vectorizer, code, message === code ? {} : { message });
  }
  logger.error({ err: error, job }, "the tracer failed");
  return platformError("INTERNAL", { message: FAULT, cause: error });
}

const TOO_MUCH =
  "That picture took too much time or memory and was stopped. Fewer colours or a larger smallest shape make it lighter.";
const FAULT = "Something went wrong on our side with this picture.";
