import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { builtinPresets } from "@lumiku/contracts/vectorizer-settings";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { createClock } from "../../../core/testing/clock";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { enlarge, paintPhoto, renderPackaged } from "../tracing/auto/pictures.fixture";
import type { Raster } from "../tracing/drawing";
import { encodePng } from "../tracing/picture";
import { automatic, byHand, codeOf, drawFlag, joinVectorizer, listen, type Member } from "../vectorizer.fixture";

setDefaultTimeout(20_000);

const DAY_MS = 24 * 3_600_000;
const clock = createClock();

let platform: TestPlatform;
let ada: Member;
let eve: Member;
beforeAll(async () => {
  platform = await createTestPlatform({ now: clock.now, hasWorker: false });
  [ada, eve] = await Promise.all([joinVectorizer(platform, "Ada"), joinVectorizer(platform, "Eve")]);
});
afterAll(() => platform.close());

const of = ({ id }: VectorDocument) => ({ params: { documentId: id } });
const namesOf = async (person: Member, query: { q?: string; limit?: number } = {}) =>
  (await person.api.listDocuments({ query })).items.map(({ name }) => name);

test("a picture that is brought is a document, free, called as its file or as the form says", async () => {
  const credits = await ada.balance();
  const document = await ada.bring(await drawFlag("Flag of the club.png"));
  expect(document).toMatchObject({
    ...{ name: "Flag of the club", recipe: byHand, traceCount: 0, trace: null, version: 1 },
    asset: { width: 96, height: 96, mime: "image/png" },
  });
  const named = await ada.api.createDocument({ body: { name: "Banner" }, file: await drawFlag() });
  expect(named.name).toBe("Banner");
  expect(await ada.api.getDocument(of(named))).toEqual(named);
  expect(await ada.balance()).toEqual(credits);
  const text = new File(["not a picture"], "logo.png", { type: "image/png" });
  expect(await codeOf(ada.bring(text))).toBe("UNSUPPORTED_MEDIA_TYPE");
});

test("a photograph and pixel art begin with settings that suit them", async () => {
  const bring = async (raster: Raster) =>
    ada.bring(new File([await encodePng(raster)], "a.png", { type: "image/png" }));
  const photo = await bring(paintPhoto());
  expect(photo.recipe).toEqual({ model: "vtracer", settings: builtinPresets.photo.settings });
  expect(await ada.api.getDocument(of(photo))).toEqual(photo);
  const sprite = await bring(await enlarge(await renderPackaged("bootstrap-icons/icons/joystick.svg", 16), 256));
  expect(sprite.recipe).toEqual({ model: "vtracer", settings: builtinPresets["pixel-art"].settings });
});

test("a picture of the library begins a document, and nobody else's does", async () => {
  const { asset } = await ada.bring();
  const body = { assetId: asset.id };
  const document = await ada.api.createDocumentFromAsset({ body: { ...body, name: "Again" } });
  expect(document).toMatchObject({ name: "Again", asset: { id: asset.id } });
  expect((await ada.api.createDocumentFromAsset({ body })).name).toBe("Picture");
  expect(await codeOf(eve.api.createDocumentFromAsset({ body }))).toBe("NOT_FOUND");
  expect(await codeOf(ada.api.createDocumentFromAsset({ body: { assetId: "nothing" } }))).toBe("NOT_FOUND");
});

test("an address inside the machine's own networks is refused, and leaves no document", async () => {
  const before = await namesOf(eve);
  for (const url of ["http://127.0.0.1/logo.png", "http://169.254.169.254/latest", "http://[::1]/a.png"])
    expect(await codeOf(eve.api.createDocumentFromUrl({ body: { url } }))).toBe("URL_UNREACHABLE");
  expect(await codeOf(eve.api.createDocumentFromUrl({ body: { url: "file:///etc/passwd" } }))).toBe(
    "VALIDATION_FAILED",
  );
  expect(await namesOf(eve)).toEqual(before);
});

