import { AppError, defineContract, Generation } from "@lumiku/app-sdk";
import { type AppContext, type BuiltinModel, defineAction, defineApp, defineRoutes } from "@lumiku/app-sdk/server";
import { Lane } from "@lumiku/contracts/queue";
import sharp from "sharp";
import { z } from "zod";
import { enterGate } from "./gate";

const price = {
  summary: "",
  action: "draw",
  minTier: "free",
  costCredits: 5,
  costUnits: 1,
  has: ["text-to-image"],
  builtin: true,
} as const;

/** An app for tests of the platform: its models do whatever can happen to a model. */
export const trial = defineContract({
  id: "trial",
  name: "Trial",
  summary: "For tests",
  icon: "flask-conical",
  color: "sky",
  order: 99,
  access: { minTier: "free" },
  features: {},
  actions: {
    draw: {
      summary: "Draw",
      params: z.object({ prompt: z.string().optional() }),
      needs: ["text-to-image"],
      maxOutputs: 4,
    },
  },
  models: {
    good: { ...price, name: "Good" },
    slow: { ...price, name: "Slow" },
    held: { ...price, name: "Held" },
    overloaded: { ...price, name: "Overloaded" },
    half: { ...price, name: "Half" },
    refused: { ...price, name: "Refused" },
    flaky: { ...price, name: "Flaky" },
    garbage: { ...price, name: "Garbage" },
    costly: { ...price, name: "Costly", minTier: "pro" },
    remote: {
      ...price,
      name: "Remote",
      builtin: false,
      providers: {
        sdserver: "any",
        comfyui: "flux1-dev.safetensors",
        bfl: "flux-dev",
        fal: "fal-ai/flux/dev",
        replicate: "black-forest-labs/flux-dev",
        huggingface: "black-forest-labs/FLUX.1-dev",
        openai: "dall-e-compatible",
      },
    },
  },
  routes: {
    draw: {
      method: "post",
      path: "/draw",
      summary: "Draw",
      status: 202,
      limit: "generate",
      body: z.object({
        model: z.string(),
        count: z.int(),
        seed: z.int().optional(),
        prompt: z.string().optional(),
        lane: Lane.optional(),
        inputAssetIds: z.array(z.string()).optional(),
      }),
      response: Generation,
    },
  },
  events: {},
  errors: {},
});

const dot = (seed: number) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: seed % 256, g: (seed >> 8) % 256, b: 7 } } })
    .png()
    .toBuffer();

const good: BuiltinModel = async function* ({ seed }) {
  yield { index: 0, seed, bytes: await dot(seed) };
};
const slow: BuiltinModel = async function* ({ seed, signal }) {
  if (seed % 4 === 0) yield { index: 0, seed, bytes: await dot(seed) };
  else await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
};
const held: BuiltinModel = async function* ({ seed, signal }) {
  await enterGate(seed, signal);
  yield { index: 0, seed, bytes: await dot(seed) };
};
const overloaded: BuiltinModel = async function* () {
  yield* [];
  throw new AppError({ code: "PROVIDER_DOWN", status: 503, message: "Try later.", retryable: true });
};
const half: BuiltinModel = async function* ({ seed }) {
  if (seed % 2 === 0) yield { index: 0, seed, bytes: await dot(seed) };
  else yield { index: 0, seed, error: { code: "CONTENT_BLOCKED", message: "Not that." } };
};
const refused: BuiltinModel = async function* () {
  yield* [];
  throw new AppError({ code: "PROVIDER_REFUSED", status: 422, message: "The provider refused this." });
};
const tried = new Set<number>();
const flaky: BuiltinModel = async function* ({ seed }) {
  if (!tried.has(seed)) {
    tried.add(seed);
    throw new AppError({
      code: "PROVIDER_DOWN",
      status: 503,
      message: "Try later.",
      retryable: true,
      retryAfterMs: 10,
    });
  }
  yield { index: 0, seed, bytes: await dot(seed) };
};
const garbage: BuiltinModel = async function* ({ seed }) {
  yield { index: 0, seed, bytes: new TextEncoder().encode("<html>not a picture</html>") };
};

export const trialApp = defineApp(trial, {
  tables: [],
  repository: () => ({}),
  service: ({ generations }: AppContext) => generations,
  routes: defineRoutes(trial, (generations: AppContext["generations"]) => ({
    draw: ({ actor, body: { prompt, ...body }, idempotencyKey }) =>
      generations.start(actor, {
        ...{ action: "draw", idempotencyKey, ...body },
        params: prompt === undefined ? {} : { prompt },
      }),
  })),
  actions: {
    draw: defineAction(trial, "draw", () => ({
      async *run({ model, count, seed, images, signal }) {
        yield* images.generate({ model, count, seed, signal, prompt: "", width: 8, height: 8 });
      },
    })),
  },
  models: { good, slow, held, overloaded, half, refused, flaky, garbage, costly: good },
});
