import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { inspectImage } from "../../assets/images";
import type { PictureRequest } from "../provider";
import { startComfyUiServer } from "../testing/comfyui-server";
import { play } from "../testing/protocol-server";
import { describeProvider } from "../testing/provider-suite";
import { subjects } from "../testing/subjects";
import { createComfyUiProvider } from "./comfyui";
import fluxWorkflow from "./comfyui-flux.workflow.json";

describeProvider("comfyui", subjects.comfyui);

const server = startComfyUiServer();
afterAll(() => server.stop());
beforeEach(() => {
  play(server, "success");
  Object.assign(server, { isOld: false, answers: "sent", isBusyWithOthers: false, interrupts: 0 });
  server.restart();
  server.uploads.clear();
});

const provider = createComfyUiProvider({ baseUrl: server.url });
const signal = AbortSignal.timeout(10_000);
const request: PictureRequest = {
  ...{ model: "flux1-dev.safetensors", prompt: "A hat", width: 256, height: 320, references: [] },
};
const promptSent = () => server.received.find(({ path }) => path === "/prompt")?.body ?? {};
const pathsSent = () => server.received.map(({ method, path }) => `${method} ${path.replace(/[\w-]{36}/, "{id}")}`);

describe("comfyui's wire", () => {
  test("the graph gets its values with their types, under an id of our own", async () => {
    const ticket = await provider.submit({ ...request, seed: 7, steps: 20, guidance: 2.5 }, signal);
    expect(promptSent()).toMatchObject({
      prompt_id: ticket.requestId,
      prompt: {
        1: { inputs: { unet_name: "flux1-dev.safetensors" } },
        4: { inputs: { text: "A hat", clip: ["2", 0] } },
        5: { inputs: { guidance: 2.5 } },
        7: { inputs: { width: 256, height: 320, batch_size: 1 } },
        8: { inputs: { seed: 7, steps: 20 } },
      },
    });
  });

  test("what a request leaves out is chosen here", async () => {
    await provider.submit({ ...request, model: "flux1-schnell.safetensors" }, signal);
    const seed = expect.any(Number);
    expect(promptSent().prompt).toMatchObject({ 5: { inputs: { guidance: 3.5 } }, 8: { inputs: { seed, steps: 4 } } });
  });

  test("the saved picture is copied, not a preview", async () => {
    const ticket = await provider.submit(request, signal);
    const look = await provider.look(ticket, signal);
    if (look.state !== "done") throw new Error(look.state);
    expect(await inspectImage((await look.download(signal)).bytes)).toMatchObject({ width: 256, height: 320 });
    const { searchParams } = new URL(server.received.at(-1)?.path ?? "", server.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ filename: `lumiku & co ${ticket.requestId}.png`, subfolder: "a b", type: "output" },
    });
  });

  test("the place in the queue is told by the queue's numbers, then that it runs", async () => {
    server.scenario = "queue-then-progress-backwards";
    const ticket = await provider.submit(request, signal);
    const looks = [];
    for (let look = 0; look < 4; look++) looks.push(await provider.look(ticket, signal));
    const queued = (position: number) => ({ state: "queued" as const, position });
    expect(looks).toEqual([queued(3), queued(1), queued(2), { state: "running" }]);
  });

  test("a call whose answer was lost keeps its ticket, and is not made again", async () => {
    server.answers = "lost";
    const ticket = await provider.submit(request, signal);
    expect(ticket.requestId).toBe(String(promptSent().prompt_id));
    expect(await provider.look(ticket, signal)).toMatchObject({ state: "done" });
    expect(server.accepted).toBe(1);
  });

  test("an older ComfyUI chooses the id itself", async () => {
    server.isOld = true;
    const ticket = await provider.submit(request, signal);
    expect(ticket.requestId).not.toBe(String(promptSent().prompt_id));
    expect(await provider.look(ticket, signal)).toMatchObject({ state: "done" });
  });

  test("after ComfyUI started again the call is lost, once it was missing three times", async () => {
    const ticket = await provider.submit(request, signal);
    server.restart();
    server.received.length = 0;
    await expect(provider.look(ticket, signal)).rejects.toMatchObject({ kind: "lost" });
    expect(pathsSent()).toEqual(Array(3).fill(["GET /history/{id}", "GET /queue", "GET /history/{id}"]).flat());
  });

  test("a model file that is not there is the deployment's fault, and named in the log", async () => {
    const attempt = provider.submit({ ...request, model: "missing.safetensors" }, signal);
    await expect(attempt).rejects.toMatchObject({ kind: "misconfigured" });
    await expect(attempt).rejects.toThrow("missing.safetensors");
  });

  test("a value the graph does not take is refused, and named in the log", async () => {
    server.scenario = "bad-input";
    const attempt = provider.submit(request, signal);
    await expect(attempt).rejects.toMatchObject({ kind: "refused" });
    await expect(attempt).rejects.toThrow("width, received 99999");
  });

  test("what went wrong while it ran is in the log", async () => {
    server.scenario = "fails";
    const ticket = await provider.submit(request, signal);
    await expect(provider.look(ticket, signal)).rejects.toThrow("KSampler torch.OutOfMemoryError");
  });

  test("an older ComfyUI is asked to drop the call from its queue, and to interrupt it when it runs", async () => {
    Object.assign(server, { isOld: true, scenario: "never-ends" });
    const ticket = await provider.submit(request, signal);
    await provider.cancel(ticket);
    expect(server.received.find(({ path }) => path === "/queue")?.body).toEqual({ delete: [ticket.requestId] });
    expect([...server.cancelled]).toEqual([ticket.requestId]);
  });

  test("somebody else's call is never interrupted", async () => {
    Object.assign(server, { isOld: true, scenario: "never-ends", isBusyWithOthers: true });
    await provider.cancel(await provider.submit(request, signal));
    expect(server.interrupts).toBe(0);
  });

  test("a call given up before its ticket was known is stopped there", async () => {
    Object.assign(server, { scenario: "never-ends", isSilent: true });
    const controller = new AbortController();
    const attempt = provider.submit(request, controller.signal).catch((error: unknown) => error);
    while (server.accepted === 0) await Bun.sleep(1);
    controller.abort("given up");
    expect(await attempt).toBe("given up");
    while (server.cancelled.size === 0) await Bun.sleep(1);
    expect([...server.cancelled]).toEqual([String(promptSent().prompt_id)]);
  });
});

