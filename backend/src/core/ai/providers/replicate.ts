import { z } from "zod";
import {
  type Look,
  type PictureRequest,
  ProviderFailure,
  type ProviderFeatures,
  type Shapes,
  type TicketedProvider,
} from "../provider";
import { createProviderHttp, failureOf, type ProviderOptions } from "../provider-http";
import { nearestAspectRatio, readPercent, toDataUrl } from "./wire";

const Submitted = z.object({ id: z.string().min(1), urls: z.object({ get: z.url(), cancel: z.url() }) });
const Prediction = z.object({
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish().catch(null),
});
/** One picture, or a list of them, as the model likes. */
const Output = z.union([z.url().transform((url) => [url]), z.array(z.url())]);

interface Model extends ProviderFeatures {
  /** The size as the model is told it. */
  sizeOf(width: number, height: number): object;
  /** What only this model is asked. */
  extrasOf?(request: PictureRequest): object;
}

const plain = {
  size: { min: 256, max: 1440, multipleOf: 32 },
  hasSeed: true,
  hasNegativePrompt: false,
  maxReferences: 0,
  hasControlImage: false,
};

/** Below half a megapixel a quarter is nearer than a whole one. */
const SMALL_PIXELS = 2 ** 19;
const ratios = ["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"] as const;
const shapes: Shapes = { nearest: (width, height) => nearestAspectRatio(width, height, ratios), pixels: [2 ** 20] };
const kontextRatios = [...ratios, "2:1", "1:2"] as const;
const kontextShapes: Shapes = {
  ...shapes,
  nearest: (width, height) => nearestAspectRatio(width, height, kontextRatios),
};

/** Replicate's own FLUX: a shape at one megapixel or a quarter of it. */
const open: Model = {
  ...plain,
  size: { ...shapes, pixels: [2 ** 18, 2 ** 20] },
  sizeOf: (width, height) => ({
    aspect_ratio: shapes.nearest(width, height),
    megapixels: width * height < SMALL_PIXELS ? "0.25" : "1",
  }),
  // Its fast mode, the default, makes another picture of the same seed each time.
  extrasOf: ({ seed }) => (seed === undefined ? {} : { go_fast: false }),
};

/** @see https://replicate.com/black-forest-labs, the "API" page of each model */
const models: Record<string, Model> = {
  "black-forest-labs/flux-schnell": { ...open, steps: { min: 1, max: 4 } },
  "black-forest-labs/flux-dev": { ...open, steps: { min: 1, max: 50 }, guidance: { min: 0, max: 10 } },
  "black-forest-labs/flux-1.1-pro": {
    ...plain,
    sizeOf: (width, height) => ({ aspect_ratio: "custom", width, height }),
  },
  "black-forest-labs/flux-kontext-pro": {
    ...plain,
    size: kontextShapes,
    maxReferences: 1,
    sizeOf: (width, height) => ({ aspect_ratio: kontextShapes.nearest(width, height) }),
    extrasOf: ({ references: [reference] }) => (reference ? { input_image: toDataUrl(reference) } : {}),
  },
};
const unknownModel: Model = {
  ...plain,
  size: shapes,
  sizeOf: (width, height) => ({ aspect_ratio: shapes.nearest(width, height) }),
};

/**
 * Replicate: create a prediction, then poll the URL it returns.
 *
 * @see https://replicate.com/docs/reference/http
 */
export function createReplicateProvider(options: ProviderOptions): TicketedProvider {
  const { apiKey = "", baseUrl = "https://api.replicate.com", limits } = options;
  const headers = { authorization: `Bearer ${apiKey}` };
  const http = createProviderHttp({ provider: "replicate", baseUrl, headers, limits });
  const modelOf = (name: string) => models[name] ?? unknownModel;

  return {
    id: "replicate",
    kind: "ticketed",
    isMetered: true,

    features(model) {
      const { sizeOf: _, extrasOf: __, ...features } = modelOf(model);
      return features;
    },

    async submit(request, signal) {
      const { prompt, width, height, seed, steps, guidance, references } = request;
      const model = modelOf(request.model);
      if (references.length > model.maxReferences) {
        throw new ProviderFailure("refused", `${request.model} does not take ${references.length} references`);
      }
      const input = {
        ...{ prompt, seed, num_inference_steps: steps, guidance, output_format: "png" },
        ...model.sizeOf(width, height),
        ...model.extrasOf?.(request),
      };
      const answer = await http.expect(`/v1/models/${request.model}/predictions`, { body: { input }, signal });
      const submitted = Submitted.safeParse(answer.json);
      if (!submitted.success) throw new ProviderFailure("outage", "replicate took the request and gave no id");
      return { requestId: submitted.data.id, urls: submitted.data.urls };
    },

    async look(ticket, signal): Promise<Look> {
      const answer = await http.send(ticket.urls?.get ?? "", { signal });
      if (answer.status === 404) throw new ProviderFailure("lost", "replicate does not know the prediction");
      if (answer.status < 200 || answer.status >= 300) throw failureOf("replicate", answer);
      const parsed = Prediction.safeParse(answer.json);
      if (!parsed.success) throw new ProviderFailure("outage", "replicate gave an answer without a status");
      const { status, output, error, logs } = parsed.data;
      switch (status) {
        case "starting":
          return { state: "queued" };
        case "processing":
          return { state: "running", percent: readPercent(logs) };
        case "succeeded": {
          const url = Output.safeParse(output).data?.[0];
          if (!url) throw new ProviderFailure("failed", "replicate says succeeded and gives no picture");
          return {
            state: "done",
            download: async (downloadSignal) => ({ bytes: await http.download(url, downloadSignal) }),
          };
        }
        case "failed":
        case "canceled":
        case "aborted":
          throw failureOfPrediction(status, error);
        default:
          return { state: "running", unknownStatus: status };
      }
    },

    async cancel(ticket) {
      const signal = new AbortController().signal;
      const answer = await http.send(ticket.urls?.cancel ?? "", { method: "POST", signal });
      // One that has ended or is unknown answers 2xx or another 4xx.
      if ([401, 403, 429].includes(answer.status) || answer.status >= 500) throw failureOf("replicate", answer);
    },
  };
}

/** Replicate has no status for moderation: only the error's text tells. */
function failureOfPrediction(status: string, error: unknown): ProviderFailure {
  const said = typeof error === "string" ? error : JSON.stringify(error ?? "");
  const isModerated = /nsfw|flagged|\bE005\b/i.test(said);
  return new ProviderFailure(isModerated ? "moderated" : "failed", `replicate says ${status}: ${said.slice(0, 300)}`);
}
