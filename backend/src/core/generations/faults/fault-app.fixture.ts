import { defineContract } from "@lumiku/app-sdk";
import { type AppContext, defineAction, defineApp, defineRoutes, type ServerApp } from "@lumiku/app-sdk/server";
import { z } from "zod";
import { drawPicture } from "../../ai/testing/protocol-server";

const price = {
  summary: "",
  action: "draw",
  minTier: "free",
  costCredits: 5,
  costUnits: 1,
  has: ["text-to-image"],
} as const;

/** One model for each way in which a picture can be made. */
const faults = defineContract({
  id: "faults",
  name: "Faults",
  summary: "For tests",
  icon: "flask-conical",
  color: "sky",
  order: 99,
  access: { minTier: "free" },
  features: {},
  actions: { draw: { summary: "Draw", params: z.object({}), needs: ["text-to-image"], maxOutputs: 4 } },
  models: {
    bfl: { ...price, name: "Ticketed, metered", builtin: false, providers: { bfl: "flux-dev" } },
    huggingface: {
      ...{ ...price, name: "Direct, metered", builtin: false },
      providers: { huggingface: "black-forest-labs/FLUX.1-dev" },
    },
    sdserver: { ...price, name: "Ticketed, local", builtin: false, providers: { sdserver: "any" } },
    builtin: { ...price, name: "Drawn here", builtin: true },
  },
  routes: {},
  events: {},
  errors: {},
});

export type FaultModel = keyof typeof faults.models;

export interface FaultAppHooks {
  /** Called whenever the built-in model draws. */
  onDraw?: ((seed: number) => void) | undefined;
  /** Called in the transaction of a delivery, before the generation is settled. */
  onOutput?: ((seed: number) => Promise<void>) | undefined;
}

/** An app that draws, and tells when it does. */
export function createFaultApp({ onDraw, onOutput }: FaultAppHooks = {}): ServerApp {
  return defineApp(faults, {
    tables: [],
    repository: () => ({}),
    service: ({ generations }: AppContext) => generations,
    routes: defineRoutes(faults, () => ({})),
    actions: {
      draw: defineAction(faults, "draw", () => ({
        async *run({ model, count, seed, images, signal }) {
          yield* images.generate({ model, count, seed, signal, prompt: "A red hat", width: 256, height: 256 });
        },
        onOutput: async ({ seed }) => onOutput?.(seed),
      })),
    },
    models: {
      async *builtin({ seed }) {
        onDraw?.(seed);
        yield { index: 0, seed, bytes: await drawPicture(seed) };
      },
    },
  });
}
