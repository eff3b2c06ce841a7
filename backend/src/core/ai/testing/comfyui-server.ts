import { drawPicture, type ProtocolServer, refusalOf, resultResponse, startProtocolServer } from "./protocol-server";

type Graph = Record<string, { class_type: string; inputs: Record<string, unknown> }>;

interface Call {
  number: number;
  polls: number;
  graph: Graph;
  isStopped: boolean;
}

export interface ComfyUiServer extends ProtocolServer {
  /** From before clients could choose ids and cancel by them. */
  isOld: boolean;
  /** What comes back for a prompt that was taken: the answer, or an error on its way. */
  answers: "sent" | "lost";
  /** Somebody else's call runs all the time. */
  isBusyWithOthers: boolean;
  /** How often whatever ran was interrupted. */
  interrupts: number;
  /** Names of uploaded images. */
  uploads: Set<string>;
  /** The server starts again: queue and history are gone. */
  restart(): void;
}

/** Calls waiting before ours at each look, in the scenario that queues. */
const ahead = [2, 0, 1];

/** ComfyUI's protocol: prompts with ids, a queue, a history, and files to view. */
export function startComfyUiServer(): ComfyUiServer {
  const calls = new Map<string, Call>();

  const protocol = startProtocolServer(async (request, body, { scenario }) => {
    const { pathname, searchParams } = new URL(request.url);
    const route = `${request.method} ${pathname.replace(/[\w-]{36}/, "{id}")}`;
    const id = /[\w-]{36}/.exec(pathname)?.[0] ?? searchParams.get("filename")?.slice(-40, -4) ?? "";
    const call = calls.get(id);
    const isQueued = (polls: number) => scenario === "queue-then-progress-backwards" && polls <= ahead.length;
    const isRunning = ({ isStopped, polls }: Call) =>
      !isStopped &&
      (scenario === "never-ends" || (scenario === "queue-then-progress-backwards" && polls === ahead.length + 1));

    switch (route) {
      case "POST /prompt": {
        const graph = body.prompt as Graph;
        const invalid = invalidOf(graph, scenario === "bad-input");
        if (invalid) return Response.json(invalid, { status: 400 });
        const refusal = refusalOf(scenario, (error) => ({ error }));
        if (refusal) return refusal;
        server.accepted++;
        const prompt_id = server.isOld ? crypto.randomUUID() : String(body.prompt_id);
        calls.set(prompt_id, { number: server.accepted, polls: 0, graph, isStopped: false });
        if (server.answers === "lost") return new Response("Bad gateway", { status: 502 });
        return Response.json({ prompt_id, number: server.accepted, node_errors: {} });
      }
      case "GET /history/{id}": {
        if (!call) return Response.json({});
        const polls = ++call.polls;
        if (scenario === "poll-fails-once" && polls === 1) return new Response("Bad gateway", { status: 502 });
        if (isQueued(polls) || isRunning(call)) return Response.json({});
        return Response.json({ [id]: entryOf(id, call, scenario) });
      }
      case "GET /queue": {
        const pending = [...calls].filter(([, { polls }]) => isQueued(polls));
        const others = pending.flatMap(([, { number, polls }]) =>
          Array.from({ length: ahead[polls - 1] ?? 0 }, () => item(number - 1, crypto.randomUUID())),
        );
        const running = [...calls]
          .filter(([, other]) => isRunning(other))
          .map(([own, { number }]) => item(number, own));
        return Response.json({
          queue_running: server.isBusyWithOthers ? [item(0, crypto.randomUUID())] : running,
          queue_pending: [...pending.map(([own, { number }]) => item(number, own)), ...others],
        });
      }
      case "GET /view":
        return resultResponse(scenario, call ? await drawCall(call) : new Uint8Array());
      case "POST /upload/image": {
        const [file] = body.image as File[];
        server.uploads.add(file?.name ?? "");
        return Response.json({ name: file?.name, subfolder: (body.subfolder as string[])[0], type: "input" });
      }
      case "POST /api/jobs/{id}/cancel":
        // The pages it serves take GET alone, so an old server answers 405 to a route it does not have.
        if (server.isOld) return new Response("405: Method Not Allowed", { status: 405 });
        if (!call || call.isStopped) return Response.json({ cancelled: false });
        call.isStopped = true;
        server.cancelled.add(id);
        return Response.json({ cancelled: true });
      case "POST /queue":
        return new Response(null, { status: 200 });
      case "POST /interrupt":
        server.interrupts++;
        for (const [running, other] of calls) {
          if (!isRunning(other)) continue;
          other.isStopped = true;
          server.cancelled.add(running);
        }
        return new Response(null, { status: 200 });
      default:
        return new Response("404: Not Found", { status: 404 });
    }
  });

  const server: ComfyUiServer = Object.assign(protocol, {
    ...{ isOld: false, answers: "sent" as const, isBusyWithOthers: false, interrupts: 0, uploads: new Set<string>() },
    restart: () => calls.clear(),
  });
  return server;
}

function item(number: number, id: string): unknown[] {
  return [number, id, {}, { client_id: "somebody" }, ["10"]];
}

function inputsOf(graph: Graph, classType: string): Record<string, unknown> {
  return Object.values(graph).find(({ class_type }) => class_type === classType)?.inputs ?? {};
}

function drawCall({ graph }: Call): Promise<Uint8Array> {
  const { width = 64, height = 64 } = inputsOf(graph, "EmptySD3LatentImage");
  return drawPicture(Number(inputsOf(graph, "KSampler").seed ?? 1), Number(width), Number(height));
}

/** How ComfyUI refuses a graph, where it does. */
function invalidOf(graph: Graph, isBadInput: boolean): object | null {
  const refuse = (class_type: string, error: object) => ({
    error: { type: "prompt_outputs_failed_validation", message: "Prompt outputs failed validation", details: "" },
    node_errors: { 1: { class_type, errors: [error], dependent_outputs: ["10"] } },
  });
  const { unet_name } = inputsOf(graph, "UNETLoader");
  if (isBadInput) {
    const details = "width, received 99999";
    return refuse("EmptySD3LatentImage", { type: "value_bigger_than_max", message: "Value too big", details });
  }
  if (unet_name === "missing.safetensors") {
    const details = "unet_name: 'missing.safetensors' not in ['flux1-dev.safetensors']";
    return refuse("UNETLoader", { type: "value_not_in_list", message: "Value not in list", details });
  }
  return null;
}

function entryOf(id: string, { isStopped, polls }: Call, scenario: string): object {
  const end = (status_str: string, message: [string, object], outputs = {}) => ({
    prompt: [0, id, {}, {}, ["10"]],
    outputs,
    status: { status_str, completed: status_str === "success", messages: [["execution_start", {}], message] },
  });
  if (isStopped) return end("error", ["execution_interrupted", { prompt_id: id, node_type: "KSampler" }]);
  if (scenario === "unknown-status" && polls < 3) return end("contemplating", ["execution_mused", {}]);
  if (scenario === "fails") {
    const exception = { exception_type: "torch.OutOfMemoryError", exception_message: "Allocation on device" };
    return end("error", ["execution_error", { prompt_id: id, node_type: "KSampler", ...exception }]);
  }
  return end("success", ["execution_success", { prompt_id: id }], {
    // Text and previews stand besides the picture.
    8: { images: [{ filename: "preview.png", subfolder: "", type: "temp" }] },
    9: { text: ["A note"] },
    10: { images: [{ filename: `lumiku & co ${id}.png`, subfolder: "a b", type: "output" }] },
  });
}
