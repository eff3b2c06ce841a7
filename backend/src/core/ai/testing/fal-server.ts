import { drawPicture, type ProtocolServer, refusalOf, resultResponse, startProtocolServer } from "./protocol-server";

interface Work {
  polls: number;
  seed: number;
  width: number;
  height: number;
}

/** fal's queue: submit, poll one returned URL, fetch the model's own answer from a second and the picture from a third. */
export function startFalServer(): ProtocolServer {
  const works = new Map<string, Work>();

  return startProtocolServer(async (request, body, server) => {
    const { pathname } = new URL(request.url);
    const { scenario } = server;
    const [, place, id = "", part = ""] = pathname.split("/");
    const work = works.get(id);
    if (place === "media" && work) {
      return resultResponse(scenario, await drawPicture(work.seed, work.width, work.height));
    }
    if (request.headers.get("authorization") !== "Key test-key") {
      return Response.json({ detail: "Authentication is required to access this application." }, { status: 401 });
    }

    if (request.method === "POST") {
      // The queue takes any input: whether it is right, the model says in its result.
      const refusal = scenario === "bad-input" ? null : refusalOf(scenario, (detail) => ({ detail }));
      if (refusal) return refusal;
      server.accepted++;
      const accepted = crypto.randomUUID();
      const size = (body.image_size ?? {}) as { width?: number; height?: number };
      const seed = typeof body.seed === "number" ? body.seed : 1;
      works.set(accepted, { polls: 0, seed, width: size.width ?? 64, height: size.height ?? 64 });
      const url = `${server.url}/elsewhere/${accepted}`;
      return Response.json({
        ...{ status: "IN_QUEUE", request_id: accepted, queue_position: 0, logs: null, metrics: {} },
        ...{ status_url: `${url}/status`, response_url: `${url}/response`, cancel_url: `${url}/cancel` },
      });
    }

    if (!work) return Response.json({ detail: "Request not found", status: "NOT_FOUND" }, { status: 404 });
    switch (`${request.method} ${part}`) {
      case "PUT cancel": {
        const isFirst = !server.cancelled.has(id);
        server.cancelled.add(id);
        const status = isFirst ? "CANCELLATION_REQUESTED" : "ALREADY_COMPLETED";
        return Response.json({ status }, { status: isFirst ? 202 : 400 });
      }
      case "GET status":
        return statusOf(server, ++work.polls);
      case "GET response":
        return responseOf(server, id, work);
      default:
        return Response.json({ detail: "Method Not Allowed" }, { status: 405 });
    }
  });
}

function statusOf({ scenario }: ProtocolServer, polls: number): Response {
  const queued = (position: number) => Response.json({ status: "IN_QUEUE", queue_position: position }, { status: 202 });
  const running = (...percents: number[]) => {
    const logs = percents.map((percent) => ({ message: ` ${percent}%|██▌       | 7/28`, timestamp: "2026-01-01" }));
    return Response.json({ status: "IN_PROGRESS", logs }, { status: 202 });
  };
  if (scenario === "never-ends") return running(10);
  // A model that is not loaded yet is one whose queue does not move.
  if (scenario === "loading-for-ever" || (scenario === "loading-twice" && polls <= 2)) return queued(0);
  if (scenario === "poll-fails-once" && polls === 1) return new Response("Bad gateway", { status: 502 });
  if (scenario === "unknown-status" && polls < 3) return Response.json({ status: "CONTEMPLATING" }, { status: 202 });
  if (scenario === "queue-then-progress-backwards" && polls <= 6) return queued(6 - polls);
  if (scenario === "queue-then-progress-backwards" && polls <= 9) return running(...[20, 80, 50].slice(0, polls - 6));
  return Response.json({ status: "COMPLETED", logs: [], metrics: { inference_time: 0.9 } });
}

function responseOf({ scenario, url }: ProtocolServer, id: string, work: Work): Response {
  const refuse = (type: string, msg: string) =>
    Response.json({ detail: [{ loc: ["body", "prompt"], msg, type, input: "A red hat" }] }, { status: 422 });
  if (scenario === "bad-input") return refuse("string_too_long", "String should have at most 4000 characters");
  if (scenario === "moderated-before") {
    return refuse("content_policy_violation", "The content was flagged by a content checker.");
  }
  if (scenario === "fails") {
    const error_type = "runner_disconnected";
    return Response.json({ detail: "Runner disconnected", error_type }, { status: 503 });
  }
  const { seed, width, height } = work;
  const image = { url: `${url}/media/${id}/picture.png`, width, height, content_type: "image/png" };
  return Response.json({ images: [image], seed, has_nsfw_concepts: [scenario === "moderated-after"], timings: {} });
}
