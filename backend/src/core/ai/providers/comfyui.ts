import { z } from "zod";
import { sleep } from "../complete";
import { type Look, type PictureRequest, ProviderFailure, type TicketedProvider } from "../provider";
import { type Answer, createProviderHttp, failureOf, type ProviderOptions } from "../provider-http";
import fluxWorkflow from "./comfyui-flux.workflow.json";
import { parseWorkflow, type Values } from "./comfyui-workflow";

/** How often, and how long apart, a call is looked for before it counts as lost. */
const SEARCHES = 3;
const SEARCH_PAUSE_MS = 200;
const CANCEL_TIMEOUT_MS = 10_000;

const Submitted = z.object({ prompt_id: z.string().min(1) });
const Uploaded = z.object({ name: z.string().min(1), subfolder: z.string().nullish() });
const Queued = z.tuple([z.number(), z.string()]).rest(z.unknown());
const Queue = z.object({ queue_running: z.array(Queued), queue_pending: z.array(Queued) });
const Saved = z.object({
  filename: z.string().min(1),
  subfolder: z.string().default(""),
  type: z.string().default("output"),
});
const Entry = z.object({
  outputs: z.record(z.string(), z.object({ images: z.array(Saved).optional().catch(undefined) }).catch({})),
  status: z
    .object({ status_str: z.string(), messages: z.array(z.tuple([z.string(), z.unknown()])).catch([]) })
    .nullish(),
});
const NodeError = z.object({ type: z.string(), message: z.string().nullish(), details: z.string().nullish() });
const Invalid = z.object({
  error: z.union([z.string().transform((type) => ({ type })), NodeError]),
  node_errors: z.record(z.string(), z.object({ class_type: z.string(), errors: z.array(NodeError) })).catch({}),
});

/** What is wrong with the deployment, not with the request: a model file or a node that is not there, a broken graph. */
const deploymentErrors = new Set(["value_not_in_list", "missing_node_type", "invalid_prompt", "prompt_no_outputs"]);

export interface ComfyUiOptions extends ProviderOptions {
  /** JSON text of a graph in API format with placeholders; a FLUX text-to-image graph when left out. */
  workflow?: string | undefined;
}

/**
 * ComfyUI, by a workflow with placeholders. The model's name is the model's file there: "flux1-dev.safetensors".
 * History and queue are polled; progress in percent is only on its websocket, and left out.
 *
 * @see https://docs.comfy.org/development/comfyui-server/comms_routes
 * @throws Error when the workflow cannot be used
 */
