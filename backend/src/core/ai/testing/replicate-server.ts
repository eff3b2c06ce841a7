import { drawPicture, type ProtocolServer, refusalOf, resultResponse, startProtocolServer } from "./protocol-server";

interface Work {
  polls: number;
  model: string;
  seed: number;
  width: number;
  height: number;
}

/** Replicate's protocol: create a prediction, poll the returned URL, fetch the output from a third place. */
export function startReplicateServer(): ProtocolServer {
  const works = new Map<string, Work>();

  return startProtocolServer(async (request, body, server) => {
    const { pathname } = new URL(request.url);
    const { scenario } = server;
    const [, place, id = "", part = ""] = pathname.split("/");
    const work = works.get(id);
    if (place === "delivery" && work) {
      return resultResponse(scenario, await drawPicture(work.seed, work.width, work.height));
    }
    if (request.headers.get("authorization") !== "Bearer test-key") {
      return Response.json({ title: "Unauthenticated", detail: "You did not pass a valid token" }, { status: 401 });
    }

    const model = /^\/v1\/models\/(.+)\/predictions$/.exec(pathname)?.[1];
    if (request.method === "POST" && model) {
      const refusal = refusalOf(scenario, (detail) => ({ title: "Error", detail }));
      if (refusal) return refusal;
      server.accepted++;
      const accepted = crypto.randomUUID();
      const input = (body.input ?? {}) as { seed?: number; width?: number; height?: number };
      const { seed = 1, width = 64, height = 64 } = input;
      works.set(accepted, { polls: 0, model, seed, width, height });
      return Response.json(prediction(server, accepted, "starting"), { status: 201 });
    }

    if (!work) return Response.json({ title: "Not found", detail: "Prediction not found" }, { status: 404 });
    switch (`${request.method} ${part}`) {
      case "POST stop":
        server.cancelled.add(id);
        return Response.json(prediction(server, id, "canceled"));
      case "GET see":
        work.polls++;
        return seen(server, id, work);
      default:
        return Response.json({ detail: `Method "${request.method}" not allowed.` }, { status: 405 });
    }
  });
}

function prediction({ url }: ProtocolServer, id: string, status: string, extra: object = {}): object {
  const urls = { get: `${url}/elsewhere/${id}/see`, cancel: `${url}/elsewhere/${id}/stop` };
  return { id, status, output: null, error: null, logs: "", urls, ...extra };
}

function seen(server: ProtocolServer, id: string, { polls, model }: Work): Response {
  const { scenario, url } = server;
  const say = (status: string, extra: object = {}) => Response.json(prediction(server, id, status, extra));
  if (server.cancelled.has(id)) return say("canceled");
  if (scenario === "never-ends") return say("processing");
  // A model that is not loaded yet keeps its predictions starting.
  if (scenario === "loading-for-ever" || (scenario === "loading-twice" && polls <= 2)) return say("starting");
  if (scenario === "poll-fails-once" && polls === 1) return new Response("Bad gateway", { status: 502 });
  if (scenario === "unknown-status" && polls < 3) return say("contemplating");
  if (scenario === "queue-then-progress-backwards" && polls <= 2) return say("starting");
  if (scenario === "queue-then-progress-backwards" && polls <= 5) {
    const bars = [20, 80, 50].slice(0, polls - 2).map((percent) => ` ${percent}%|██▌       | 7/28`);
    return say("processing", { logs: ["Using seed: 7", ...bars].join("\n") });
  }
  if (scenario === "fails") return say("failed", { error: "CUDA out of memory" });
  if (scenario === "moderated-before") {
    return say("failed", { error: "The input or output was flagged as sensitive. Please try again. (E005)" });
  }
  if (scenario === "moderated-after") return say("failed", { error: "NSFW content detected. Try a different prompt." });
  const output = `${url}/delivery/${id}/out-0.png`;
  return say("succeeded", { output: /schnell|dev$/.test(model) ? [output] : output });
}
