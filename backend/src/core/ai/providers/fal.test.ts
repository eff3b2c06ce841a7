import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { complete } from "../complete";
import type { Look, PictureRequest } from "../provider";
import { startFalServer } from "../testing/fal-server";
import { startProtocolServer } from "../testing/protocol-server";
import { describeProvider } from "../testing/provider-suite";
import { subjects } from "../testing/subjects";
import { createFalProvider } from "./fal";

describeProvider("fal", subjects.fal);

const logger = { debug() {}, info() {}, warn() {}, error() {} };
const request: PictureRequest = { model: "fal-ai/flux/dev", prompt: "A hat", width: 1024, height: 768, references: [] };
const kontext: PictureRequest = { ...request, model: "fal-ai/flux-pro/kontext" };
const png = new Uint8Array([0x89, 0x50]);
const jpeg = new Uint8Array([0xff, 0xd8]);

describe("fal's wire", () => {
  const server = startFalServer();
  afterAll(() => server.stop());
  beforeEach(() => {
    server.scenario = "success";
    server.received.length = 0;
  });
  const provider = createFalProvider({ apiKey: "test-key", baseUrl: server.url });
  const signal = AbortSignal.timeout(5_000);

  test("a text prompt goes out with its exact size, one PNG is asked for, and the safety checker stays as it is", async () => {
    await provider.submit({ ...request, seed: 3, steps: 28, guidance: 3.5 }, signal);
    const sent = server.received.at(-1);
    expect(sent?.method).toBe("POST");
    expect(sent?.path).toBe("/fal-ai/flux/dev");
    expect(sent?.headers.get("authorization")).toBe("Key test-key");
    expect(sent?.body).toEqual({
      ...{ prompt: "A hat", seed: 3, num_inference_steps: 28, guidance_scale: 3.5 },
      ...{ image_size: { width: 1024, height: 768 }, num_images: 1, output_format: "png" },
    });
  });

  test.each([
    ["fal-ai/flux-pro/kontext/text-to-image", [], {}],
    ["fal-ai/flux-pro/kontext", [png], { image_url: "data:image/png;base64,iVA=" }],
    [
      "fal-ai/flux-pro/kontext/multi",
      [png, jpeg],
      { image_urls: ["data:image/png;base64,iVA=", "data:image/jpeg;base64,/9g="] },
    ],
  ])("Kontext is asked at %s", async (endpoint, references, images) => {
    await provider.submit({ ...kontext, references }, signal);
    expect(server.received.at(-1)?.path).toBe(`/${endpoint}`);
    expect(server.received.at(-1)?.body).toEqual({
      ...{ prompt: "A hat", aspect_ratio: "4:3", num_images: 1, output_format: "png", ...images },
    });
  });

  test("references a model would ignore are refused before anything is sent", async () => {
    const attempt = provider.submit({ ...request, references: [png] }, signal);
    expect(await attempt.catch((error: unknown) => error)).toMatchObject({ kind: "refused" });
    expect(server.received).toEqual([]);
  });

  test("the returned status URL is polled with its logs, which tell the progress, and the key stays off the picture's host", async () => {
    server.scenario = "queue-then-progress-backwards";
    const looks: Look[] = [];
    const ticket = await provider.submit({ ...request, seed: 9 }, signal);
    const pace = { firstMs: 1, longestMs: 2 };
    const picture = await complete(provider, ticket, { signal, logger, pace, onLook: (look) => void looks.push(look) });
    expect(looks.slice(0, 6)).toEqual([5, 4, 3, 2, 1, 0].map((position) => ({ state: "queued", position })));
    expect(looks.slice(6, 9)).toEqual([20, 80, 50].map((percent) => ({ state: "running", percent })));
    expect(picture.seed).toBe(9);
    const [first, ...others] = server.received.slice(1).map(({ method, path }) => `${method} ${path}`);
    expect(first).toBe(`GET /elsewhere/${ticket.requestId}/status?logs=1`);
    expect(others.at(-2)).toBe(`GET /elsewhere/${ticket.requestId}/response`);
    expect(server.received.at(-1)?.path).toBe(`/media/${ticket.requestId}/picture.png`);
    expect(server.received.at(-1)?.headers.has("authorization")).toBe(false);
  });

  test("a call is cancelled with PUT at the returned URL", async () => {
    const ticket = await provider.submit(request, signal);
    await provider.cancel(ticket);
    expect(server.received.at(-1)).toMatchObject({ method: "PUT", path: `/elsewhere/${ticket.requestId}/cancel` });
    expect(server.cancelled).toEqual(new Set([ticket.requestId]));
  });

  test("a request fal has forgotten is lost, and can be cancelled all the same", async () => {
    const url = `${server.url}/elsewhere/unknown`;
    const ticket = { requestId: "unknown", urls: { status: `${url}/status`, cancel: `${url}/cancel` } };
    expect(await provider.look(ticket, signal).catch((error: unknown) => error)).toMatchObject({ kind: "lost" });
    await provider.cancel(ticket);
  });

  test.each([
    ["exhausted", 403, { detail: "User is locked. Reason: Exhausted balance." }],
    ["misconfigured", 403, { detail: "Cannot access application" }],
    ["moderated", 422, { detail: "The prompt violates the content policy" }],
    ["refused", 422, { detail: [{ type: "missing", msg: "Field required", input: "nsfw" }] }],
  ] as const)("%s is what a submit answered %d means when fal says so", async (kind, status, body) => {
    const refusing = startProtocolServer(async () => Response.json(body, { status }));
    const attempt = createFalProvider({ apiKey: "test-key", baseUrl: refusing.url }).submit(request, signal);
    expect(await attempt.catch((error: unknown) => error)).toMatchObject({ kind });
    await refusing.stop();
  });

  test.each([
    ["outage", () => new Response("<html>Bad gateway</html>", { status: 502 })],
    ["busy", () => Response.json({ detail: "Slow down" }, { status: 429 })],
    ["lost", () => Response.json({ detail: "Not found" }, { status: 404 })],
    ["failed", () => Response.json({ detail: "Request timed out", error_type: "request_timeout" }, { status: 504 })],
    ["failed", () => Response.json({ detail: "Gated model" }, { status: 403 })],
    ["failed", () => Response.json({ images: [] })],
  ] as const)("%s is what a result's own trouble means (%#)", async (kind, answer) => {
    const broken = startProtocolServer(async ({ url }) =>
      url.includes("status") ? Response.json({ status: "COMPLETED" }) : answer(),
    );
    const ticket = { requestId: "x", urls: { status: `${broken.url}/status`, response: `${broken.url}/response` } };
    const looking = createFalProvider({ baseUrl: broken.url }).look(ticket, signal);
    expect(await looking.catch((error: unknown) => error)).toMatchObject({ kind });
    await broken.stop();
  });

  test("each model says what it takes", () => {
    expect(provider.features("fal-ai/flux/schnell")).toMatchObject({ steps: { min: 1, max: 4 }, maxReferences: 0 });
    expect(provider.features("fal-ai/flux/schnell").guidance).toBeUndefined();
    expect(provider.features("fal-ai/flux-realism").guidance).toEqual({ min: 1, max: 20 });
    expect(provider.features("fal-ai/flux-pro/v1.1").steps).toBeUndefined();
    expect(provider.features("fal-ai/flux-pro/kontext").maxReferences).toBe(4);
  });
});
