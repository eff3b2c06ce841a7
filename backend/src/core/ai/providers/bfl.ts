import { z } from "zod";
import { type Look, ProviderFailure, type TicketedProvider } from "../provider";
import { createProviderHttp, failureOf, type ProviderOptions } from "../provider-http";
import type { AspectRatio } from "./wire";

const Submitted = z.object({ id: z.string().min(1), polling_url: z.url() });
const Result = z.object({
  status: z.string(),
  progress: z.number().nullish(),
  result: z.object({ sample: z.string(), seed: z.number().nullish() }).nullish(),
});

/**
 * Black Forest Labs: submit, then poll the URL it returns. It has no way to cancel.
 *
 * @see https://docs.bfl.ai
 */
export function createBflProvider(options: ProviderOptions): TicketedProvider {
  const { apiKey = "", baseUrl = "https://api.bfl.ai", limits } = options;
  const http = createProviderHttp({ provider: "bfl", baseUrl, headers: { "x-key": apiKey }, limits });

  return {
    id: "bfl",
    kind: "ticketed",
    isMetered: true,

    features(model) {
      const isKontext = model.includes("kontext");
      const hasSteps = model === "flux-dev";
      return {
        size: isKontext ? { nearest: kontextShape, pixels: [2 ** 20] } : { min: 256, max: 1440, multipleOf: 32 },
        ...(hasSteps && { steps: { min: 1, max: 50 }, guidance: { min: 1.5, max: 5 } }),
        hasSeed: true,
        hasNegativePrompt: false,
        maxReferences: isKontext ? 4 : 0,
        hasControlImage: false,
      };
    },

    async submit(request, signal) {
      const { model, prompt, width, height, seed, steps, guidance, references } = request;
      const images = references.map((bytes, index) => [
        index === 0 ? "input_image" : `input_image_${index + 1}`,
        Buffer.from(bytes).toString("base64"),
      ]);
      const size = model.includes("kontext") ? { aspect_ratio: kontextShape(width, height) } : { width, height };
      const body = { prompt, seed, steps, guidance, ...size, ...Object.fromEntries(images), output_format: "png" };
      const answer = await http.send(`/v1/${model}`, { body, signal });
      if (answer.status === 422 && isModerated(answer.json))
        throw new ProviderFailure("moderated", "Request Moderated");
      if (answer.status < 200 || answer.status >= 300) throw failureOf("bfl", answer);
      const submitted = Submitted.safeParse(answer.json);
      if (!submitted.success) throw new ProviderFailure("outage", "bfl took the request and gave no id");
      return { requestId: submitted.data.id, urls: { polling: submitted.data.polling_url } };
    },

    async look(ticket, signal): Promise<Look> {
      const answer = await http.send(ticket.urls?.polling ?? "", { signal });
      if (answer.status === 404) throw new ProviderFailure("lost", "bfl does not know the task");
      if (answer.status < 200 || answer.status >= 300) throw failureOf("bfl", answer);
      const parsed = Result.safeParse(answer.json);
      if (!parsed.success) throw new ProviderFailure("outage", "bfl gave an answer without a status");
      const { status, progress, result } = parsed.data;
      switch (status) {
        case "Ready": {
          if (!result) throw new ProviderFailure("failed", "bfl says Ready and gives no result");
          return {
            state: "done",
            download: async (downloadSignal) => ({
              bytes: await http.download(result.sample, downloadSignal),
              seed: result.seed ?? undefined,
            }),
          };
        }
        case "Error":
        case "Failed":
          throw new ProviderFailure("failed", `bfl says ${status}`);
        case "Task not found":
          throw new ProviderFailure("lost", "bfl does not know the task");
        case "Request Moderated":
        case "Content Moderated":
          throw new ProviderFailure("moderated", status);
        case "Pending":
          return progress ? { state: "running", percent: toPercent(progress) } : { state: "queued" };
        default:
          return { state: "running", unknownStatus: status, percent: progress ? toPercent(progress) : undefined };
      }
    },

    async cancel() {},
  };
}

/** BFL counts progress from 0 to 1. */
function toPercent(progress: number): number {
  return progress <= 1 ? progress * 100 : progress;
}

function isModerated(json: unknown): boolean {
  return /moderated/i.test(JSON.stringify(json ?? ""));
}

/**
 * "1024×768" as "4:3". Kontext takes any shape from 3:7 to 7:3, and draws it at about a megapixel.
 *
 * @see https://docs.bfl.ai/kontext/kontext_text_to_image
 */
function kontextShape(width: number, height: number): AspectRatio {
  if (width * 3 > height * 7) return "7:3";
  if (height * 3 > width * 7) return "3:7";
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  const common = divisor(width, height);
  return `${width / common}:${height / common}`;
}
