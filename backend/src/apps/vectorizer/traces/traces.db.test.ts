import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Trace, VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import sharp from "sharp";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import {
  automatic,
  byHand,
  codeOf,
  drawFlag,
  drawNothing,
  joinSubscribedVectorizer,
  joinVectorizer,
  listen,
  type Member,
} from "../vectorizer.fixture";

setDefaultTimeout(60_000);

let platform: TestPlatform;
let ada: Member;
let eve: Member;
beforeAll(async () => {
  platform = await createTestPlatform();
  [ada, eve] = await Promise.all([joinVectorizer(platform, "Ada"), joinVectorizer(platform, "Eve")]);
});
afterAll(() => platform.close());

const of = ({ id }: VectorDocument) => ({ params: { documentId: id } });
const at = ({ id }: Trace) => ({ params: { traceId: id } });
const hooks = () => platform.registry.get("vectorizer").hooks;

/** A picture that keeps the automatic tracer busy for longer than any test waits. */
async function drawNoise(side: number): Promise<File> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const bytes = await sharp({ create: { width: side, height: side, channels: 3, background: "#808080", noise } })
    .png()
    .toBuffer();
  return new File([new Uint8Array(bytes)], "Noise.png", { type: "image/png" });
}

test("with a plan, the automatic tracer says what it chose, and the library knows what the picture became", async () => {
  const cy = await joinSubscribedVectorizer(platform, "Cy");
  const document = await cy.bring();
  expect(await cy.trace(document, automatic)).toMatchObject({
    ...{ status: "completed", cost: { unit: "quota", charged: 1 } },
    params: { name: "Flag", auto: automatic.auto },
  });
  const trace = await cy.newest(document);
  expect(trace).toMatchObject({ model: "vtracer-auto", choice: { isReached: expect.any(Boolean) } });
  expect(trace.choice?.because).toEndWith(".");
  // It opens with what it was traced by.
  expect((await cy.api.getDocument(of(document))).recipe).toEqual(automatic);
  const uses = await cy.assets.history({ params: { assetId: document.asset.id } });
  expect(uses.items.map(({ kind, generation }) => [kind, generation?.id])).toEqual([
    ["used", trace.generationId],
    ["uploaded", undefined],
  ]);
});

test("an automatic trace is three credits where the plan's units are used up, and a trace of it is named after it", async () => {
  const cy = await joinSubscribedVectorizer(platform, "Cy", { dailyUnits: 0 });
  const document = await cy.bring(await drawFlag("Pennant.png"));
  expect(await cy.trace(document, automatic)).toMatchObject({ cost: { unit: "credits", reserved: 3, charged: 3 } });
  expect(await cy.balance()).toEqual({ available: 97, held: 0 });
  // Sent here again, the picture is called as the work that made it.
  const { asset } = await cy.newest(document);
  const again = await cy.api.createDocumentFromAsset({ body: { assetId: asset.id } });
  expect(again).toMatchObject({ name: "Pennant", asset: { id: asset.id } });
});

test("a trace that is stopped ends within a second, gives its price back, and can be tried again", async () => {
  const cy = await joinSubscribedVectorizer(platform, "Cy");
  const document = await cy.bring(await drawNoise(1_500));
  const body = { ...automatic, auto: { ...automatic.auto, effort: "best" as const, targetSsim: 1 } };
  const started = await cy.api.trace({ ...of(document), body });
  const isTracing = Promise.withResolvers<void>();
  const following = cy.follow(started, ({ step }) => step === "Tracing" && isTracing.resolve());
  await Promise.race([isTracing.promise, following]);
  const stoppedAt = performance.now();
  await cy.generations.cancel({ params: { generationId: started.id } });
  expect(await following).toMatchObject({ status: "cancelled", cost: { charged: 0 } });
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
  expect((await cy.accounts.me()).quota?.daily.used).toBe(0);
  expect((await cy.api.getDocument(of(document))).trace).toBeNull();

  const retried = await cy.generations.retry({ params: { generationId: started.id } });
  expect(retried).toMatchObject({ parentId: started.id, params: started.params });
  await cy.generations.cancel({ params: { generationId: retried.id } });
});

test("a picture of nothing fails with the reason, and nothing is charged", async () => {
  const credits = await ada.balance();
  const failed = await ada.trace(await ada.bring(await drawNothing()));
  expect(failed).toMatchObject({
    ...{ status: "failed", cost: { charged: 0 } },
    error: { code: "NOTHING_TO_TRACE", message: "That picture is all transparent: there is nothing to trace." },
  });
  expect(await ada.balance()).toEqual(credits);
});

test("the same settings again are another trace: nothing is handed out in its place", async () => {
  const document = await ada.bring();
  const [first, second] = [await ada.trace(document), await ada.trace(document)];
  expect([first.fromCache, second.fromCache]).toEqual([false, false]);
  const { items } = await ada.api.listTraces(of(document));
  expect(items.map(({ generationId }) => generationId)).toEqual([second.id, first.id]);
  const page = await ada.api.listTraces({ ...of(document), query: { limit: 1 } });
  const rest = await ada.api.listTraces({ ...of(document), query: { limit: 1, cursor: page.nextCursor ?? "" } });
  expect([...page.items, ...rest.items]).toEqual(items);
  expect(rest.nextCursor).toBeNull();
});

test("a request that is sent twice with one key traces once", async () => {
  const document = await ada.bring();
  const call = { ...of(document), body: byHand, idempotencyKey: crypto.randomUUID() };
  const [first, second] = await Promise.all([ada.api.trace(call), ada.api.trace(call)]);
  expect(first.id).toBe(second.id);
  await ada.follow(first);
  expect((await ada.api.getDocument(of(document))).traceCount).toBe(1);
});

