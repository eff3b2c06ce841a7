import { z } from "zod";
import {
  type Look,
  type PictureRequest,
  ProviderFailure,
  type ProviderFeatures,
  type TicketedProvider,
} from "../provider";
import { type Answer, createProviderHttp, failureOf, type ProviderOptions } from "../provider-http";
import { type AspectRatio, nearestAspectRatio, readPercent, toDataUrl } from "./wire";

const Submitted = z.object({
  request_id: z.string().min(1),
  status_url: z.url(),
  response_url: z.url(),
  cancel_url: z.url(),
});
const Status = z.object({
  status: z.string(),
  queue_position: z.number().nullish(),
  logs: z
    .array(z.object({ message: z.string() }))
    .nullish()
    .catch(null),
});
const Result = z.object({
  images: z.array(z.object({ url: z.url() })).min(1),
  seed: z.number().nullish(),
  has_nsfw_concepts: z.array(z.boolean()).nullish(),
});
const Refusal = z.object({
  detail: z.union([
    z.string(),
    z.array(z.object({ type: z.string().nullish(), msg: z.string().nullish() })).transform((errors) =>
      // Not the whole of it: an error's `input` repeats what the person wrote.
      errors.map(({ type, msg }) => `${type}: ${msg}`).join("; "),
    ),
  ]),
});

const KONTEXT = "fal-ai/flux-pro/kontext";
/** @see https://fal.ai/models/fal-ai/flux-pro/kontext/api */
const kontextRatios = ["21:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:21"] as const;
const kontextShape = (width: number, height: number): AspectRatio => nearestAspectRatio(width, height, kontextRatios);

/** fal documents no limits of size for the FLUX it runs itself; these stay near the megapixel it is made for. */
const plain: ProviderFeatures = {
  size: { min: 256, max: 1536, multipleOf: 32 },
  hasSeed: true,
  hasNegativePrompt: false,
  maxReferences: 0,
  hasControlImage: false,
};
const guided: ProviderFeatures = { ...plain, steps: { min: 1, max: 50 }, guidance: { min: 1, max: 20 } };
/** fal passes these on to Black Forest Labs, whose limits hold. */
const pro: ProviderFeatures = { ...plain, size: { min: 256, max: 1440, multipleOf: 32 } };
const models: Record<string, ProviderFeatures> = {
  "fal-ai/flux/schnell": { ...plain, steps: { min: 1, max: 4 } },
  "fal-ai/flux/dev": guided,
  "fal-ai/flux-realism": guided,
  "fal-ai/flux-pro/v1.1": pro,
  [KONTEXT]: {
    ...plain,
    size: { nearest: kontextShape, pixels: [2 ** 20] },
    guidance: { min: 1, max: 20 },
    maxReferences: 4,
  },
};

/**
 * fal's queue: submit, poll the status URL it returns, then fetch the result from another. A model's own
 * refusal is the status of that result.
 *
 * @see https://fal.ai/docs/documentation/model-apis/inference/queue
 */
