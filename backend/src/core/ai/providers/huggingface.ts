import { z } from "zod";
import { sleep } from "../complete";
import { type DirectProvider, ProviderFailure } from "../provider";
import {
  type Answer,
  createProviderHttp,
  decodeBase64,
  failureOf,
  type ProviderHttp,
  type ProviderOptions,
} from "../provider-http";

const CALL_TIMEOUT_MS = 180_000;

/** How long a model may take to load before it is given up. Milliseconds. */
export interface LoadingLimits {
  /** One wait at least, however soon the service says it will be ready, and at most. */
  shortestMs: number;
  longestMs: number;
  /** All waits of one call together. */
  totalMs: number;
}
const defaultLoading: LoadingLimits = { shortestMs: 1_000, longestMs: 20_000, totalMs: 120_000 };

const Base64Answer = z.object({ data: z.tuple([z.object({ b64_json: z.string() })]).rest(z.unknown()) });
const UrlAnswer = z.object({ output: z.tuple([z.string().min(1)]).rest(z.unknown()) });
const Said = z.object({
  error: z.unknown().optional(),
  detail: z.unknown().optional(),
  message: z.unknown().optional(),
  estimated_time: z.number().nonnegative().optional().catch(undefined),
});

/**
 * Hugging Face's own inference service: answers with the bytes of the picture. While a model loads it answers
 * 503 and does no work, so only then the same request is sent again.
 *
 * @see https://huggingface.co/docs/inference-providers/providers/hf-inference
 */
export function createHuggingFaceProvider(
  options: ProviderOptions & { loading?: LoadingLimits | undefined },
): DirectProvider {
  const { apiKey = "", baseUrl = "https://router.huggingface.co", limits, loading = defaultLoading } = options;
  const headers = { authorization: `Bearer ${apiKey}` };
  const http = createProviderHttp({ provider: "huggingface", baseUrl, headers, limits });
  const timeoutMs = limits?.totalMs ?? CALL_TIMEOUT_MS;

  return {
    id: "huggingface",
    kind: "direct",
    isMetered: true,

    features(model) {
      const isFlux = /flux/i.test(model);
      return {
        size: { min: 256, max: 1440, multipleOf: 16 },
        steps: { min: 1, max: isSchnell(model) ? 4 : 50 },
        ...(!isSchnell(model) && { guidance: { min: 1, max: 20 } }),
        hasSeed: true,
        // FLUX has its guidance distilled into it: a negative prompt would change nothing.
        hasNegativePrompt: !isFlux,
        maxReferences: 0,
        hasControlImage: false,
      };
    },

    async generate(request, signal) {
      const { model, prompt, negativePrompt, width, height, seed, steps, guidance } = request;
      const body = {
        inputs: prompt,
        parameters: {
          width,
          height,
          num_inference_steps: steps,
          guidance_scale: isSchnell(model) ? 0 : guidance,
          negative_prompt: negativePrompt,
          seed,
        },
      };
      for (let waitedMs = 0; ; ) {
        const answer = await http.send(`/hf-inference/models/${model}`, { body, signal, timeoutMs });
        if (answer.status >= 200 && answer.status < 300) return { bytes: await pictureOf(answer, http, signal) };
        const readyMs = readyInMs(answer);
        if (readyMs === undefined) throw toFailure(answer);
        const leftMs = loading.totalMs - waitedMs;
        if (leftMs <= 0)
          throw new ProviderFailure("outage", `huggingface was still loading ${model} after ${waitedMs} ms`);
        const waitMs = Math.min(Math.max(readyMs, loading.shortestMs), loading.longestMs, leftMs);
        await sleep(waitMs, signal);
        waitedMs += waitMs;
      }
    },
  };
}

/** Schnell is distilled to four steps and takes no guidance. */
function isSchnell(model: string): boolean {
  return /schnell/i.test(model);
}

async function pictureOf(answer: Answer, http: ProviderHttp, signal: AbortSignal): Promise<Uint8Array> {
  const { json, bytes, headers } = answer;
  const inline = Base64Answer.safeParse(json);
  if (inline.success) return decodeBase64(inline.data.data[0].b64_json);
  const linked = UrlAnswer.safeParse(json);
  if (linked.success) return http.download(linked.data.output[0], signal);
  if (json !== undefined || headers.get("content-type")?.startsWith("application/json")) {
    throw new ProviderFailure("outage", "huggingface answered JSON without a picture");
  }
  if (bytes.byteLength === 0) throw new ProviderFailure("failed", "The result is empty");
  return bytes;
}

/** When a model that loads should be ready, as the service guesses; undefined when it does not load. */
function readyInMs({ status, json }: Answer): number | undefined {
  if (status !== 503 || !/is currently loading/i.test(wordsOf(json))) return undefined;
  return (Said.safeParse(json).data?.estimated_time ?? 0) * 1_000;
}

function toFailure(answer: Answer): ProviderFailure {
  const failure = failureOf("huggingface", answer);
  // Which models it serves changes; the request itself is not at fault.
  const isUnserved = answer.status === 410 || /(not|no longer) supported by provider/i.test(wordsOf(answer.json));
  return isUnserved ? new ProviderFailure("misconfigured", failure.message) : failure;
}

/** What an error says, wherever it says it. */
function wordsOf(json: unknown): string {
  const { error, detail, message } = Said.safeParse(json).data ?? {};
  return [error, detail, message]
    .map((part) => (typeof part === "string" ? part : JSON.stringify(part ?? "")))
    .join(" ");
}
