import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { readZip } from "../../../core/account/zip.fixture";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { byHand, codeOf, drawFlag, drawNothing, joinVectorizer, type Member } from "../vectorizer.fixture";

setDefaultTimeout(120_000);

let platform: TestPlatform;
let ada: Member;
beforeAll(async () => {
  // Without a worker: the tests say what runs, and when.
  platform = await createTestPlatform({ hasWorker: false });
  ada = await joinVectorizer(platform);
});
afterAll(() => platform.close());

const run = ({ id }: { id: string }, signal = new AbortController().signal) => platform.runner.run(id, signal);
const ids = (documents: readonly VectorDocument[]) => documents.map(({ id }) => id);

async function bring(person: Member, names: readonly string[]): Promise<VectorDocument[]> {
  const documents: VectorDocument[] = [];
  for (const name of names) documents.push(await person.bring(await drawFlag(name)));
  return documents;
}

test("one bad picture of a batch costs nothing, the others are traced and packed under names of their own", async () => {
  const [fox, twin, owl] = await bring(ada, ["Fox.png", "Fox.png", "Owl.png"]);
  const nothing = await ada.bring(await drawNothing());
  if (!fox || !twin || !owl) throw new Error("There are not enough");
  const documentIds = ids([fox, nothing, twin, owl]);
  const started = await ada.api.startBatch({ body: { name: "Animals", documentIds, recipe: byHand } });
  expect(started).toMatchObject({ count: 4, cost: { reserved: 4, charged: 0 }, params: { name: "Animals" } });
  const params = { generationId: started.id };
  const traces = (await ada.api.getBatch({ params })).documents.map(({ trace }) => trace);
  expect(traces).toEqual([null, null, null, null]);
  expect((await ada.get(`/batches/${started.id}/export`)).status).toBe(404);

  await run(started);
  const batch = await ada.api.getBatch({ params });
  expect(batch.generation).toMatchObject({ status: "completed", cost: { reserved: 4, charged: 3 } });
  const failures = batch.generation.outputs.map(({ error }) => error?.code ?? null);
  expect(failures).toEqual([null, "NOTHING_TO_TRACE", null, null]);
  expect(batch.documents.map(({ documentId, name, trace }) => [documentId, name, trace?.documentId ?? null])).toEqual([
    [fox.id, "Fox", fox.id],
    [nothing.id, "Nothing", null],
    [twin.id, "Fox", twin.id],
    [owl.id, "Owl", owl.id],
  ]);
  expect(await ada.balance()).toEqual({ available: 97, held: 0 });
  const response = await ada.get(`/batches/${started.id}/export?format=pdf`);
  const names = readZip(await response.bytes()).map(({ name }) => name);
  expect(names).toEqual(["fox.pdf", "fox-2.pdf", "owl.pdf"]);
});

test("fifty in one batch have one price, stand behind what people wait for, and come as one archive", async () => {
  const bob = await joinVectorizer(platform, "Bob");
  const names = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? "Icon.png" : `Sign ${index}.png`));
  const documents = await bring(bob, names);
  const started = await bob.api.startBatch({ body: { name: "Signs", documentIds: ids(documents), recipe: byHand } });
  expect(started.cost).toEqual({ unit: "credits", reserved: 50, charged: 0 });
  const row = await platform.database.client.generation.findUniqueOrThrow({ where: { id: started.id } });
  expect(row.lane).toBe("bulk");
  await run(started);
  expect(await bob.balance()).toEqual({ available: 50, held: 0 });

  const response = await bob.get(`/batches/${started.id}/export`);
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="signs.zip"');
  const files = readZip(await response.bytes());
  expect(files).toHaveLength(50);
  expect(new Set(files.map(({ name }) => name)).size).toBe(50);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["icon.svg", "icon-25.svg", "sign-49.svg"]));
  expect(new TextDecoder().decode(files[0]?.bytes)).toStartWith("<svg ");

  const extra = await bob.bring();
  const tooMany = { documentIds: [...ids(documents), extra.id], recipe: byHand };
  expect(await codeOf(bob.api.startBatch({ body: tooMany }))).toBe("VALIDATION_FAILED");
});

test("every format of a batch has a folder a trace", async () => {
  const documentIds = ids(await bring(ada, ["Hen.png", "Hen.png"]));
  const started = await ada.api.startBatch({ body: { documentIds, recipe: byHand } });
  await run(started);
  const response = await ada.get(`/batches/${started.id}/export?format=zip&size=64`);
  const names = readZip(await response.bytes()).map(({ name }) => name);
  const endings = [".svg", "-optimised.svg", ".pdf", ".eps", ".dxf", ".png"];
  expect(names).toEqual(["hen", "hen-2"].flatMap((name) => endings.map((ending) => `${name}/${name}${ending}`)));
});

test("a worker that goes in the middle of a batch has its delivered traces kept: they are neither made nor paid twice", async () => {
  const cy = await joinVectorizer(platform, "Cy");
  const documentIds = ids(await bring(cy, ["A.png", "B.png", "C.png", "D.png"]));
  const started = await cy.api.startBatch({ body: { documentIds, recipe: byHand } });
  const leaving = new AbortController();
  const stopAtFirst = onFirstTrace(() => leaving.abort("the worker goes"));
  expect(await run(started, leaving.signal)).toMatchObject({ kind: "again" });
  stopAtFirst();
  const params = { generationId: started.id };
  const before = (await cy.api.getBatch({ params })).documents.flatMap(({ trace }) => trace ?? []);
  expect(before).toHaveLength(1);

  expect(await run(started)).toEqual({ kind: "done" });
  const { generation, documents } = await cy.api.getBatch({ params });
  expect(generation).toMatchObject({ status: "completed", attempts: 2, cost: { charged: 4 } });
  const after = documents.flatMap(({ trace }) => trace ?? []);
  expect(after).toHaveLength(4);
  expect(after.map(({ id }) => id)).toContain(before[0]?.id ?? "");
  expect(await platform.database.client.vectorTrace.count({ where: { generationId: started.id } })).toBe(4);
  expect(await cy.balance()).toEqual({ available: 96, held: 0 });
});

test("a document that another has, or that is gone, is refused before anything is held", async () => {
  const eve = await joinVectorizer(platform, "Eve");
  const [own, gone] = await bring(eve, ["Own.png", "Gone.png"]);
  const [adas] = await bring(ada, ["Ada.png"]);
  if (!own || !gone || !adas) throw new Error("There are not enough");
  await eve.assets.remove({ params: { assetId: gone.asset.id } });
  for (const other of [adas, gone]) {
    const body = { documentIds: ids([own, other]), recipe: byHand };
    expect(await codeOf(eve.api.startBatch({ body }))).toBe("DOCUMENT_NOT_FOUND");
  }
  expect(await eve.balance()).toEqual({ available: 100, held: 0 });
  // One that is named twice is traced once.
  const twice = await eve.api.startBatch({ body: { documentIds: [own.id, own.id], recipe: byHand } });
  expect(twice.count).toBe(1);
});

/** Does something when a trace has been recorded, once. @returns what ends it */
function onFirstTrace(effect: () => void): () => void {
  const { vectorize } = platform.registry.get("vectorizer").actions;
  const onOutput = vectorize?.onOutput;
  if (!vectorize || !onOutput) throw new Error("The app has no such action");
  vectorize.onOutput = async (output) => {
    await onOutput(output);
    effect();
  };
  return () => {
    vectorize.onOutput = onOutput;
  };
}
