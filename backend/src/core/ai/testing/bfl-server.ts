import { drawPicture, type ProtocolServer, refusalOf, resultResponse, startProtocolServer } from "./protocol-server";

interface Task {
  polls: number;
  seed: number;
  width: number;
  height: number;
}

/** Black Forest Labs' protocol: submit, poll the returned URL, fetch the sample from a third place. */
export function startBflServer(): ProtocolServer {
  const tasks = new Map<string, Task>();

  return startProtocolServer(async (request, body, server) => {
    const url = new URL(request.url);
    const { scenario } = server;

    if (request.method === "POST") {
      if (request.headers.get("x-key") !== "test-key")
        return Response.json({ detail: "Not authenticated" }, { status: 403 });
      const refusal = refusalOf(scenario, (detail) => ({ detail }));
      if (refusal) return refusal;
      server.accepted++;
      const id = crypto.randomUUID();
      const seed = typeof body.seed === "number" ? body.seed : 1;
      tasks.set(id, { polls: 0, seed, width: Number(body.width ?? 64), height: Number(body.height ?? 64) });
      return Response.json({ id, polling_url: `${server.url}/elsewhere/get_result?id=${id}`, cost: 2.5 });
    }

    const task = tasks.get(url.searchParams.get("id") ?? "");
    if (!task) return Response.json({ id: "", status: "Task not found", result: null }, { status: 404 });
    if (url.pathname.startsWith("/delivery/")) {
      return resultResponse(scenario, await drawPicture(task.seed, task.width, task.height));
    }

    const polls = ++task.polls;
    const say = (status: string, extra: object = {}) => Response.json({ id: "x", status, result: null, ...extra });
    if (scenario === "never-ends") return say("Pending", { progress: 0.1 });
    if (scenario === "poll-fails-once" && polls === 1) return new Response("Bad gateway", { status: 502 });
    if (scenario === "unknown-status" && polls < 3) return say("Contemplating");
    if (scenario === "queue-then-progress-backwards" && polls <= 4) {
      return say("Pending", { progress: [null, 0.2, 0.8, 0.5][polls - 1] });
    }
    if (scenario === "moderated-before") return say("Request Moderated");
    if (scenario === "moderated-after") return say("Content Moderated");
    if (scenario === "fails") return say("Error", { details: { reason: "worker crashed" } });
    const sample = `${server.url}/delivery/sample.png?id=${url.searchParams.get("id")}`;
    return say("Ready", { result: { sample, seed: task.seed, prompt: body.prompt } });
  });
}
