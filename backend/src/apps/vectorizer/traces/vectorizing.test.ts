import { expect, test } from "bun:test";
import { contractError, platformError } from "@lumiku/app-sdk";
import type { ActionInput, Actor, Produced } from "@lumiku/app-sdk/server";
import { createTestContext, testAsset } from "@lumiku/app-sdk/testing";
import { type VectorizeParams, vectorizer } from "@lumiku/contracts/vectorizer";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { QualityReport, VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import type { Tracer } from "../tracer";
import type { Traced } from "../tracing/jobs";
import { automatic, byHand } from "../vectorizer.fixture";
import type { NewTrace } from "./repository";
import { createVectorizing } from "./vectorizing";

const ada: Actor = { userId: "ada", role: "user" };

const report: QualityReport = {
  ...{ ssim: { red: 1, green: 1, blue: 1, mean: 1 }, psnr: null, deltaE: { mean: 0, p95: 0 }, edgeF1: 1 },
  ...{ paths: 1, nodes: 4, colors: 1, bytes: 10, gzipBytes: 10, durationMs: 1 },
  comparedAt: { width: 1, height: 1 },
};
const facts = { settings: TraceSettings.parse({}), choice: null, report, layers: [] };
const traced: Traced = { svg: "<svg/>", png: new Uint8Array([1]), tracedAt: 64, ...facts };

const documentOf = (id: string): VectorDocument => ({
  ...{ id, name: `Called ${id}`, asset: testAsset(`asset-${id}`), recipe: byHand, traceCount: 0, trace: null },
  ...{ version: 1, createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" },
});

function create({ trace = async () => traced, gone = [] }: { trace?: Tracer["trace"]; gone?: string[] } = {}) {
  const context = createTestContext();
  const kept: unknown[] = [];
  const added: Omit<NewTrace, "id" | "createdAt">[] = [];
  const asked: Parameters<Tracer["trace"]>[0][] = [];
  const vectorizing = createVectorizing({
    ...context,
    assets: {
      ...context.assets,
      async read(_userId, assetId) {
        if (gone.includes(assetId)) throw platformError("NOT_FOUND");
        return new TextEncoder().encode(assetId);
      },
    },
    documents: {
      async get(_actor, id) {
        if (gone.includes(id)) throw contractError(vectorizer, "DOCUMENT_NOT_FOUND");
        return documentOf(id);
      },
      async update(_actor, id, { recipe }) {
        if (gone.includes(id)) throw contractError(vectorizer, "DOCUMENT_NOT_FOUND");
        kept.push([id, recipe?.model]);
        return documentOf(id);
      },
    },
    traces: {
      async add(trace) {
        if (gone.includes(trace.documentId)) throw contractError(vectorizer, "DOCUMENT_NOT_FOUND");
        added.push(trace);
      },
    },
    tracer: {
      trace(input, options) {
        asked.push(input);
        return trace(input, options);
      },
    },
  });
  const told: [number, string | undefined][] = [];
  const run = async (names: string[], input: Partial<ActionInput<VectorizeParams>> = {}, recipe = {}) => {
    const outputs: Produced[] = [];
    const params = {
      ...{ name: "Batch", ...recipe },
      documents: names.map((id) => ({ documentId: id, assetId: `asset-${id}`, name: `Called ${id}` })),
    };
    const action = {
      ...{ generationId: "g", userId: "ada", model: "vtracer", count: names.length, seed: 100, params },
      ...{ delivered: new Set<number>(), signal: new AbortController().signal },
      report: async (progress: number, step?: string) => void told.push([progress, step]),
      ...input,
    } as ActionInput<VectorizeParams>;
    for await (const output of vectorizing.run(action)) outputs.push(output);
    return outputs.toSorted((a, b) => a.index - b.index);
  };
  return { vectorizing, context, kept, added, asked, told, run };
}

const refusal = (name: "NOTHING_TO_TRACE" | "TRACE_FAILED") => contractError(vectorizer, name);

test("work names its documents in order, tells the library what goes into it, and is handed out to nobody again", async () => {
  const { vectorizing, context, kept } = create();
  await vectorizing.startOne(ada, "fox", automatic, "key");
  const documents = ["a", "b", "c", "d", "e"].map(documentOf);
  await vectorizing.start(ada, { name: "Icons", documents, recipe: byHand, idempotencyKey: undefined });
  expect(context.started.map(({ request }) => request)).toMatchObject([
    {
      ...{ action: "vectorize", model: "vtracer-auto", count: 1, lane: "interactive", idempotencyKey: "key" },
      ...{ inputAssetIds: ["asset-fox"], params: { name: "Called fox", auto: automatic.auto } },
    },
    { model: "vtracer", count: 5, lane: "bulk", params: { name: "Icons", settings: facts.settings } },
  ]);
  for (const { request } of context.started) expect(request).not.toHaveProperty("seed");
  // The others have had this recipe.
  expect(kept).toEqual([["fox", "vtracer-auto"]]);
});

test("a document that is gone is refused before anything is started", async () => {
  const { vectorizing, context } = create({ gone: ["fox"] });
  await expect(vectorizing.startOne(ada, "fox", byHand, undefined)).rejects.toMatchObject({
    code: "DOCUMENT_NOT_FOUND",
  });
  expect(context.started).toEqual([]);
});

test("each picture is an output with its SVG as source and the facts for the app", async () => {
  const { run, asked } = create();
  const outputs = await run(["a", "b"]);
  expect(outputs).toMatchObject([0, 1].map((index) => ({ index, seed: 100 + index, bytes: traced.png, data: facts })));
  expect(new TextDecoder().decode(outputs[1]?.source?.bytes)).toBe("<svg/>");
  expect(asked.map(({ title, budgetMs }) => [title, budgetMs])).toEqual([
    ["Called a", 0],
    ["Called b", 0],
  ]);
});

test("one that cannot be traced says why, and the others go on", async () => {
  const trace: Tracer["trace"] = async ({ title }) => {
    if (title === "Called b") throw refusal("NOTHING_TO_TRACE");
    if (title === "Called c") throw platformError("INTERNAL");
    return traced;
  };
  const outputs = await create({ trace, gone: ["asset-d"] }).run(["a", "b", "c", "d", "e"]);
  expect(outputs.map(({ error }) => error?.code ?? "traced")).toEqual([
    ...["traced", "NOTHING_TO_TRACE", "INTERNAL", "DOCUMENT_NOT_FOUND", "traced"],
  ]);
  expect(outputs[1]?.error?.message).toBe("That picture is all transparent: there is nothing to trace.");
  expect(outputs[3]?.error?.message).toBe("Its picture is not in your library any more.");
});

test("what an earlier attempt delivered is not traced again", async () => {
  const { run, asked, told } = create();
  const outputs = await run(["a", "b", "c"], { delivered: new Set([0, 2]) });
  expect(outputs.map(({ index }) => index)).toEqual([1]);
  expect(asked.map(({ title }) => title)).toEqual(["Called b"]);
  expect(told[0]).toEqual([200 / 3, "Tracing 3 of 3"]);
});

test("what may pass ends the attempt, and so does a stop; nothing is told as failed", async () => {
  const busy: Tracer["trace"] = async () => {
    throw platformError("UNAVAILABLE", { retryable: true });
  };
  await expect(create({ trace: busy }).run(["a", "b"])).rejects.toMatchObject({ retryable: true });
  const controller = new AbortController();
  const hangs: Tracer["trace"] = (_input, { signal } = {}) =>
    new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      setImmediate(() => controller.abort("cancelled"));
    });
  const stopped = create({ trace: hangs }).run(["a", "b"], { signal: controller.signal });
  expect(await stopped.catch((reason) => reason)).toBe("cancelled");
});

