import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { Draft } from "@lumiku/contracts/vectorizer-traces";
import sharp from "sharp";
import { readZip } from "../../core/account/zip.fixture";
import { createTestPlatform, type TestPlatform } from "../../core/testing/platform";
import { automatic, byHand, codeOf, drawFlag, joinVectorizer, listen, type Member } from "./vectorizer.fixture";

setDefaultTimeout(60_000);

for (const engine of ["postgres", "redis"] as const) {
  describe(`vectorizer on ${engine}`, () => {
    let platform: TestPlatform;
    let ada: Member;
    beforeAll(async () => {
      platform = await createTestPlatform({ engine });
      ada = await joinVectorizer(platform);
    });
    afterAll(() => platform.close());

    test("a bitmap is brought, drafted free, traced for one credit, edited, saved in every format, removed and restored", async () => {
      const document = await ada.bring(await drawFlag("Flag of the club.png"));
      const params = { documentId: document.id };
      const draft = await ada.api.preview({ params, body: byHand });
      expect(Draft.parse(draft)).toMatchObject({ width: 96, height: 96, choice: null });
      expect(draft.svg).toStartWith("<svg ");
      expect(await ada.balance()).toEqual({ available: 100, held: 0 });

      let finished = await ada.api.trace({ params, body: byHand });
      expect(finished).toMatchObject({ model: "vtracer", count: 1, cost: { unit: "credits", reserved: 1 } });
      finished = await ada.follow(finished);
      expect(finished).toMatchObject({ status: "completed", provider: "builtin", cost: { charged: 1 } });
      expect(await ada.balance()).toEqual({ available: 99, held: 0 });

      const trace = await ada.newest(document);
      expect(trace).toMatchObject({
        ...{ documentId: document.id, generationId: finished.id, model: "vtracer", settings: byHand.settings },
        ...{ choice: null, edits: [], version: 1, asset: { mime: "image/png", width: 96, height: 96 } },
      });
      expect(trace.report.ssim.mean).toBeGreaterThan(0.9);
      expect(trace.layers.map(({ color }) => color)).toEqual(expect.arrayContaining(["#c8102e", "#ffffff", "#00843d"]));
      const svg = await (await fetch(platform.url + trace.asset.source?.url)).text();
      expect(svg).toContain("<title>Flag of the club</title>");

      const target = { params: { traceId: trace.id } };
      const edits = [
        { color: "#c8102e", becomes: "#0000ff", isHidden: false, isDeleted: false },
        { color: "#00843d", becomes: null, isHidden: false, isDeleted: true },
      ];
      expect(await ada.api.updateTrace({ ...target, body: { edits } })).toMatchObject({ edits, version: 2 });
      await checkExports(ada, trace.id);

      await ada.api.removeTrace(target);
      expect(await codeOf(ada.api.getTrace(target))).toBe("TRACE_NOT_FOUND");
      expect(await ada.api.getDocument({ params })).toMatchObject({ traceCount: 0, trace: null });
      expect(await ada.api.restoreTrace(target)).toMatchObject({ id: trace.id, edits });
      expect(await ada.api.getDocument({ params })).toMatchObject({ traceCount: 1, trace: { id: trace.id } });
    });

    test("open pages hear of a trace after it is there, and of the document that has it", async () => {
      const document = await ada.bring();
      const events = await listen(ada, () => ada.trace(document), 2);
      expect(events.map(({ type }) => type)).toEqual(["trace.created", "document.updated"]);
      const trace = await ada.newest(document);
      expect(events).toMatchObject([
        { data: { id: trace.id } },
        { data: { id: document.id, trace: { id: trace.id } } },
      ]);
    });

    test("the automatic tracer belongs to a plan, which is said before anything is held", async () => {
      const { id: documentId } = await ada.bring();
      const refused = ada.api.trace({ params: { documentId }, body: automatic });
      const { code, status, message, details } = await refused.catch((error) => error);
      expect({ code, status, details }).toMatchObject({
        code: "MODEL_LOCKED",
        status: 403,
        details: { minTier: "basic" },
      });
      expect(message).toStartWith("VTracer Auto is part of the Basic plan and above");
      const quote = { appId: "vectorizer", action: "vectorize", model: "vtracer-auto", count: 2 };
      expect(await ada.apps.quote({ body: quote })).toMatchObject({ perOutput: 3, total: 6, unit: "credits" });
      expect((await ada.balance()).held).toBe(0);
    });
  });
}

async function checkExports(ada: Member, traceId: string): Promise<void> {
  const save = async (query: string) => {
    const response = await ada.get(`/traces/${traceId}/export${query}`);
    expect(`${query} ${response.status}`).toBe(`${query} 200`);
    return { response, bytes: await response.bytes() };
  };
  for (const [query, type, name] of [
    ["", "image/svg+xml", "flag-of-the-club.svg"],
    ["?format=svg-optimised", "image/svg+xml", "flag-of-the-club.svg"],
    ["?format=pdf", "application/pdf", "flag-of-the-club.pdf"],
    ["?format=eps", "application/postscript", "flag-of-the-club.eps"],
    ["?format=dxf", "image/vnd.dxf", "flag-of-the-club.dxf"],
    ["?format=png&size=200", "image/png", "flag-of-the-club.png"],
    ["?format=zip", "application/zip", "flag-of-the-club.zip"],
  ] as const) {
    const { response } = await save(query);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
  }
  const svg = new TextDecoder().decode((await save("")).bytes);
  expect(svg).toMatch(/#0000ff|#00f|blue/);
  expect(svg).not.toMatch(/#c8102e|#00843d/);
  expect((await sharp((await save("?format=png&size=200")).bytes).metadata()).width).toBe(200);
  expect((await sharp((await save("?format=png")).bytes).metadata()).width).toBe(96);
  expect(readZip((await save("?format=zip")).bytes).length).toBeGreaterThanOrEqual(6);
  const difference = await ada.get(`/traces/${traceId}/difference`);
  expect(difference.headers.get("content-type")).toBe("image/png");
  expect((await sharp(await difference.arrayBuffer()).metadata()).width).toBe(96);
  for (const bad of ["?format=gif", "?format=png&size=9000"])
    expect((await ada.get(`/traces/${traceId}/export${bad}`)).status).toBe(422);
}