export function createFalProvider(options: ProviderOptions): TicketedProvider {
  const { apiKey = "", baseUrl = "https://queue.fal.run", limits } = options;
  const http = createProviderHttp({ provider: "fal", baseUrl, headers: { authorization: `Key ${apiKey}` }, limits });
  const features = (model: string) => models[model] ?? plain;

  return {
    id: "fal",
    kind: "ticketed",
    isMetered: true,
    features,

    async submit(request, signal) {
      if (request.references.length > features(request.model).maxReferences) {
        throw new ProviderFailure("refused", `${request.model} does not take ${request.references.length} references`);
      }
      const answer = await http.send(`/${endpointOf(request)}`, { body: inputOf(request), signal });
      if (!isSuccess(answer)) throw refusalOf(answer);
      const submitted = Submitted.safeParse(answer.json);
      if (!submitted.success) throw new ProviderFailure("outage", "fal took the request and gave no id");
      const { request_id, status_url, response_url, cancel_url } = submitted.data;
      return { requestId: request_id, urls: { status: status_url, response: response_url, cancel: cancel_url } };
    },

    async look(ticket, signal): Promise<Look> {
      const url = ticket.urls?.status ?? "";
      const answer = await http.send(`${url}${url.includes("?") ? "&" : "?"}logs=1`, { signal });
      if (answer.status === 404) throw new ProviderFailure("lost", "fal does not know the request");
      if (!isSuccess(answer)) throw refusalOf(answer);
      const parsed = Status.safeParse(answer.json);
      if (!parsed.success) throw new ProviderFailure("outage", "fal gave an answer without a status");
      const { status, queue_position, logs } = parsed.data;
      switch (status) {
        case "IN_QUEUE":
          return { state: "queued", position: queue_position ?? undefined };
        case "IN_PROGRESS":
          return { state: "running", percent: readPercent(logs?.map(({ message }) => message).join("\n")) };
        case "COMPLETED": {
          const { url, seed } = readResult(await http.send(ticket.urls?.response ?? "", { signal }));
          return {
            state: "done",
            download: async (downloadSignal) => ({ bytes: await http.download(url, downloadSignal), seed }),
          };
        }
        default:
          return { state: "running", unknownStatus: status };
      }
    },

    async cancel(ticket) {
      const signal = new AbortController().signal;
      const answer = await http.send(ticket.urls?.cancel ?? "", { method: "PUT", signal });
      // 400 when it has ended, 404 when it is unknown.
      if ([401, 403, 429].includes(answer.status) || answer.status >= 500) throw refusalOf(answer);
    },
  };
}

/** Kontext is three endpoints: without references, with one, with several. */
function endpointOf({ model, references }: PictureRequest): string {
  if (model !== KONTEXT || references.length === 1) return model;
  return references.length === 0 ? `${model}/text-to-image` : `${model}/multi`;
}

/** The safety checker is on unless a request says otherwise. */
function inputOf({ model, prompt, width, height, seed, steps, guidance, references }: PictureRequest): object {
  const images = references.map(toDataUrl);
  return {
    prompt,
    seed,
    num_inference_steps: steps,
    guidance_scale: guidance,
    ...(model === KONTEXT ? { aspect_ratio: kontextShape(width, height) } : { image_size: { width, height } }),
    ...(images.length > 1 ? { image_urls: images } : { image_url: images[0] }),
    num_images: 1,
    output_format: "png",
  };
}

function readResult(answer: Answer): { url: string; seed: number | undefined } {
  if (answer.status === 404) throw new ProviderFailure("lost", "fal does not have the result any more");
  if (!isSuccess(answer)) {
    const failure = refusalOf(answer);
    // The status URL took our key and fal has made its own retries: what comes in fal's own form is the model's
    // last word, anything else is a gateway's trouble.
    const isFinal = failure.kind === "misconfigured" || failure.kind === "outage";
    if (isFinal && Refusal.safeParse(answer.json).success) throw new ProviderFailure("failed", failure.message);
    throw failure;
  }
  const result = Result.safeParse(answer.json);
  const image = result.data?.images[0];
  if (!result.success || !image) throw new ProviderFailure("failed", "fal says COMPLETED and gives no picture");
  // The picture itself is black then.
  if (result.data.has_nsfw_concepts?.[0]) throw new ProviderFailure("moderated", "fal's safety checker objects");
  return { url: image.url, seed: result.data.seed ?? undefined };
}

function refusalOf(answer: Answer): ProviderFailure {
  const failure = failureOf("fal", answer);
  const said = Refusal.safeParse(answer.json).data?.detail ?? "";
  if (/content[ _]policy|content checker|nsfw/i.test(said)) return new ProviderFailure("moderated", failure.message);
  // fal locks an account without credit instead of answering 402.
  if (answer.status === 403 && /balance/i.test(said)) return new ProviderFailure("exhausted", failure.message);
  return failure;
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
