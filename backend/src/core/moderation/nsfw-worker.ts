import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { NSFWJS } from "nsfwjs/core";
import { MobileNetV2MidModel } from "nsfwjs/models/mobilenet_v2_mid";
import { MODEL_SIDE, type Scores } from "./nsfw-scores";

declare const self: Worker;

// The thread that holds the model: pixels in, scores out. Nothing is caught here: what goes wrong ends
// the thread, and the next picture gets a new one with clean WebAssembly memory.
const model = loadModel();

self.onmessage = async ({ data }: MessageEvent<Uint8Array>) => self.postMessage(await score(data));

async function score(pixels: Uint8Array): Promise<Scores> {
  const nsfw = await model;
  const image = tf.tensor3d(pixels, [MODEL_SIDE, MODEL_SIDE, 3], "int32");
  const classes = await nsfw.classify(image);
  image.dispose();
  const of = (name: string) => classes.find(({ className }) => className === name)?.probability ?? 0;
  return { porn: of("Porn"), hentai: of("Hentai"), sexy: of("Sexy") };
}

/** From the packages on disk, handed over in memory: nsfwjs fetches a URL from the network, and prints when given a model's name. */
async function loadModel(): Promise<NSFWJS> {
  setWasmPaths(`${dirname(Bun.resolveSync("@tensorflow/tfjs-backend-wasm", import.meta.dir))}/`);
  if (!(await tf.setBackend("wasm"))) throw new Error("The WebAssembly backend of TensorFlow.js did not start");
  const { modelTopology, weightsManifest } = (await MobileNetV2MidModel.modelJson()).default;
  const shards = await Promise.all(MobileNetV2MidModel.weightBundles.map(async (load) => (await load()).default));
  const handler = tf.io.fromMemory({
    modelTopology,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: tf.io.concatenateArrayBuffers(shards.map((shard) => Uint8Array.fromBase64(shard).buffer)),
  });
  const nsfw = new NSFWJS(handler, { type: "graph", size: MODEL_SIDE });
  await nsfw.load();
  return nsfw;
}