test("what was used last comes first, in full pages, and a search takes signs for what they are", async () => {
  const cy = await joinVectorizer(platform, "Cy");
  const documents: VectorDocument[] = [];
  for (const name of ["Fox red", "100% wool", "Owl", "Fox blue", "Hen"])
    documents.push(await cy.api.createDocument({ body: { name }, file: await drawFlag() }));
  const [fox, , owl, , hen] = documents;
  if (!fox || !owl || !hen) throw new Error("There are not enough");
  await cy.api.updateDocument({ ...of(fox), body: { recipe: automatic } });
  expect(await namesOf(cy)).toEqual(["Fox red", "Hen", "Fox blue", "Owl", "100% wool"]);
  expect(await namesOf(cy, { q: "FOX" })).toEqual(["Fox red", "Fox blue"]);
  expect(await namesOf(cy, { q: "blue fox" })).toEqual(["Fox blue"]);
  expect(await namesOf(cy, { q: "100%" })).toEqual(["100% wool"]);
  expect(await namesOf(cy, { q: "1_0" })).toEqual([]);

  // Two that are gone from the library leave no gap.
  for (const { asset } of [hen, owl]) await cy.assets.remove({ params: { assetId: asset.id } });
  const first = await cy.api.listDocuments({ query: { limit: 2 } });
  expect(first.items.map(({ name }) => name)).toEqual(["Fox red", "Fox blue"]);
  const second = await cy.api.listDocuments({ query: { limit: 2, cursor: first.nextCursor ?? "" } });
  expect(second).toMatchObject({ items: [{ name: "100% wool" }], nextCursor: null });
  expect(await codeOf(cy.api.getDocument(of(hen)))).toBe("DOCUMENT_NOT_FOUND");
  expect(await codeOf(cy.api.trace({ ...of(hen), body: byHand }))).toBe("DOCUMENT_NOT_FOUND");
  await cy.assets.restore({ body: { ids: [hen.asset.id, owl.asset.id] } });
  expect(await namesOf(cy)).toHaveLength(5);
});

test("name and recipe are kept, each change raises the version and is told to every tab", async () => {
  let document: VectorDocument | undefined;
  const events = await listen(
    ada,
    async () => {
      document = await ada.bring();
      await ada.api.updateDocument({ ...of(document), body: { name: "  Told " } });
      await ada.api.updateDocument({ ...of(document), body: { recipe: automatic } });
      await ada.api.removeDocument(of(document));
      await ada.api.restoreDocument(of(document));
    },
    5,
  );
  expect(events.map(({ type }) => type)).toEqual([
    ...["document.created", "document.updated", "document.updated", "document.removed", "document.created"],
  ]);
  const told = events.flatMap(({ type, data }) => (type === "document.removed" ? [] : [data as VectorDocument]));
  expect(told.map(({ name, recipe }) => `${name} ${recipe.model}`)).toEqual([
    ...["Flag vtracer", "Told vtracer", "Told vtracer-auto", "Told vtracer-auto"],
  ]);
  const versions = told.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));

  const update = (body: object) => ada.api.updateDocument({ ...of(document as VectorDocument), body });
  expect(await codeOf(update({ name: " " }))).toBe("VALIDATION_FAILED");
  const settings = { ...byHand, settings: { palette: { kind: "fixed", colors: ["red"] } } };
  expect(await codeOf(update({ recipe: settings }))).toBe("VALIDATION_FAILED");
});

test("a removed document is not found anywhere, and comes back for 30 days, to its owner", async () => {
  const document = await ada.bring();
  await ada.api.removeDocument(of(document));
  for (const call of [
    () => ada.api.getDocument(of(document)),
    () => ada.api.updateDocument({ ...of(document), body: { name: "Back" } }),
    () => ada.api.removeDocument(of(document)),
    () => ada.api.preview({ ...of(document), body: byHand }),
    () => ada.api.listPalettes(of(document)),
    () => ada.api.listTraces(of(document)),
    () => ada.api.trace({ ...of(document), body: byHand }),
    () => ada.api.startBatch({ body: { documentIds: [document.id], recipe: byHand } }),
    () => eve.api.restoreDocument(of(document)),
  ])
    expect(await codeOf(call())).toBe("DOCUMENT_NOT_FOUND");
  // Its picture is the library's.
  expect((await ada.fetch(`/api/files/${document.asset.id}`)).status).toBe(200);
  clock.advance(29 * DAY_MS);
  expect(await ada.api.restoreDocument(of(document))).toMatchObject({ id: document.id });
  expect((await ada.api.restoreDocument(of(document))).id).toBe(document.id);
  await ada.api.removeDocument(of(document));
  clock.advance(31 * DAY_MS);
  expect(await codeOf(ada.api.restoreDocument(of(document)))).toBe("DOCUMENT_NOT_FOUND");
});

test("emptying the bin forgets what was removed too long ago, and what has lost its bitmap for good", async () => {
  const [kept, old, fresh, bare] = await Promise.all([ada.bring(), ada.bring(), ada.bring(), ada.bring()]);
  await ada.api.removeDocument(of(old));
  await ada.assets.remove({ params: { assetId: bare.asset.id } });
  clock.advance(20 * DAY_MS);
  await ada.api.removeDocument(of(fresh));
  clock.advance(11 * DAY_MS);
  await platform.emptyBin();
  const rows = await platform.database.client.vectorDocument.findMany({
    where: { id: { in: [kept, old, fresh, bare].map(({ id }) => id) } },
  });
  expect(rows.map(({ id }) => id).sort()).toEqual([kept.id, fresh.id].sort());
});
