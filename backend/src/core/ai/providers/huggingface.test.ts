import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { inspectImage } from "../../assets/images";
import type { PictureRequest } from "../provider";
import { startHuggingFaceServer } from "../testing/huggingface-server";
import type { Scenario } from "../testing/protocol-server";
import { describeProvider } from "../testing/provider-suite";
import { shortLoading as loading, subjects } from "../testing/subjects";
import { createHuggingFaceProvider } from "./huggingface";

const flux = "black-forest-labs/FLUX.1-dev";

describeProvider("huggingface", subjects.huggingface);

describe("huggingface's wire", () => {
  const server = startHuggingFaceServer();
  afterAll(() => server.stop());
  beforeEach(() => {
    server.scenario = "success";
    server.received.length = 0;
    server.cancelled.clear();
  });
  const limits = { idleMs: 200, totalMs: 400 };
  const provider = createHuggingFaceProvider({ apiKey: "test-key", baseUrl: server.url, limits, loading });
  const generate = (request: Partial<PictureRequest> = {}) =>
    provider.generate(
      { model: flux, prompt: "A hat", width: 256, height: 320, references: [], ...request },
      AbortSignal.timeout(5_000),
    );
  const failureOf = (request: Partial<PictureRequest> = {}) => generate(request).catch((error: unknown) => error);

  test("everything a model takes goes under parameters", async () => {
    await generate({ seed: 3, steps: 28, guidance: 3.5, negativePrompt: "blur" });
    const [sent] = server.received;
    expect(sent?.path).toBe("/hf-inference/models/black-forest-labs/FLUX.1-dev");
    expect(sent?.body).toEqual({
      inputs: "A hat",
      parameters: {
        ...{ width: 256, height: 320, num_inference_steps: 28, guidance_scale: 3.5, negative_prompt: "blur", seed: 3 },
      },
    });
  });

  test("schnell has four steps at most and never any guidance", async () => {
    const model = "black-forest-labs/FLUX.1-schnell";
    expect(provider.features(model)).toMatchObject({ steps: { min: 1, max: 4 }, hasNegativePrompt: false });
    expect(provider.features(model).guidance).toBeUndefined();
    await generate({ model, steps: 4, guidance: 3.5 });
    expect(server.received[0]?.body).toMatchObject({ parameters: { num_inference_steps: 4, guidance_scale: 0 } });
  });

  test.each([flux, "XLabs-AI/flux-RealismLora"])("%s has up to 50 steps, with guidance", (model) => {
    expect(provider.features(model)).toMatchObject({ steps: { max: 50 }, guidance: { min: 1 }, maxReferences: 0 });
  });

  test.each(["acme/draws-base64", "acme/draws-url"])("%s: a picture inside JSON is a picture", async (model) => {
    expect((await inspectImage((await generate({ model })).bytes)).mime).toBe("image/png");
  });

  test("a model that loads is asked again until it is there", async () => {
    server.scenario = "loading-twice";
    await generate();
    expect(server.received).toHaveLength(3);
    expect(new Set(server.received.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test("a model that loads for ever is given up when the waits add up to the limit, however long it asks for", async () => {
    server.scenario = "loading-for-ever";
    expect(await failureOf()).toMatchObject({ kind: "outage", message: expect.stringContaining("after 20 ms") });
    expect(server.received).toHaveLength(1 + loading.totalMs / loading.longestMs);
  });

  test("stopping ends the wait for a model that loads", async () => {
    server.scenario = "loading-for-ever";
    const patient = { shortestMs: 60_000, longestMs: 60_000, totalMs: 60_000 };
    const waiting = createHuggingFaceProvider({ apiKey: "test-key", baseUrl: server.url, loading: patient });
    const controller = new AbortController();
    const request = { model: flux, prompt: "A hat", width: 256, height: 320, references: [] };
    const attempt = waiting.generate(request, controller.signal).catch((error: unknown) => error);
    while (server.received.length === 0) await Bun.sleep(1);
    controller.abort("cancelled");
    expect(await attempt).toBe("cancelled");
  });

  const final: Scenario[] = ["server-error", "busy", "no-credit", "bad-input", "empty-object", "fails", "never-ends"];
  test.each([...final, "result-trickles", "result-empty"] satisfies Scenario[])(
    "%s: a request that may have been billed is never sent twice",
    async (scenario) => {
      server.scenario = scenario;
      expect(await failureOf()).toMatchObject({ name: "ProviderFailure" });
      expect(server.received).toHaveLength(1);
    },
  );

  test.each(["acme/never-served", "acme/deprecated"])(
    "%s: a model it does not serve is the deployment's fault, not the person's",
    async (model) => {
      expect(await failureOf({ model })).toMatchObject({ kind: "misconfigured" });
    },
  );

  test("giving up closes the connection, which is how a call is stopped there", async () => {
    server.scenario = "never-ends";
    await failureOf();
    while (server.cancelled.size === 0) await Bun.sleep(1);
    expect(server.cancelled).toEqual(new Set([flux]));
  });
});
