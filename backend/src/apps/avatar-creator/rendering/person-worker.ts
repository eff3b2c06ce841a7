import { createRequire } from "node:module";
import { join } from "node:path";
import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";
import { type CutRequest, MODEL_SIDE } from "./cut-request";
import { refineMask } from "./edges";

declare const self: Worker & { importScripts?: (url: string) => void; ModuleFactory?: unknown; Module?: unknown };

// The thread that holds the model: a picture in, its person's alpha out. Nothing is caught here: what goes
// wrong ends the thread, and the next picture gets a new one with clean WebAssembly memory.
const model = loadModel();

self.onmessage = async ({ data }: MessageEvent<CutRequest>) => {
  const mask = await findPerson(data.pixels);
  const alpha = refineMask({ mask, side: MODEL_SIDE, ...data });
  self.postMessage(alpha, [alpha.buffer]);
};

async function findPerson(pixels: Uint8Array): Promise<Float32Array> {
  const segmenter = await model;
  const input = new Tensor(
    Float32Array.from(pixels, (value) => value / 255),
    [1, MODEL_SIDE, MODEL_SIDE, 3],
  );
  const [output] = await segmenter.run(input);
  if (!output) throw new Error("The segmentation model gave no mask");
  const mask = Float32Array.from(await output.data());
  input.delete();
  output.delete();
  return mask;
}

/**
 * MediaPipe's selfie segmentation on LiteRT, both from their packages. LiteRT expects a browser's worker: it asks for
 * its script by `importScripts`, and warns of a missing GPU.
 */
async function loadModel(): Promise<CompiledModel> {
  const require = createRequire(import.meta.url);
  self.importScripts = (url) => {
    self.ModuleFactory = require(url);
  };
  self.Module = { print: () => {}, printErr: () => {} };
  console.warn = () => {};
  await loadLiteRt(join(require.resolve("@litertjs/core"), "../../wasm/"));
  const bytes = await Bun.file(require.resolve("@mediapipe/selfie_segmentation/selfie_segmentation.tflite")).bytes();
  return loadAndCompile(bytes, { accelerator: "wasm" });
}
