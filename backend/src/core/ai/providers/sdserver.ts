import { z } from "zod";
import { type Look, type PictureRequest, ProviderFailure, type Ticket, type TicketedProvider } from "../provider";
import { createProviderHttp, decodeBase64, failureOf, type ProviderOptions } from "../provider-http";

const CANCEL_TIMEOUT_MS = 10_000;

const Submitted = z.object({ id: z.string().min(1), poll_url: z.string().min(1) });
const Job = z.object({
  status: z.string(),
  queue_position: z.number().nullish(),
  result: z.object({ images: z.array(z.object({ b64_json: z.string() })) }).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

/**
 * stable-diffusion.cpp's `sd-server`, by its native asynchronous API. It draws with the model it was started with:
 * the model's name only tells whether guidance is distilled into it. Pictures come inside the job's own answer.
 *
 * @see https://github.com/leejet/stable-diffusion.cpp/blob/master/examples/server/api.md
 */
export function createSdServerProvider(options: ProviderOptions): TicketedProvider {
  const { baseUrl = "http://127.0.0.1:1234", limits } = options;
  const http = createProviderHttp({ provider: "sdserver", baseUrl, limits });

  return {
    id: "sdserver",
    kind: "ticketed",
    isMetered: false,

    features(model) {
      return {
        // The server takes up to 4096 in steps of 16 for FLUX, but 64 for the older architectures, and none says which it runs.
        size: { min: 64, max: 2048, multipleOf: 64 },
        steps: { min: 1, max: 100 },
        guidance: { min: isDistilled(model) ? 0 : 1, max: 20 },
        hasSeed: true,
        hasNegativePrompt: !isDistilled(model),
        maxReferences: 0,
        hasControlImage: true,
      };
    },

    async submit(request, signal) {
      const answer = await http.expect("/sdcpp/v1/img_gen", { body: toBody(request), signal });
      const submitted = Submitted.safeParse(answer.json);
      if (!submitted.success) throw new ProviderFailure("outage", "sdserver took the request and gave no id");
      return { requestId: submitted.data.id, urls: { poll: submitted.data.poll_url } };
    },

    async look(ticket, signal): Promise<Look> {
      const answer = await http.send(pollUrlOf(ticket), { signal });
      if (answer.status === 404 || answer.status === 410) {
        throw new ProviderFailure("lost", `sdserver does not have the job any more (${answer.status})`);
      }
      if (answer.status < 200 || answer.status >= 300) throw failureOf("sdserver", answer);
      const job = Job.safeParse(answer.json);
      if (!job.success) throw new ProviderFailure("outage", "sdserver gave an answer without a status");
      const { status, queue_position, result, error } = job.data;
      switch (status) {
        case "queued":
          return { state: "queued", position: queue_position ?? undefined };
        case "generating":
          return { state: "running" };
        case "completed": {
          const [image] = result?.images ?? [];
          if (!image) throw new ProviderFailure("failed", "sdserver says completed and gives no image");
          return { state: "done", download: async () => ({ bytes: decodeBase64(image.b64_json) }) };
        }
        case "failed":
        case "cancelled":
          throw new ProviderFailure("failed", `sdserver says ${status}: ${error?.code ?? ""} ${error?.message ?? ""}`);
        default:
          return { state: "running", unknownStatus: status };
      }
    },

    async cancel(ticket) {
      const call = { method: "POST", signal: new AbortController().signal, timeoutMs: CANCEL_TIMEOUT_MS } as const;
      const answer = await http.send(`${pollUrlOf(ticket)}/cancel`, call);
      // 409: it is being drawn, which sd-server cannot interrupt. 404, 410: it is gone already.
      if (answer.status === 409 || answer.status === 404 || answer.status === 410) return;
      if (answer.status < 200 || answer.status >= 300) throw failureOf("sdserver", answer);
    },
  };
}

function toBody(request: PictureRequest): Record<string, unknown> {
  const { model, prompt, negativePrompt, width, height, seed, steps, guidance, controlImage, controlStrength } =
    request;
  // A distilled model wants no classifier-free guidance, and the server's own default is 7.
  const scales = isDistilled(model) ? { txt_cfg: 1, distilled_guidance: guidance } : { txt_cfg: guidance };
  return {
    prompt: stripExtraArgs(prompt),
    negative_prompt: negativePrompt === undefined ? undefined : stripExtraArgs(negativePrompt),
    width,
    height,
    // Left out, it would be the one seed the server was started with.
    seed: seed ?? -1,
    batch_count: 1,
    sample_params: { sample_steps: steps, guidance: scales },
    ...(controlImage && {
      control_image: Buffer.from(controlImage).toString("base64"),
      control_strength: controlStrength,
    }),
    output_format: "png",
  };
}

const extraArgs = /<\s*sd_cpp_extra_args[\s\S]*?(?:<\s*\/\s*sd_cpp_extra_args\s*>|$)|<\s*\/\s*sd_cpp_extra_args\s*>?/gi;

/**
 * Takes `<sd_cpp_extra_args>…</sd_cpp_extra_args>` out of a text: with it a prompt reaches the engine's arguments.
 * One that is never closed takes the rest of the text with it.
 */
export function stripExtraArgs(text: string): string {
  const stripped = text.replace(extraArgs, "");
  // What is left may have closed up into a new tag.
  return stripped === text ? text.trim() : stripExtraArgs(stripped);
}

function isDistilled(model: string): boolean {
  return /flux/i.test(model);
}

function pollUrlOf(ticket: Ticket): string {
  return ticket.urls?.poll ?? `/sdcpp/v1/jobs/${encodeURIComponent(ticket.requestId)}`;
}
