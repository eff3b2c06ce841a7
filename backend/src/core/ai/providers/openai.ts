import { z } from "zod";
import { type DirectProvider, type FailureKind, type PictureRequest, ProviderFailure } from "../provider";
import { type Answer, createProviderHttp, decodeBase64, failureOf, type ProviderOptions } from "../provider-http";
import { nearestAspectRatio } from "./wire";

const CALL_TIMEOUT_MS = 180_000;

/** The sizes every GPT image model takes, by their shapes. Pixels. */
const gptSizes = { "1:1": "1024x1024", "3:2": "1536x1024", "2:3": "1024x1536" } as const;
const gptShape = (width: number, height: number) => nearestAspectRatio(width, height, ["1:1", "3:2", "2:3"]);

/** Codes that say more than their status. */
const kindOfCode: Record<string, FailureKind> = {
  moderation_blocked: "moderated",
  content_policy_violation: "moderated",
  insufficient_quota: "exhausted",
  billing_hard_limit_reached: "exhausted",
  model_not_found: "misconfigured",
};

const Made = z.object({
  data: z.tuple([z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })]).rest(z.unknown()),
});
const Failed = z.object({ error: z.object({ code: z.string() }) });

/**
 * OpenAI's Images API, and whatever else speaks it: LocalAI, sd-server, a gateway. A base address may end in /v1
 * or not, and a local server may need no key.
 *
 * @see https://platform.openai.com/docs/api-reference/images
 */
export function createOpenAiProvider(
  options: ProviderOptions & { quality?: "low" | "medium" | "high" | "auto" },
): DirectProvider {
  // "auto" would let the service choose between prices that differ severalfold.
  const { apiKey = "", baseUrl = "https://api.openai.com", limits, quality = "medium" } = options;
  const http = createProviderHttp({
    provider: "openai",
    baseUrl: baseUrl.replace(/\/v1\/?$/, ""),
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    limits,
  });
  const timeoutMs = limits?.totalMs ?? CALL_TIMEOUT_MS;

  return {
    id: "openai",
    kind: "direct",
    isMetered: true,

    features(model) {
      const shared = { hasNegativePrompt: false, hasControlImage: false };
      if (isGpt(model)) {
        // It takes 16; four are what an app may ask for anywhere.
        return {
          ...shared,
          size: { nearest: gptShape, pixels: [1024 * 1024, 1536 * 1024] },
          hasSeed: false,
          maxReferences: 4,
        };
      }
      // LocalAI has no edits endpoint: only a model made for editing is promised references.
      const maxReferences = /kontext|edit/i.test(model) ? 4 : 0;
      return { ...shared, size: { min: 256, max: 1536, multipleOf: 64 }, hasSeed: true, maxReferences };
    },

    async generate(request, signal) {
      const fields = isGpt(request.model) ? gptFields(request, quality) : compatibleFields(request);
      const answer =
        request.references.length === 0
          ? await http.send("/v1/images/generations", { body: fields, signal, timeoutMs })
          : await http.send("/v1/images/edits", { body: toForm(fields, request.references), signal, timeoutMs });
      if (answer.status < 200 || answer.status >= 300) throw toFailure(answer);
      const made = Made.safeParse(answer.json).data?.data[0];
      if (typeof made?.b64_json === "string") return { bytes: decodeBase64(made.b64_json) };
      if (made?.url) return { bytes: await http.download(made.url, signal) };
      throw new ProviderFailure("outage", "openai answered without a picture");
    },
  };
}

/** "gpt-image-1", "chatgpt-image-latest", or either behind a gateway's prefix. */
function isGpt(model: string): boolean {
  return /(^|\/)(chat)?gpt-image/.test(model);
}

type Fields = Record<string, string | number>;

function gptFields({ model, prompt, width, height }: PictureRequest, quality: string): Fields {
  // It refuses fields it does not know, a seed or a response format among them.
  return { model, prompt, n: 1, size: gptSizes[gptShape(width, height)], quality, output_format: "png" };
}

function compatibleFields({ model, prompt, width, height, seed }: PictureRequest): Fields {
  return {
    model,
    // sd-server takes generation arguments from between these tags.
    prompt: prompt.replace(/<\/?sd_cpp_extra_args>/g, " "),
    n: 1,
    size: `${width}x${height}`,
    // An address would be the one the server believes it has, which need not be one we can reach.
    response_format: "b64_json",
    ...(seed !== undefined && { seed }),
  };
}

/** One image goes as `image`, several as `image[]`: servers that know only one of the names know it so. */
function toForm(fields: Fields, references: readonly Uint8Array[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  for (const [index, bytes] of references.entries()) {
    const type = typeOf(bytes);
    const file = new File([new Uint8Array(bytes)], `reference-${index + 1}.${type}`, { type: `image/${type}` });
    form.append(references.length === 1 ? "image" : "image[]", file);
  }
  return form;
}

/** The service goes by a part's content type, and references are PNG, JPEG or WebP. */
function typeOf(bytes: Uint8Array): "png" | "jpeg" | "webp" {
  if (bytes[0] === 0xff) return "jpeg";
  return bytes[0] === 0x52 ? "webp" : "png";
}

function toFailure(answer: Answer): ProviderFailure {
  const failure = failureOf("openai", answer);
  const kind = kindOfCode[Failed.safeParse(answer.json).data?.error.code ?? ""];
  return kind ? new ProviderFailure(kind, failure.message) : failure;
}
