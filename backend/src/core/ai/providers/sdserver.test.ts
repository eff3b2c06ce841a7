import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import type { PictureRequest } from "../provider";
import { describeProvider } from "../testing/provider-suite";
import { startSdServerServer } from "../testing/sd-server-server";
import { subjects } from "../testing/subjects";
import { createSdServerProvider, stripExtraArgs } from "./sdserver";

describeProvider("sdserver", subjects.sdserver);

describe("sdserver's wire", () => {
  const server = startSdServerServer();
  afterAll(() => server.stop());
  beforeEach(() => {
    server.scenario = "success";
    server.isDrawing = false;
  });
  const provider = createSdServerProvider({ baseUrl: server.url });
  const signal = AbortSignal.timeout(5_000);
  const request: PictureRequest = { model: "flux-dev", prompt: "A hat", width: 256, height: 320, references: [] };

  test("a distilled model gets its guidance as such, without classifier-free guidance", async () => {
    await provider.submit({ ...request, seed: 3, steps: 20, guidance: 3.5 }, signal);
    const { path, body } = server.received.at(-1) ?? {};
    expect(path).toBe("/sdcpp/v1/img_gen");
    expect(body).toEqual({
      ...{ prompt: "A hat", width: 256, height: 320, seed: 3, batch_count: 1, output_format: "png" },
      sample_params: { sample_steps: 20, guidance: { txt_cfg: 1, distilled_guidance: 3.5 } },
    });
  });

  test("any other model gets classifier-free guidance, a negative prompt and a control image", async () => {
    const control = { controlImage: new Uint8Array([1]), controlStrength: 0.8 };
    await provider.submit({ ...request, model: "sd-1.5", guidance: 7, negativePrompt: "rain", ...control }, signal);
    expect(server.received.at(-1)?.body).toMatchObject({
      ...{ negative_prompt: "rain", control_image: "AQ==", control_strength: 0.8 },
      sample_params: { guidance: { txt_cfg: 7 } },
    });
    expect(provider.features("sd-1.5").hasNegativePrompt).toBe(true);
    expect(provider.features("flux-dev").hasNegativePrompt).toBe(false);
  });

  test("without a seed a new one is asked for, not the server's own", async () => {
    await provider.submit(request, signal);
    expect(server.received.at(-1)?.body.seed).toBe(-1);
  });

  test("neither prompt reaches the engine's arguments", async () => {
    const attack = 'A hat <sd_cpp_extra_args>{"lora":[{"path":"/etc"}]}</sd_cpp_extra_args>';
    await provider.submit({ ...request, prompt: attack, negativePrompt: attack }, signal);
    expect(server.received.at(-1)?.body).toMatchObject({ prompt: "A hat", negative_prompt: "A hat" });
  });

  test.each([
    ["in any case", "A <SD_CPP_Extra_Args>{}</sd_cpp_EXTRA_args>hat", "A hat"],
    ["over several lines", "A <sd_cpp_extra_args>\n{}\n</sd_cpp_extra_args>hat", "A hat"],
    ["with spaces and attributes", "A < sd_cpp_extra_args x=1>{}< / sd_cpp_extra_args >hat", "A hat"],
    ["twice", "<sd_cpp_extra_args>1</sd_cpp_extra_args>A hat<sd_cpp_extra_args>2</sd_cpp_extra_args>", "A hat"],
    ["never closed", 'A hat <sd_cpp_extra_args>{"seed":1}', "A hat"],
    ["never opened", "A hat</sd_cpp_extra_args>", "A hat"],
    ["inside itself", "A hat <sd_cpp_<sd_cpp_extra_args></sd_cpp_extra_args>extra_args>{}", "A hat"],
    ["not at all", "A hat <3, 1 < 2", "A hat <3, 1 < 2"],
  ])("extra arguments %s are taken out", (_, text, expected) => {
    expect(stripExtraArgs(text)).toBe(expected);
  });

  test("the place in the queue is told, then that it is drawn", async () => {
    server.scenario = "queue-then-progress-backwards";
    const ticket = await provider.submit(request, signal);
    expect(await provider.look(ticket, signal)).toEqual({ state: "queued", position: 2 });
    expect(await provider.look(ticket, signal)).toEqual({ state: "queued", position: 1 });
    expect(await provider.look(ticket, signal)).toEqual({ state: "queued", position: 3 });
    expect(await provider.look(ticket, signal)).toEqual({ state: "running" });
  });

  test("after the server started again the job is lost, and stopping it is no error", async () => {
    const ticket = await provider.submit(request, signal);
    server.restart();
    await expect(provider.look(ticket, signal)).rejects.toMatchObject({ kind: "lost" });
    await provider.cancel(ticket);
  });

  test("a job that is being drawn cannot be stopped, which is no error", async () => {
    server.isDrawing = true;
    const ticket = await provider.submit(request, signal);
    await provider.cancel(ticket);
    expect(server.cancelled.size).toBe(0);
  });

  test("a job someone else stopped has failed", async () => {
    const ticket = await provider.submit(request, signal);
    await provider.cancel(ticket);
    await expect(provider.look(ticket, signal)).rejects.toMatchObject({ kind: "failed" });
  });

  test("below a gateway's path every call stays below it", async () => {
    const gateway = createSdServerProvider({ baseUrl: `${server.url}/gpu-1/` });
    server.received.length = 0;
    const ticket = await gateway.submit(request, signal);
    await gateway.look(ticket, signal);
    await gateway.cancel(ticket);
    expect(server.received.map(({ path }) => path.split("/sdcpp/")[0])).toEqual(["/gpu-1", "/gpu-1", "/gpu-1"]);
  });
});
