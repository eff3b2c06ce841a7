import type { ProviderId } from "@lumiku/contracts/providers";
import type { FailureKind, Provider } from "../provider";
import type { HttpLimits } from "../provider-http";
import { createBflProvider } from "../providers/bfl";
import { createComfyUiProvider } from "../providers/comfyui";
import { createFalProvider } from "../providers/fal";
import { createHuggingFaceProvider } from "../providers/huggingface";
import { createOpenAiProvider } from "../providers/openai";
import { createReplicateProvider } from "../providers/replicate";
import { createSdServerProvider } from "../providers/sdserver";
import { startBflServer } from "./bfl-server";
import { startComfyUiServer } from "./comfyui-server";
import { startFalServer } from "./fal-server";
import { startHuggingFaceServer } from "./huggingface-server";
import { startOpenAiServer } from "./openai-server";
import type { ProtocolServer, Scenario } from "./protocol-server";
import { startReplicateServer } from "./replicate-server";
import { startSdServerServer } from "./sd-server-server";

/** A picture; a failure of this kind; bytes that are no picture (refused when they are stored); or no end. */
export type Outcome = "picture" | "spoilt" | "endless" | FailureKind;

export interface ProviderUnderTest {
  start(): ProtocolServer;
  create(options: { url: string; limits: HttpLimits }): Provider;
  /** The provider's own name for a text-to-image model. */
  model: string;
  canCancel: boolean;
  /** What this protocol makes of a scenario, where it is not the common outcome. */
  outcomes?: Partial<Record<Scenario, Outcome>>;
}

/** How long adapters under test wait. Milliseconds. */
export const shortLimits: HttpLimits = { idleMs: 200, totalMs: 400 };

/** How long Hugging Face's adapter waits in tests for a model that loads. */
export const shortLoading = { shortestMs: 1, longestMs: 4, totalMs: 20 };

export const subjects: Record<ProviderId, ProviderUnderTest> = {
  sdserver: {
    start: startSdServerServer,
    // The picture is in the look itself: five looks that trickle must fit into the suite's patience.
    create: ({ url, limits }) =>
      createSdServerProvider({ baseUrl: url, limits: { ...limits, totalMs: limits.totalMs / 2 } }),
    model: "flux-dev",
    canCancel: true,
    outcomes: {
      // A server of one's own moderates nothing, and results have no address that could redirect.
      "moderated-before": "picture",
      "moderated-after": "picture",
      "result-private-redirect": "picture",
      "result-expired": "lost",
    },
  },
  comfyui: {
    start: startComfyUiServer,
    create: ({ url, limits }) => createComfyUiProvider({ baseUrl: url, limits }),
    model: "flux1-dev.safetensors",
    canCancel: true,
    // A server of one's own moderates nothing.
    outcomes: { "moderated-before": "picture", "moderated-after": "picture" },
  },
  bfl: {
    start: startBflServer,
    create: ({ url, limits }) => createBflProvider({ apiKey: "test-key", baseUrl: url, limits }),
    model: "flux-dev",
    canCancel: false,
  },
  fal: {
    start: startFalServer,
    create: ({ url, limits }) => createFalProvider({ apiKey: "test-key", baseUrl: url, limits }),
    model: "fal-ai/flux/dev",
    canCancel: true,
    outcomes: { "loading-for-ever": "endless" },
  },
  replicate: {
    start: startReplicateServer,
    create: ({ url, limits }) => createReplicateProvider({ apiKey: "test-key", baseUrl: url, limits }),
    model: "black-forest-labs/flux-dev",
    canCancel: true,
    outcomes: { "loading-for-ever": "endless" },
  },
  huggingface: {
    start: startHuggingFaceServer,
    create: ({ url, limits }) =>
      createHuggingFaceProvider({ apiKey: "test-key", baseUrl: url, limits, loading: shortLoading }),
    model: "black-forest-labs/FLUX.1-dev",
    canCancel: false,
    outcomes: {
      "loading-for-ever": "outage",
      "never-ends": "outage",
      // The service has one answer for every call that goes wrong, and no safety rules of its own.
      fails: "outage",
      "moderated-before": "picture",
      "moderated-after": "picture",
    },
  },
  openai: {
    start: startOpenAiServer,
    create: ({ url, limits }) => createOpenAiProvider({ apiKey: "test-key", baseUrl: url, limits }),
    model: "gpt-image-1",
    canCancel: false,
    outcomes: {
      "never-ends": "outage",
      fails: "outage",
      // The picture is inside the answer: it has no address of its own.
      "result-expired": "picture",
      "result-private-redirect": "picture",
    },
  },
};

/** A server that speaks OpenAI's protocol and is not OpenAI. */
export const compatibleSubject: ProviderUnderTest = {
  ...subjects.openai,
  model: "flux.1-schnell",
  outcomes: { "never-ends": "outage", fails: "outage" },
};

const common: Record<Scenario, Outcome> = {
  success: "picture",
  "loading-twice": "picture",
  "loading-for-ever": "picture",
  "queue-then-progress-backwards": "picture",
  "poll-fails-once": "picture",
  "unknown-status": "picture",
  "never-ends": "endless",
  unauthorized: "misconfigured",
  "no-credit": "exhausted",
  busy: "busy",
  "busy-with-retry-after": "busy",
  "bad-input": "refused",
  "server-error": "outage",
  "empty-object": "outage",
  fails: "failed",
  "moderated-before": "moderated",
  "moderated-after": "moderated",
  "result-expired": "failed",
  "result-html": "spoilt",
  "result-truncated": "spoilt",
  "result-bomb": "spoilt",
  "result-svg": "spoilt",
  "result-empty": "failed",
  "result-private-redirect": "failed",
  "result-trickles": "outage",
};

/** What this protocol makes of a scenario. */
export function outcomeOf(subject: ProviderUnderTest, scenario: Scenario): Outcome {
  return subject.outcomes?.[scenario] ?? common[scenario];
}