export function createComfyUiProvider(options: ComfyUiOptions): TicketedProvider {
  const { baseUrl = "http://127.0.0.1:8188", limits } = options;
  const http = createProviderHttp({ provider: "comfyui", baseUrl, limits });
  const workflow = parseWorkflow(options.workflow === undefined ? fluxWorkflow : parseJson(options.workflow));

  const findInHistory = async (id: string, signal: AbortSignal): Promise<Look | null> => {
    const { json } = await http.expect(`/history/${encodeURIComponent(id)}`, { signal });
    const history = z.record(z.string(), z.unknown()).safeParse(json);
    if (!history.success) throw new ProviderFailure("outage", "comfyui gave no history");
    if (history.data[id] === undefined) return null;
    const entry = Entry.safeParse(history.data[id]);
    if (!entry.success) throw new ProviderFailure("outage", "comfyui gave a history it cannot be read from");
    const { outputs, status } = entry.data;
    if (status?.status_str === "error") throw new ProviderFailure("failed", `comfyui: ${errorOf(status.messages)}`);
    if (status && status.status_str !== "success") return { state: "running", unknownStatus: status.status_str };
    const images = Object.values(outputs).flatMap((output) => output.images ?? []);
    // A workflow may show previews of its steps besides what it saves.
    const saved = images.find(({ type }) => type === "output") ?? images[0];
    if (!saved) throw new ProviderFailure("failed", "comfyui ended and gives no image");
    const address = `/view?${new URLSearchParams(saved)}`;
    return {
      state: "done",
      download: async (downloadSignal) => ({ bytes: await http.download(address, downloadSignal) }),
    };
  };

  const readQueue = async (signal: AbortSignal) => {
    const queue = Queue.safeParse((await http.expect("/queue", { signal })).json);
    if (!queue.success) throw new ProviderFailure("outage", "comfyui gave no queue");
    return queue.data;
  };

  const findInQueue = async (id: string, signal: AbortSignal): Promise<Look | null> => {
    const { queue_running, queue_pending } = await readQueue(signal);
    if (queue_running.some(([, running]) => running === id)) return { state: "running" };
    // The list is a heap: only the numbers tell the order.
    const place = queue_pending.sort(([a], [b]) => a - b).findIndex(([, pending]) => pending === id);
    return place === -1 ? null : { state: "queued", position: place + 1 };
  };

  /** A call goes from queue to history in one step, so between the two questions it may have ended. */
  const find = async (id: string, signal: AbortSignal): Promise<Look | null> =>
    (await findInHistory(id, signal)) ?? (await findInQueue(id, signal)) ?? (await findInHistory(id, signal));

  const isKnown = (id: string, signal: AbortSignal): Promise<boolean> =>
    find(id, signal).then(
      (look) => look !== null,
      (error: unknown) => error instanceof ProviderFailure && error.kind === "failed",
    );

  const upload = async (bytes: Uint8Array, signal: AbortSignal): Promise<string> => {
    const form = new FormData();
    // Named by its content: the same picture sent again takes no more space there.
    form.set("image", new Blob([Buffer.from(bytes)]), `${new Bun.SHA256().update(bytes).digest("hex")}.png`);
    form.set("subfolder", "lumiku");
    form.set("overwrite", "true");
    const uploaded = Uploaded.safeParse((await http.expect("/upload/image", { body: form, signal })).json);
    if (!uploaded.success) throw new ProviderFailure("outage", "comfyui took an image and gave no name");
    const { name, subfolder } = uploaded.data;
    return subfolder ? `${subfolder}/${name}` : name;
  };

  const stop = async (id: string): Promise<void> => {
    const call = { method: "POST", signal: new AbortController().signal, timeoutMs: CANCEL_TIMEOUT_MS } as const;
    const answer = await http.send(`/api/jobs/${encodeURIComponent(id)}/cancel`, call);
    if (answer.status >= 200 && answer.status < 300) return;
    if (answer.status !== 404 && answer.status !== 405) throw failureOf("comfyui", answer);
    await http.expect("/queue", { ...call, body: { delete: [id] } });
    // An older ComfyUI interrupts whatever runs, without regard to the id: it must be ours.
    const { queue_running } = await readQueue(call.signal);
    if (queue_running.some(([, running]) => running === id)) {
      await http.expect("/interrupt", { ...call, body: { prompt_id: id } });
    }
  };

  return {
    id: "comfyui",
    kind: "ticketed",
    isMetered: false,

    features() {
      return {
        size: { min: 256, max: 2048, multipleOf: 16 },
        ...(workflow.has("steps") && { steps: { min: 1, max: 100 } }),
        ...(workflow.has("guidance") && { guidance: { min: 0, max: 30 } }),
        hasSeed: workflow.has("seed"),
        hasNegativePrompt: workflow.has("negativePrompt"),
        maxReferences: workflow.references,
        hasControlImage: workflow.has("controlImage"),
      };
    },

    async submit(request, signal) {
      const images: Record<string, string> = {};
      for (const [index, bytes] of request.references.slice(0, workflow.references).entries()) {
        images[`reference${index + 1}`] = await upload(bytes, signal);
      }
      if (request.controlImage && workflow.has("controlImage")) {
        images.controlImage = await upload(request.controlImage, signal);
      }
      const requestId = crypto.randomUUID();
      const prompt = workflow.fill({ ...valuesOf(request), ...images });
      try {
        const body = { prompt, prompt_id: requestId, client_id: "lumiku" };
        const answer = await http.send("/prompt", { body, signal });
        if (answer.status === 400) throw refusalOf(answer);
        if (answer.status < 200 || answer.status >= 300) throw failureOf("comfyui", answer);
        const submitted = Submitted.safeParse(answer.json);
        if (!submitted.success) throw new ProviderFailure("outage", "comfyui took the request and gave no id");
        // Before it took ids from its clients, ComfyUI chose its own.
        return { requestId: submitted.data.prompt_id };
      } catch (error) {
        // Nobody else knows the id yet.
        if (signal.aborted) void stop(requestId).catch(() => {});
        const isOutage = error instanceof ProviderFailure && error.kind === "outage";
        // Only the answer may have been lost.
        if (isOutage && (await isKnown(requestId, signal))) return { requestId };
        throw error;
      }
    },

    async look({ requestId }, signal): Promise<Look> {
      for (let search = 1; ; search++) {
        const look = await find(requestId, signal);
        if (look) return look;
        if (search === SEARCHES) throw new ProviderFailure("lost", "comfyui has the call in neither history nor queue");
        await sleep(SEARCH_PAUSE_MS, signal);
      }
    },

    cancel: ({ requestId }) => stop(requestId),
  };
}

function valuesOf(request: PictureRequest): Values {
  const { model, prompt, negativePrompt = "", width, height, seed, steps, guidance, controlStrength } = request;
  return {
    ...{ model, prompt, negativePrompt, width, height },
    seed: seed ?? crypto.getRandomValues(new Uint32Array(1))[0],
    // FLUX.1's usual values: https://huggingface.co/docs/diffusers/api/pipelines/flux
    steps: steps ?? (/schnell/i.test(model) ? 4 : 28),
    guidance: guidance ?? 3.5,
    controlStrength: controlStrength ?? 1,
  };
}

function refusalOf(answer: Answer): ProviderFailure {
  const invalid = Invalid.safeParse(answer.json);
  if (!invalid.success) return failureOf("comfyui", answer);
  const { error, node_errors } = invalid.data;
  const nodes = Object.values(node_errors).flatMap(({ class_type, errors }) =>
    errors.map((nodeError) => ({ ...nodeError, of: class_type })),
  );
  const isDeployment = [error, ...nodes].some(({ type }) => deploymentErrors.has(type));
  const said = nodes.map(({ of, message, details }) => `${of}: ${message ?? ""} (${(details ?? "").slice(0, 200)})`);
  const message = `comfyui refuses the prompt: ${[error.type, ...said].join("; ").slice(0, 600)}`;
  return new ProviderFailure(isDeployment ? "misconfigured" : "refused", message);
}

const Raised = z.object({
  node_type: z.string().nullish(),
  exception_type: z.string().nullish(),
  exception_message: z.string().nullish(),
});

function errorOf(messages: [string, unknown][]): string {
  const [event, data] = messages.findLast(([name]) => /^execution_(error|interrupted)$/.test(name)) ?? ["error", null];
  const { node_type, exception_type, exception_message } = Raised.catch({}).parse(data);
  return [event, node_type, exception_type, exception_message?.slice(0, 300)].filter(Boolean).join(" ");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error("The ComfyUI workflow is not JSON.", { cause: error });
  }
}
