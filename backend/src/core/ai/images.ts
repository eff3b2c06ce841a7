import { AppError, type ModelContract, platformError } from "@lumiku/app-sdk";
import type { ImageRequest, Images, Produced } from "@lumiku/app-sdk/server";
import type { LoadedApp } from "../apps/registry";
import type { OpenCall } from "./repository";
import type { Router } from "./router";

export interface ImagesOptions {
  app: LoadedApp;
  router: Router;
  generationId: string;
  attempt: number;
  /** Outputs that are there already, in whichever state. */
  delivered: ReadonlySet<number>;
  /** Calls an earlier attempt left open. */
  left: readonly OpenCall[];
  /** Percent of the whole, 0–100. */
  onProgress(percent: number): void;
}

/**
 * What an action draws with. Outputs that an earlier attempt delivered are not made again: output i of
 * seed s is the only output of seed s + i, so each can be asked for alone.
 */
export function createImages(options: ImagesOptions): Images {
  const { app, delivered } = options;
  return {
    generate(request) {
      const model = app.contract.models[request.model];
      if (!model) throw platformError("MODEL_UNAVAILABLE", { details: { model: request.model } });
      const wanted = Array.from({ length: request.count }, (_, index) => index).filter(
        (index) => !delivered.has(index),
      );
      return model.builtin ? draw(app, request, wanted) : makeAll(options, model, request, wanted);
    },
  };
}

/** Built-in models draw one after the other: they share this machine. */
async function* draw(
  app: LoadedApp,
  { model, ...request }: ImageRequest,
  wanted: readonly number[],
): AsyncIterable<Produced> {
  const drawOne = app.models[model];
  if (!drawOne) throw platformError("MODEL_UNAVAILABLE", { details: { model } });
  for (const index of wanted) {
    request.signal.throwIfAborted();
    for await (const produced of drawOne({ ...request, count: 1, seed: request.seed + index }))
      yield { ...produced, index };
  }
}

/**
 * Asks for all outputs at once and yields each as it comes. One that failed for good is an output without a
 * picture; a failure that may pass is thrown when the others have ended, so that the next attempt makes only what is missing.
 */
async function* makeAll(
  { router, generationId, attempt, left, delivered, onProgress }: ImagesOptions,
  model: ModelContract,
  { model: modelKey, count, ...request }: ImageRequest,
  wanted: readonly number[],
): AsyncIterable<Produced> {
  // Ends the calls that still run when the consumer stops listening; they are found again by their tickets.
  const abandoned = new AbortController();
  const signal = AbortSignal.any([request.signal, abandoned.signal]);
  const percents = new Map([...delivered].map((index) => [index, 100]));
  const pending = new Map(
    wanted.map((index) => {
      const seed = request.seed + index;
      const made = router.make({
        ...{ generationId, attempt, index, modelKey, model },
        request: { ...request, seed, signal },
        left: left.find((call) => call.index === index),
        onProgress(percent) {
          percents.set(index, Math.max(percent, percents.get(index) ?? 0));
          onProgress([...percents.values()].reduce((sum, value) => sum + value, 0) / count);
        },
      });
      return [
        index,
        made.then(
          ({ bytes, notes, seed: used }) => ({
            index,
            produced: { index, seed: used ?? seed, bytes, notes } as Produced,
          }),
          (error: unknown) =>
            isFinalForOutput(error)
              ? { index, produced: { index, seed, error: { code: error.code, message: error.message } } as Produced }
              : { index, error },
        ),
      ] as const;
    }),
  );
  let failure: { error: unknown } | undefined;
  try {
    while (pending.size > 0) {
      const ended = await Promise.race(pending.values());
      pending.delete(ended.index);
      if ("produced" in ended) {
        percents.set(ended.index, 100);
        yield ended.produced;
      } else failure ??= ended;
    }
  } finally {
    abandoned.abort("abandoned");
  }
  request.signal.throwIfAborted();
  if (failure) throw failure.error;
}

function isFinalForOutput(error: unknown): error is AppError {
  return error instanceof AppError && !error.retryable;
}
