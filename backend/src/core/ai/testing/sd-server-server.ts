import {
  drawPicture,
  type ProtocolServer,
  refusalOf,
  resultBytes,
  startProtocolServer,
  trickle,
} from "./protocol-server";

interface Job {
  polls: number;
  seed: number;
  width: number;
  height: number;
  isCancelled: boolean;
}

export interface SdServerServer extends ProtocolServer {
  /** Jobs are drawn from the first moment on, and cannot be interrupted. */
  isDrawing: boolean;
  /** The server starts again: it knows no job any more. */
  restart(): void;
}

/** sd-server's asynchronous protocol: a job, its poll URL as a path, and the picture inside the job's answer. */
export function startSdServerServer(): SdServerServer {
  const jobs = new Map<string, Job>();

  const protocol = startProtocolServer(async (request, body, { scenario }) => {
    const { pathname } = new URL(request.url);

    if (request.method === "POST" && pathname.endsWith("/sdcpp/v1/img_gen")) {
      if (scenario === "bad-input") return Response.json({ error: "invalid generation parameters" }, { status: 400 });
      const refusal = refusalOf(scenario, (error) => ({ error }));
      if (refusal) return refusal;
      server.accepted++;
      const id = `job_${crypto.randomUUID().slice(0, 8)}`;
      const seed = Math.max(Number(body.seed), 1);
      jobs.set(id, { polls: 0, seed, width: Number(body.width), height: Number(body.height), isCancelled: false });
      const poll_url = `/sdcpp/v1/jobs/${id}`;
      return Response.json({ id, kind: "img_gen", status: "queued", created: 1, poll_url }, { status: 202 });
    }

    const [, id = "", isCancel] = /\/sdcpp\/v1\/jobs\/([\w-]+)(\/cancel)?$/.exec(pathname) ?? [];
    const job = jobs.get(id);
    if (!job) return Response.json({ error: "job not found" }, { status: 404 });

    const say = (status: string, extra: object = {}) =>
      Response.json({ id, kind: "img_gen", status, queue_position: 0, result: null, error: null, ...extra });
    if (isCancel) {
      if (server.isDrawing) return Response.json({ error: "job is currently generating" }, { status: 409 });
      job.isCancelled = true;
      server.cancelled.add(id);
      return say("cancelled");
    }

    const polls = ++job.polls;
    if (job.isCancelled) {
      return say("cancelled", { error: { code: "cancelled", message: "job cancelled by client" } });
    }
    if (scenario === "never-ends") return server.isDrawing ? say("generating") : say("queued", { queue_position: 1 });
    if (scenario === "poll-fails-once" && polls === 1) return new Response("Bad gateway", { status: 502 });
    if (scenario === "unknown-status" && polls < 3) return say("contemplating");
    if (scenario === "queue-then-progress-backwards" && polls <= 4) {
      return polls === 4 ? say("generating") : say("queued", { queue_position: [2, 1, 3][polls - 1] });
    }
    if (scenario === "fails") {
      return say("failed", { error: { code: "generation_failed", message: "generate_image returned no results" } });
    }
    if (scenario === "result-expired") return Response.json({ error: "job expired" }, { status: 410 });
    if (scenario === "result-trickles") return new Response(trickle());
    const bytes = await resultBytes(scenario, await drawPicture(job.seed, job.width, job.height));
    const b64_json = Buffer.from(bytes).toString("base64");
    return say("completed", { result: { output_format: "png", images: [{ index: 0, b64_json }] } });
  });
  const server: SdServerServer = Object.assign(protocol, { isDrawing: false, restart: () => jobs.clear() });
  return server;
}