test("progress is that of the whole, and names the picture it is at", async () => {
  const trace: Tracer["trace"] = async (_input, { onProgress } = {}) => {
    onProgress?.(50);
    onProgress?.(100);
    return traced;
  };
  const batch = create({ trace });
  await batch.run(["a", "b", "c", "d"]);
  const percents = batch.told.map(([percent]) => percent);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(batch.told.at(0)).toEqual([0, "Tracing 1 of 4"]);
  expect(batch.told.at(-1)).toEqual([100, "Tracing 4 of 4"]);
  const single = create({ trace });
  await single.run(["a"]);
  expect(new Set(single.told.map(([, step]) => step))).toEqual(new Set(["Tracing"]));
});

test("a search has the time of its effort, less when many share it", async () => {
  const auto = { ...automatic.auto, effort: "best" };
  const { run, asked } = create();
  await run(["a"], {}, { auto });
  await run(
    Array.from({ length: 50 }, (_, index) => `${index}`),
    {},
    { auto },
  );
  expect([asked[0]?.budgetMs, asked[1]?.budgetMs]).toEqual([20_000, 6_000]);
});

test("a delivered trace is kept with its document; whoever removed the document keeps the picture", async () => {
  const { vectorizing, added } = create({ gone: ["b"] });
  const params: VectorizeParams = {
    name: "Batch",
    documents: ["a", "b"].map((id) => ({ documentId: id, assetId: `asset-${id}`, name: id })),
  };
  const output = { generationId: "g", userId: "ada", model: "vtracer", params, seed: 1, notes: [] };
  for (const index of [0, 1])
    await vectorizing.keep({
      ...output,
      index,
      asset: testAsset(`png-${index}`),
      data: JSON.parse(JSON.stringify(facts)),
    });
  expect(added).toEqual([
    { ...facts, userId: "ada", documentId: "a", generationId: "g", model: "vtracer", assetId: "png-0" },
  ]);
});
