import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import sharp from "sharp";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { automatic, byHand, codeOf, drawFlag, drawNothing, joinVectorizer, type Member } from "../vectorizer.fixture";

setDefaultTimeout(60_000);

let platform: TestPlatform;
let ada: Member;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false });
  ada = await joinVectorizer(platform);
});
afterAll(() => platform.close());

const settings = (changes: object): TraceRecipe => ({ model: "vtracer", settings: TraceSettings.parse(changes) });

test("a draft of a large picture is traced small, in the size of the picture, and nothing of it is kept", async () => {
  const document = await ada.bring(await drawFlag("Large.png", 1_600));
  const params = { documentId: document.id };
  const draft = await ada.api.preview({ params, body: byHand });
  expect(draft).toMatchObject({ width: 1_600, height: 1_600, tracedAt: 512 });
  expect(draft.svg).toContain('viewBox="0 0 1600 1600"');
  expect(draft.layers.length).toBeGreaterThanOrEqual(4);
  const tuned = await ada.api.preview({ params, body: settings({ palette: { kind: "count", count: 2 } }) });
  expect(tuned.layers).toHaveLength(2);
  expect(await ada.api.preview({ params, body: byHand })).toEqual(draft);
  expect(await ada.balance()).toEqual({ available: 100, held: 0 });
  expect((await ada.generations.list()).items).toEqual([]);
  expect((await ada.api.getDocument({ params })).version).toBe(document.version);
});

test("the automatic tracer is drafted too, and says what it chose", async () => {
  const { id: documentId } = await ada.bring();
  const draft = await ada.api.preview({ params: { documentId }, body: automatic });
  expect(draft.choice?.tried.filter(({ isChosen }) => isChosen)).toHaveLength(1);
});

test("whoever moves on is not waited for: the newest draft of a document is made, the earlier ones are not", async () => {
  const { id: documentId } = await ada.bring(await drawFlag("Tuned.png", 1_200));
  const asked = Array.from({ length: 6 }, (_, index) =>
    codeOf(ada.api.preview({ params: { documentId }, body: settings({ filterSpeckle: 10 + index }) })),
  );
  // They come in any order: the one that came last is made.
  const answers = await Promise.all(asked);
  expect(new Set(answers)).toEqual(new Set(["no error", "CONFLICT"]));
});

test("palettes of two to twelve colours are suggested, and the picture is shown in one of them", async () => {
  const { id: documentId } = await ada.bring();
  const { items } = await ada.api.listPalettes({ params: { documentId } });
  expect(items.length).toBeGreaterThan(0);
  for (const { colors } of items) {
    expect(colors.length).toBeGreaterThanOrEqual(2);
    expect(colors.length).toBeLessThanOrEqual(12);
    expect(colors.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 1);
  }
  const response = await ada.get(`/documents/${documentId}/quantised?colors=c8102e,%23ffffff`);
  expect(response.headers.get("content-type")).toBe("image/png");
  const { data, info } = await sharp(await response.arrayBuffer())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colors = new Set<string>();
  for (let at = 0; at < data.length; at += info.channels) colors.add(data.subarray(at, at + 3).toString("hex"));
  expect([...colors].sort()).toEqual(["c8102e", "ffffff"]);
  expect((await ada.get(`/documents/${documentId}/quantised?colors=red`)).status).toBe(422);
});

test("a picture of nothing is said to be that, at the draft already", async () => {
  const { id: documentId } = await ada.bring(await drawNothing());
  const refused = ada.api.preview({ params: { documentId }, body: byHand });
  const { status, code, message } = await refused.catch((error) => error);
  expect([status, code]).toEqual([422, "NOTHING_TO_TRACE"]);
  expect(message).toBe("That picture is all transparent: there is nothing to trace.");
});

test("nobody else's document is drafted", async () => {
  const eve = await joinVectorizer(platform, "Eve");
  const params = { documentId: (await ada.bring()).id };
  expect(await codeOf(eve.api.preview({ params, body: byHand }))).toBe("DOCUMENT_NOT_FOUND");
  expect(await codeOf(eve.api.listPalettes({ params }))).toBe("DOCUMENT_NOT_FOUND");
  expect((await eve.get(`/documents/${params.documentId}/quantised?colors=ffffff`)).status).toBe(404);
});
