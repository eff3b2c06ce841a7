import { AppError, contractError, type Generation } from "@lumiku/app-sdk";
import type { ActionInput, Actor, AppContext, DeliveredOutput, Produced } from "@lumiku/app-sdk/server";
import { type VectorizeParams, vectorizer } from "@lumiku/contracts/vectorizer";
import { type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import type { DocumentsService } from "../documents/service";
import type { Tracer } from "../tracer";
import { MAX_TRACED_SIDE } from "../tracing/jobs";
import { inParallel } from "./in-parallel";
import { searchBudgetMs } from "./search-budget";
import type { TracesService } from "./service";
import { TraceFacts } from "./snapshots";

export interface StartedTraces {
  /** As My Work calls it. */
  name: string;
  documents: readonly VectorDocument[];
  recipe: TraceRecipe;
  idempotencyKey: string | undefined;
}

/** How traces come to be: started, traced in the worker, and kept. */
export interface Vectorizing {
  /** @throws AppError DOCUMENT_NOT_FOUND, and what a start throws */
  startOne(
    actor: Actor,
    documentId: string,
    recipe: TraceRecipe,
    idempotencyKey: string | undefined,
  ): Promise<Generation>;
  /** Starts one trace a document, and keeps the recipe with each. @throws AppError, what a start throws */
  start(actor: Actor, request: StartedTraces): Promise<Generation>;
  /** Traces what was not delivered yet. A picture that cannot be traced says why, and the others go on. */
  run(input: ActionInput<VectorizeParams>): AsyncGenerator<Produced>;
  /** Keeps a delivered trace with its document. Part of the transaction that records the output. */
  keep(output: DeliveredOutput<VectorizeParams>): Promise<void>;
}

export type VectorizingDependencies = Pick<AppContext, "generations" | "assets"> & {
  documents: Pick<DocumentsService, "get" | "update">;
  traces: Pick<TracesService, "add">;
  tracer: Pick<Tracer, "trace">;
};

/** More than so many are a batch, which lets through what people wait in front of. */
const MOST_INTERACTIVE = 4;
const AT_ONCE = 2;

export function createVectorizing(dependencies: VectorizingDependencies): Vectorizing {
  const { generations, assets, documents, traces, tracer } = dependencies;

  /** So that a document opens with what it was traced by. */
  const keepRecipe = (actor: Actor, chosen: readonly VectorDocument[], recipe: TraceRecipe) => {
    const changed = chosen.filter((document) => !Bun.deepEquals(document.recipe, recipe));
    return Promise.all(changed.map(({ id }) => unless("DOCUMENT_NOT_FOUND", documents.update(actor, id, { recipe }))));
  };

  const start: Vectorizing["start"] = async (actor, { name, documents: chosen, recipe, idempotencyKey }) => {
    const params: VectorizeParams = {
      name,
      documents: chosen.map(({ id, asset, name: called }) => ({ documentId: id, assetId: asset.id, name: called })),
      ...(recipe.model === "vtracer" ? { settings: recipe.settings } : { auto: recipe.auto }),
    };
    const generation = await generations.start(actor, {
      ...{ action: "vectorize", model: recipe.model, count: chosen.length, params, idempotencyKey },
      inputAssetIds: chosen.map(({ asset }) => asset.id),
      lane: chosen.length > MOST_INTERACTIVE ? "bulk" : "interactive",
    });
    await keepRecipe(actor, chosen, recipe);
    return generation;
  };

  return {
    start,

    async startOne(actor, documentId, recipe, idempotencyKey) {
      const document = await documents.get(actor, documentId);
      return start(actor, { name: document.name, documents: [document], recipe, idempotencyKey });
    },

    async *run({ userId, count, seed, params, delivered, signal, report }) {
      const left = params.documents.flatMap((document, index) =>
        delivered.has(index) ? [] : [{ ...document, index }],
      );
      const progress = createProgress({ count, delivered, report });
      const recipe = recipeOf(params);
      const budgetMs = recipe.model === "vtracer" ? 0 : searchBudgetMs(recipe.auto.effort, count);

      yield* inParallel(
        left,
        { atOnce: AT_ONCE, signal },
        async ({ index, assetId, name }, stop): Promise<Produced> => {
          const output = { index, seed: seed + index };
          progress.tell(index, 0);
          try {
            const bytes = await assets.read(userId, assetId);
            const {
              png,
              svg,
              tracedAt: _,
              ...facts
            } = await tracer.trace(
              { bytes, recipe, title: name, maxSide: MAX_TRACED_SIDE, budgetMs },
              { signal: stop, onProgress: (percent) => progress.tell(index, Math.min(percent, 99)) },
            );
            const source = { bytes: new TextEncoder().encode(svg), mime: "image/svg+xml" } as const;
            return { ...output, bytes: png, source, data: facts };
          } catch (error) {
            if (stop.aborted || !(error instanceof AppError) || error.retryable) throw error;
            const { code, message } = error.code === "NOT_FOUND" ? pictureIsGone() : error;
            return { ...output, error: { code, message } };
          } finally {
            progress.tell(index, 100);
          }
        },
      );
    },

    async keep({ generationId, userId, model, index, params, asset, data }) {
      const document = params.documents[index];
      if (!document) throw new RangeError(`No document is traced as output ${index}`);
      const { documentId } = document;
      const trace = { ...TraceFacts.parse(data), userId, documentId, generationId, model, assetId: asset.id };
      // Whoever removed the document keeps the picture, in the library.
      await unless("DOCUMENT_NOT_FOUND", traces.add(trace));
    },
  };
}

/** Percent of the whole, and which of them is worked on. */
function createProgress({ count, delivered, report }: Pick<ActionInput<unknown>, "count" | "delivered" | "report">) {
  const percents = new Map([...delivered].map((index) => [index, 100]));
  return {
    tell(index: number, percent: number): void {
      percents.set(index, percent);
      const all = [...percents.values()];
      const ended = all.filter((each) => each === 100).length;
      const whole = all.reduce((sum, each) => sum + each, 0) / count;
      void report(whole, count === 1 ? "Tracing" : `Tracing ${Math.min(ended + 1, count)} of ${count}`);
    },
  };
}

function recipeOf({ settings, auto }: VectorizeParams): TraceRecipe {
  return auto ? { model: "vtracer-auto", auto } : { model: "vtracer", settings: settings ?? TraceSettings.parse({}) };
}

function pictureIsGone() {
  return contractError(vectorizer, "DOCUMENT_NOT_FOUND", { message: "Its picture is not in your library any more." });
}

/** @throws whatever is thrown, but for an AppError of this code */
async function unless<T>(code: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === code) return undefined;
    throw error;
  }
}