test("edits are kept in place of earlier ones, each layer once, and every tab hears of them", async () => {
  const document = await ada.bring();
  await ada.trace(document);
  const trace = await ada.newest(document);
  const color = "#c8102e";
  const edit = (edits: object[]) => ada.api.updateTrace({ ...at(trace), body: { edits: edits as [] } });
  const events = await listen(
    ada,
    () =>
      edit([
        { color, isHidden: true },
        { color, becomes: "#112233" },
      ]),
    2,
  );
  expect(events.map(({ type }) => type)).toEqual(["trace.updated", "document.updated"]);
  const kept = [{ color, becomes: "#112233", isHidden: false, isDeleted: false }];
  expect(events).toMatchObject([{ data: { edits: kept, version: 2 } }, { data: { trace: { edits: kept } } }]);
  expect(await edit([{ color, becomes: color }, { color: "#ffffff" }])).toMatchObject({ edits: [], version: 3 });
  expect(await codeOf(edit([{ color: "red" }]))).toBe("VALIDATION_FAILED");
});

test("what was removed from the library is not shown, and comes back with it", async () => {
  const document = await ada.bring();
  await ada.trace(document);
  const first = await ada.newest(document);
  await ada.trace(document);
  const second = await ada.newest(document);
  await ada.assets.remove({ params: { assetId: second.asset.id } });
  expect(await ada.api.getDocument(of(document))).toMatchObject({ traceCount: 1, trace: { id: first.id } });
  expect((await ada.api.listTraces(of(document))).items.map(({ id }) => id)).toEqual([first.id]);
  expect(await codeOf(ada.api.getTrace(at(second)))).toBe("TRACE_NOT_FOUND");
  await ada.assets.restore({ body: { ids: [second.asset.id] } });
  expect(await ada.api.getDocument(of(document))).toMatchObject({ traceCount: 2, trace: { id: second.id } });

  // Without its bitmap a document is gone, and what it became is not.
  await ada.assets.remove({ params: { assetId: document.asset.id } });
  expect(await codeOf(ada.api.getDocument(of(document)))).toBe("DOCUMENT_NOT_FOUND");
  expect((await ada.api.getTrace(at(first))).id).toBe(first.id);
  expect((await ada.get(`/traces/${first.id}/export`)).status).toBe(200);
  expect((await ada.get(`/traces/${first.id}/difference`)).status).toBe(404);
});

test("a document that was removed while it was traced leaves its picture in the library", async () => {
  const document = await ada.bring();
  const started = await ada.api.trace({ ...of(document), body: byHand });
  await ada.api.removeDocument(of(document));
  const finished = await ada.follow(started);
  expect(finished.status).toBe("completed");
  const restored = await ada.api.restoreDocument(of(document));
  expect([0, 1]).toContain(restored.traceCount);
  expect((await ada.fetch(`/api/files/${finished.outputs[0]?.asset?.id}`)).status).toBe(200);
});

test("whatever is Ada's is not found by Eve", async () => {
  const document = await ada.bring();
  const { id: generationId } = await ada.trace(document);
  const trace = await ada.newest(document);
  for (const call of [
    () => eve.api.getDocument(of(document)),
    () => eve.api.updateDocument({ ...of(document), body: { name: "Mine" } }),
    () => eve.api.removeDocument(of(document)),
    () => eve.api.restoreDocument(of(document)),
    () => eve.api.listTraces(of(document)),
    () => eve.api.trace({ ...of(document), body: byHand }),
    () => eve.api.startBatch({ body: { documentIds: [document.id], recipe: byHand } }),
    () => eve.api.getTrace(at(trace)),
    () => eve.api.updateTrace({ ...at(trace), body: { edits: [] } }),
    () => eve.api.removeTrace(at(trace)),
    () => eve.api.restoreTrace(at(trace)),
    () => eve.api.getBatch({ params: { generationId } }),
  ])
    expect(await codeOf(call())).toEndWith("NOT_FOUND");
  for (const path of [
    `/traces/${trace.id}/export`,
    `/traces/${trace.id}/difference`,
    `/batches/${generationId}/export`,
  ])
    expect((await eve.get(path)).status).toBe(404);
  expect(await ada.newest(document)).toMatchObject({ id: trace.id, version: 1 });
});

test("a trace whose picture is gone for good is forgotten, and a person's rows go with them", async () => {
  const { client } = platform.database;
  const cy = await joinVectorizer(platform, "Cy");
  const document = await cy.bring(await drawFlag("Kept.png"));
  await cy.trace(document);
  await cy.trace(document);
  const trace = await cy.newest(document);
  await cy.api.createPreset({ body: { name: "Mine", settings: byHand.settings } });
  await hooks()["assets.purged"]?.([trace.asset.id]);
  expect(await client.vectorTrace.count({ where: { userId: cy.userId } })).toBe(1);

  expect(await hooks()["user.exported"]?.(cy.userId)).toMatchObject({
    documents: [{ name: "Kept", assetId: document.asset.id, traces: [{ model: "vtracer" }] }],
    presets: [{ name: "Mine" }],
  });
  await hooks()["user.deleted"]?.(cy.userId);
  const where = { userId: cy.userId };
  expect([
    await client.vectorDocument.count({ where }),
    await client.vectorTrace.count({ where }),
    await client.vectorPreset.count({ where }),
  ]).toEqual([0, 0, 0]);
  expect(await client.vectorDocument.count({ where: { userId: ada.userId } })).toBeGreaterThan(0);
});
