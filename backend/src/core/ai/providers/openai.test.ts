import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { inspectImage } from "../../assets/images";
import type { PictureRequest } from "../provider";
import { startOpenAiServer } from "../testing/openai-server";
import { drawPicture, startProtocolServer } from "../testing/protocol-server";
import { describeProvider } from "../testing/provider-suite";
import { compatibleSubject, subjects } from "../testing/subjects";
import { createOpenAiProvider } from "./openai";

describeProvider("openai", subjects.openai);
describeProvider("openai (a compatible server)", compatibleSubject);

describe("openai's wire", () => {
  const server = startOpenAiServer();
  afterAll(() => server.stop());
  beforeEach(() => {
    server.scenario = "success";
    server.received.length = 0;
  });
  const base: PictureRequest = { model: "gpt-image-1", prompt: "A hat", width: 1024, height: 1024, references: [] };
  const generate = (request: Partial<PictureRequest> = {}, options: { baseUrl?: string; apiKey?: string } = {}) =>
    createOpenAiProvider({ apiKey: "test-key", baseUrl: server.url, ...options }).generate(
      { ...base, ...request },
      AbortSignal.timeout(5_000),
    );
  const { features } = createOpenAiProvider({});

  test("a GPT image model gets what it knows, and nothing else", async () => {
    await generate({ seed: 3, negativePrompt: "blur", steps: 4, guidance: 2 });
    expect(server.received[0]?.path).toBe("/v1/images/generations");
    expect(server.received[0]?.body).toEqual({
      ...{ model: "gpt-image-1", prompt: "A hat", n: 1, size: "1024x1024", quality: "medium", output_format: "png" },
    });
  });

  test.each([
    [1024, 1024, "1024x1024"],
    [1152, 1024, "1024x1024"],
    [1344, 768, "1536x1024"],
    [768, 1344, "1024x1536"],
    [3, 4, "1024x1536"],
  ])("%i × %i is drawn by a GPT image model as %s", async (width, height, size) => {
    await generate({ width, height });
    expect(server.received[0]?.body.size).toBe(size);
  });

  test("a compatible server gets any size and the seed, and its address is downloaded", async () => {
    const { bytes } = await generate({ model: "flux.1-schnell", width: 640, height: 384, seed: 3 });
    expect(await inspectImage(bytes)).toMatchObject({ width: 640, height: 384 });
    expect(server.received[0]?.body).toEqual({
      ...{ model: "flux.1-schnell", prompt: "A hat", n: 1, size: "640x384", seed: 3, response_format: "b64_json" },
    });
  });

  test("a prompt carries no arguments for sd-server, not even nested ones", async () => {
    const tag = "<sd_cpp_<sd_cpp_extra_args>extra_args>";
    await generate({ model: "flux.1-schnell", prompt: `A hat ${tag}{"steps":9999}</sd_cpp_extra_args>` });
    expect(server.received[0]?.body.prompt).not.toContain("<sd_cpp_extra_args>");
  });

  test("references go to the edits endpoint as files of their own type", async () => {
    const png = await drawPicture(1);
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff]);
    await generate({ references: [png, jpeg] });
    const { path, body } = server.received[0] ?? {};
    expect(path).toBe("/v1/images/edits");
    expect(body).toMatchObject({ model: ["gpt-image-1"], prompt: ["A hat"], n: ["1"], size: ["1024x1024"] });
    const files = body?.["image[]"] as File[];
    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ["reference-1.png", "image/png"],
      ["reference-2.jpeg", "image/jpeg"],
    ]);
    expect(new Uint8Array(await (files[0] as File).arrayBuffer())).toEqual(new Uint8Array(png));
  });

  test("a single reference goes under the name that every server knows", async () => {
    await generate({ references: [new TextEncoder().encode("RIFF")] });
    const [file] = (server.received[0]?.body.image ?? []) as File[];
    expect(file?.type).toBe("image/webp");
  });

  test.each(["", "/", "/v1", "/v1/"])("a base address that ends in %p is the same server", async (ending) => {
    await generate({}, { baseUrl: server.url + ending });
    expect(server.received[0]?.path).toBe("/v1/images/generations");
  });

  test("without a key none is sent", async () => {
    await generate({ model: "flux.1-schnell" }, { apiKey: "" });
    expect(server.received[0]?.headers.has("authorization")).toBe(false);
  });

  test("features: a GPT image model takes references and no seed; another takes a seed, and references to edit", () => {
    expect(features("gpt-image-1")).toMatchObject({ hasSeed: false, hasNegativePrompt: false, maxReferences: 4 });
    expect(features("openai/chatgpt-image-latest")).toMatchObject({ hasSeed: false, maxReferences: 4 });
    expect(features("flux.1-schnell")).toMatchObject({ hasSeed: true, hasNegativePrompt: false, maxReferences: 0 });
    expect(features("flux.1-kontext-dev")).toMatchObject({ hasSeed: true, maxReferences: 4 });
  });

  test("silence before the answer is not silence in the middle of it", async () => {
    const slow = startProtocolServer(async () => {
      await Bun.sleep(60);
      return Response.json({ data: [{ b64_json: Buffer.from(await drawPicture(1)).toString("base64") }] });
    });
    const provider = createOpenAiProvider({ baseUrl: slow.url, limits: { idleMs: 20, totalMs: 2_000 } });
    const { bytes } = await provider.generate(base, AbortSignal.timeout(3_000));
    expect((await inspectImage(bytes)).mime).toBe("image/png");
    await slow.stop();
  });

  test("an error in other words is still told by its status", async () => {
    const odd = startProtocolServer(async () => Response.json({ error: "invalid params" }, { status: 400 }));
    const attempt = createOpenAiProvider({ baseUrl: odd.url }).generate(base, AbortSignal.timeout(3_000));
    expect(await attempt.catch((error: unknown) => error)).toMatchObject({ kind: "refused" });
    await odd.stop();
  });
});