describe("a workflow", () => {
  const withText = (text: string, more: object = {}) =>
    JSON.stringify({ ...fluxWorkflow, 4: { class_type: "CLIPTextEncode", inputs: { text, clip: ["2", 0] } }, ...more });
  const load = (image: string) => ({ class_type: "LoadImage", inputs: { image } });

  test("a prompt cannot break out of its place, nor name a placeholder", async () => {
    const prompt = 'A "hat"}, "9": {{seed}} \\ $& {{prompt}}';
    const custom = createComfyUiProvider({ baseUrl: server.url, workflow: withText("Photo: {{ prompt }}, {{width}}") });
    await custom.submit({ ...request, prompt }, signal);
    const { prompt: graph } = promptSent() as { prompt: Record<string, unknown> };
    expect(graph[4]).toMatchObject({ inputs: { text: `Photo: ${prompt}, 256`, clip: ["2", 0] } });
    expect(Object.keys(graph)).toEqual(Object.keys(fluxWorkflow));
  });

  test("its placeholders are its features", () => {
    const features = provider.features("flux1-dev.safetensors");
    expect(features).toMatchObject({
      hasSeed: true,
      hasNegativePrompt: false,
      maxReferences: 0,
      hasControlImage: false,
    });
    expect(features.steps).toEqual({ min: 1, max: 100 });
    const more = { 20: load("{{reference1}}"), 21: load("{{reference2}}"), 22: load("{{controlImage}}") };
    const custom = createComfyUiProvider({ workflow: withText("{{prompt}}, not {{negativePrompt}}", more) });
    const all = { hasNegativePrompt: true, maxReferences: 2, hasControlImage: true };
    expect(custom.features("any")).toMatchObject(all);
    const bare = createComfyUiProvider({
      workflow: JSON.stringify({ 1: { class_type: "A", inputs: { t: "{{prompt}}" } } }),
    });
    expect(bare.features("any")).not.toHaveProperty("steps");
    expect(bare.features("any").hasSeed).toBe(false);
  });

  test("references and the control image are uploaded first, and named in the graph", async () => {
    const more = { 20: load("{{reference1}}"), 21: load("{{controlImage}}") };
    const custom = createComfyUiProvider({ baseUrl: server.url, workflow: withText("{{prompt}}", more) });
    const images = { references: [new Uint8Array([1])], controlImage: new Uint8Array([2]) };
    await custom.submit({ ...request, ...images }, signal);
    expect(pathsSent()).toEqual(["POST /upload/image", "POST /upload/image", "POST /prompt"]);
    const [first, second] = server.uploads;
    expect(promptSent().prompt).toMatchObject({
      20: { inputs: { image: `lumiku/${first}` } },
      21: { inputs: { image: `lumiku/${second}` } },
    });
  });

  test("one that needs a reference refuses a request without", async () => {
    const custom = createComfyUiProvider({ workflow: withText("{{prompt}}", { 20: load("{{reference1}}") }) });
    await expect(custom.submit(request, signal)).rejects.toMatchObject({ kind: "refused" });
  });

  test("a node's title is no place for the prompt", () => {
    const node = { class_type: "A", inputs: {}, _meta: { title: "{{prompt}}" } };
    const make = () => createComfyUiProvider({ workflow: JSON.stringify({ 1: node }) });
    expect(make).toThrow("has no {{prompt}} placeholder");
  });

  test.each([
    ["is not JSON", "{", "is not JSON"],
    ["is in the editor's format", '{"nodes":[],"links":[]}', "is not in API format"],
    ["has no prompt", withText("A hat"), "has no {{prompt}} placeholder"],
    ["has an unknown placeholder", withText("{{prompt}} {{colour}}"), "{{colour}} that does not exist"],
  ])("one that %s is refused when the adapter is made", (_, workflow, message) => {
    expect(() => createComfyUiProvider({ workflow })).toThrow(message);
  });
});
