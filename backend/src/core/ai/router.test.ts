import { describe, expect, test } from "bun:test";
import type { ModelContract } from "@lumiku/app-sdk";
import type { Logger } from "@lumiku/app-sdk/server";
import { noTracing } from "../observability/tracing";
import type { PictureJob } from "./calls";
import { createProviderCatalogue } from "./catalogue";
import { createCircuits } from "./circuits";
import { type DirectProvider, ProviderFailure, type ProviderFeatures } from "./provider";
import type { NewCall, OpenCall, ProvidersRepository } from "./repository";
import { createRouter } from "./router";

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const features: ProviderFeatures = {
  ...{ size: { min: 64, max: 2048, multipleOf: 8 }, hasSeed: true, hasNegativePrompt: true },
  ...{ maxReferences: 4, hasControlImage: true },
};
const model: ModelContract = {
  ...{ name: "Flux", summary: "", action: "draw", minTier: "free", costCredits: 1, costUnits: 1 },
  ...{ has: ["text-to-image"], builtin: false, providers: { bfl: "a", openai: "b" } },
};

/** A router over two providers, and the calls it opened. */
function create(bfl: Partial<DirectProvider>, openai: Partial<DirectProvider> = {}) {
  const opened: NewCall[] = [];
  const ended: string[] = [];
  const provider = (id: "bfl" | "openai", own: Partial<DirectProvider>): DirectProvider => ({
    ...{ id, kind: "direct", isMetered: true, features: () => features },
    generate: async () => ({ bytes: new Uint8Array([1]) }),
    ...own,
  });
  const repository: ProvidersRepository = {
    open: async (call) => BigInt(opened.push(call)),
    setTicket: async () => {},
    end: async (_, outcome) => void ended.push(outcome),
    listOpen: async () => [],
    listAbandoned: async () => [],
    listCircuits: async () => [],
    countFailure: async () => null,
    closeCircuit: async () => {},
  };
  const router = createRouter({
    catalogue: createProviderCatalogue({ providers: [provider("bfl", bfl), provider("openai", openai)] }),
    circuits: createCircuits({ repository, logger, now: () => new Date() }),
    ...{ repository, logger, tracing: noTracing, record() {} },
  });
  const job: PictureJob = {
    ...{ generationId: "g", attempt: 1, index: 0, modelKey: "flux", model, left: undefined, onProgress() {} },
    request: {
      ...{ prompt: "A hat", seed: 1, width: 512, height: 512, signal: AbortSignal.timeout(5_000) },
      references: [new Uint8Array([1])],
    },
  };
  return { router, job, opened, ended };
}

describe("a provider that cannot do a request", () => {
  const without = { features: () => ({ ...features, maxReferences: 0 }) };

  test("is left out, and named as the reason for the next one", async () => {
    const { router, job, opened } = create(without);
    await router.make(job);
    expect(opened.map(({ provider, reason }) => [provider, reason])).toEqual([
      ["openai", "Black Forest Labs takes no reference pictures."],
    ]);
  });

  test("makes it an error of the request when no other can either", async () => {
    const { router, job, opened } = create(without, without);
    await expect(router.make(job)).rejects.toMatchObject({
      ...{ code: "VALIDATION_FAILED", message: "Flux takes no reference pictures. Nothing was charged." },
    });
    expect(opened).toEqual([]);
  });
});

test("when nobody could be asked, the person is told of each, and the soonest time counts", async () => {
  const fail = (kind: "busy" | "outage", retryAfterMs?: number) => async () => {
    throw new ProviderFailure(kind, "secret words", { retryAfterMs });
  };
  const { router, job, ended } = create({ generate: fail("busy", 9_000) }, { generate: fail("outage", 4_000) });
  await expect(router.make(job)).rejects.toMatchObject({
    ...{ code: "MODEL_UNAVAILABLE", retryable: true, retryAfterMs: 4_000 },
    message:
      "Flux cannot be reached right now. Black Forest Labs has too much to do. OpenAI did not answer. What was not delivered was not charged.",
  });
  expect(ended).toEqual(["busy", "outage"]);
});

test("a call of a provider that is no longer set up is lost, and never made elsewhere", async () => {
  const { router, job, opened, ended } = create({});
  const left: OpenCall = {
    id: 7n,
    generationId: "g",
    index: 0,
    provider: "fal",
    model: "x",
    ticket: { requestId: "r" },
  };
  await expect(router.make({ ...job, left })).rejects.toMatchObject({ code: "PROVIDER_LOST", retryable: false });
  expect([opened, ended]).toEqual([[], []]);
});
