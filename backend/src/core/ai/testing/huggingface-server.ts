import {
  drawPicture,
  type ProtocolServer,
  refusalOf,
  resultBytes,
  resultResponse,
  startProtocolServer,
  trickle,
} from "./protocol-server";

/** What the service says of a model it stopped serving, by the model's name here. */
const unserved: Record<string, [status: number, error: string]> = {
  "acme/never-served": [400, "Model not supported by provider hf-inference"],
  "acme/deprecated": [410, "The requested model is deprecated and no longer supported by provider hf-inference"],
};

/**
 * Hugging Face's protocol: the answer to the request is the picture's bytes. Models named "…-base64" and "…-url"
 * answer JSON instead.
 */
export function startHuggingFaceServer(): ProtocolServer {
  return startProtocolServer(async (request, body, server) => {
    const { pathname } = new URL(request.url);
    const { scenario } = server;
    if (pathname === "/delivery/picture.png") return resultResponse(scenario, await drawPicture(1));

    const model = /^\/hf-inference\/models\/(.+)$/.exec(pathname)?.[1];
    if (request.method !== "POST" || !model) return Response.json({ error: "Not Found" }, { status: 404 });
    if (request.headers.get("authorization") !== "Bearer test-key") {
      return Response.json({ error: "Invalid username or password." }, { status: 401 });
    }
    const refused = unserved[model];
    if (refused) return Response.json({ error: refused[1] }, { status: refused[0] });
    const isLoading = scenario === "loading-for-ever" || (scenario === "loading-twice" && server.received.length <= 2);
    if (isLoading) {
      const words = `Model ${model} is currently loading`;
      const error = server.received.length % 2 === 0 ? { message: words } : words;
      return Response.json({ error, estimated_time: 20.0 }, { status: 503 });
    }
    const refusal = refusalOf(scenario, (error) => ({ error }));
    if (refusal) return refusal;
    if (scenario === "fails") return Response.json({ error: { message: "CUDA out of memory" } }, { status: 500 });

    server.accepted++;
    if (scenario === "never-ends") {
      await new Promise((resolve) => request.signal.addEventListener("abort", resolve, { once: true }));
      server.cancelled.add(model);
      return new Response();
    }
    if (scenario === "result-trickles") return new Response(trickle(), { headers: { "content-type": "image/jpeg" } });
    const isLinked = scenario === "result-expired" || scenario === "result-private-redirect" || model.endsWith("-url");
    if (isLinked) return Response.json({ output: [`${server.url}/delivery/picture.png`] });

    const { seed = 1, width, height } = (body.parameters ?? {}) as { seed?: number; width?: number; height?: number };
    const bytes = await resultBytes(scenario, await drawPicture(seed, width, height));
    if (model.endsWith("-base64")) {
      return Response.json({ data: [{ b64_json: Buffer.from(bytes).toString("base64") }] });
    }
    // The content type lies on purpose: what counts is in the bytes.
    return new Response(bytes, { headers: { "content-type": "image/jpeg" } });
  });
}
