import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { inspectImage } from "../../assets/images";
import { complete } from "../complete";
import type { Look, PictureRequest } from "../provider";
import { startProtocolServer } from "../testing/protocol-server";
import { describeProvider } from "../testing/provider-suite";
import { startReplicateServer } from "../testing/replicate-server";
import { subjects } from "../testing/subjects";
import { createReplicateProvider } from "./replicate";

describeProvider("replicate", subjects.replicate);

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const pace = { firstMs: 1, longestMs: 2 };
const png = new Uint8Array([0x89, 0x50]);
const asked: Omit<PictureRequest, "model"> = { prompt: "A hat", width: 1024, height: 768, seed: 3, references: [] };

describe("replicate's wire", () => {
  const server = startReplicateServer();
  afterAll(() => server.stop());
  beforeEach(() => {
    server.scenario = "success";
    server.received.length = 0;
  });
  const provider = createReplicateProvider({ apiKey: "test-key", baseUrl: server.url });
  const signal = AbortSignal.timeout(5_000);

  test.each([
    ["flux-schnell", { steps: 4 }, { num_inference_steps: 4, aspect_ratio: "4:3", megapixels: "1", go_fast: false }],
    [
      "flux-dev",
      { steps: 28, guidance: 3, width: 512, height: 512 },
      { num_inference_steps: 28, guidance: 3, aspect_ratio: "1:1", megapixels: "0.25", go_fast: false },
    ],
    ["flux-1.1-pro", {}, { aspect_ratio: "custom", width: 1024, height: 768 }],
    [
      "flux-kontext-pro",
      { width: 1440, height: 704, references: [png] },
      { aspect_ratio: "2:1", input_image: "data:image/png;base64,iVA=" },
    ],
  ])("%s is asked in its own words", async (name, extra, input) => {
    const model = `black-forest-labs/${name}`;
    await provider.submit({ ...asked, ...extra, model }, signal);
    const sent = server.received.at(-1);
    expect(sent?.method).toBe("POST");
    expect(sent?.path).toBe(`/v1/models/${model}/predictions`);
    expect(sent?.headers.get("authorization")).toBe("Bearer test-key");
    expect(sent?.body).toEqual({ input: { prompt: "A hat", seed: 3, output_format: "png", ...input } });
  });

  test("without a seed to keep, Replicate may use its fast mode", async () => {
    const model = "black-forest-labs/flux-schnell";
    await provider.submit({ ...asked, seed: undefined, model }, signal);
    const input = { prompt: "A hat", output_format: "png", aspect_ratio: "4:3", megapixels: "1" };
    expect(server.received.at(-1)?.body).toEqual({ input });
  });

  test("a second reference is refused before anything is sent", async () => {
    const model = "black-forest-labs/flux-kontext-pro";
    const attempt = provider.submit({ ...asked, model, references: [png, png] }, signal);
    expect(await attempt.catch((error: unknown) => error)).toMatchObject({ kind: "refused" });
    expect(server.received).toEqual([]);
  });

  test.each(["flux-schnell", "flux-1.1-pro"])(
    "%s's output is a picture, be it a list or a string, and the key stays off its host",
    async (name) => {
      const ticket = await provider.submit({ ...asked, model: `black-forest-labs/${name}` }, signal);
      const { bytes } = await complete(provider, ticket, { signal, logger, pace });
      expect((await inspectImage(bytes)).mime).toBe("image/png");
      expect(server.received.at(1)).toMatchObject({ method: "GET", path: `/elsewhere/${ticket.requestId}/see` });
      expect(server.received.at(-1)?.path).toBe(`/delivery/${ticket.requestId}/out-0.png`);
      expect(server.received.at(-1)?.headers.has("authorization")).toBe(false);
    },
  );

  test("the logs of a prediction tell its progress", async () => {
    server.scenario = "queue-then-progress-backwards";
    const looks: Look[] = [];
    const ticket = await provider.submit({ ...asked, model: "black-forest-labs/flux-dev" }, signal);
    await complete(provider, ticket, { signal, logger, pace, onLook: (look) => void looks.push(look) });
    expect(looks.slice(0, 2)).toEqual([{ state: "queued" }, { state: "queued" }]);
    expect(looks.slice(2, 5)).toEqual([20, 80, 50].map((percent) => ({ state: "running", percent })));
  });

  test("a prediction is cancelled with POST at the returned URL, and then counts as failed", async () => {
    const ticket = await provider.submit({ ...asked, model: "black-forest-labs/flux-dev" }, signal);
    await provider.cancel(ticket);
    expect(server.received.at(-1)).toMatchObject({ method: "POST", path: `/elsewhere/${ticket.requestId}/stop` });
    expect(await provider.look(ticket, signal).catch((error: unknown) => error)).toMatchObject({ kind: "failed" });
  });

  test("a prediction Replicate has forgotten is lost, and can be cancelled all the same", async () => {
    const url = `${server.url}/elsewhere/unknown`;
    const ticket = { requestId: "unknown", urls: { get: `${url}/see`, cancel: `${url}/stop` } };
    expect(await provider.look(ticket, signal).catch((error: unknown) => error)).toMatchObject({ kind: "lost" });
    await provider.cancel(ticket);
  });

  test.each([
    ["resets in ~30s", 30_000],
    ["Expected available in 1 second", 1_000],
  ])("a throttled submit comes back when Replicate says: %s", async (words, retryAfterMs) => {
    const detail = `Request was throttled. ${words}.`;
    const throttling = startProtocolServer(async () => Response.json({ detail }, { status: 429 }));
    const attempt = createReplicateProvider({ baseUrl: throttling.url }).submit({ ...asked, model: "x/y" }, signal);
    expect(await attempt.catch((error: unknown) => error)).toMatchObject({ kind: "busy", retryAfterMs });
    await throttling.stop();
  });

  test.each([
    ["failed", { status: "aborted" }],
    ["failed", { status: "succeeded", output: null }],
    ["failed", { status: "failed", error: { code: 7 } }],
    ["moderated", { status: "failed", error: "Prediction failed (E005)" }],
    ["outage", {}],
  ] as const)("%s is what a look at %j means", async (kind, body) => {
    const answering = startProtocolServer(async () => Response.json(body));
    const ticket = { requestId: "x", urls: { get: `${answering.url}/see` } };
    const looking = createReplicateProvider({ baseUrl: answering.url }).look(ticket, signal);
    expect(await looking.catch((error: unknown) => error)).toMatchObject({ kind });
    await answering.stop();
  });

  test("each model says what it takes, and nothing else", () => {
    expect(provider.features("black-forest-labs/flux-schnell")).toEqual({
      ...{ size: { nearest: expect.any(Function), pixels: [2 ** 18, 2 ** 20] }, steps: { min: 1, max: 4 } },
      ...{ hasSeed: true, hasNegativePrompt: false, maxReferences: 0, hasControlImage: false },
    });
    expect(provider.features("black-forest-labs/flux-dev").guidance).toEqual({ min: 0, max: 10 });
    expect(provider.features("black-forest-labs/flux-1.1-pro").size).toEqual({ min: 256, max: 1440, multipleOf: 32 });
    expect(provider.features("black-forest-labs/flux-kontext-pro").maxReferences).toBe(1);
  });
});
