import {
  drawPicture,
  type ProtocolServer,
  refusalOf,
  resultBytes,
  resultResponse,
  startProtocolServer,
  trickle,
} from "./protocol-server";

const gptFields = ["model", "prompt", "n", "size", "quality", "output_format", "image", "image[]"];
const gptSizes = ["1024x1024", "1536x1024", "1024x1536"];

/**
 * OpenAI's Images API. GPT image models are as strict as OpenAI and answer base64; any other model is served the
 * way a local server does it: without a key if need be, any size, and with an address.
 */
export function startOpenAiServer(): ProtocolServer {
  return startProtocolServer(async (request, body, server) => {
    const { pathname, searchParams } = new URL(request.url);
    const { scenario } = server;
    if (pathname === "/delivery/picture.png") {
      const [width, height] = sizeOf(searchParams.get("size"));
      return resultResponse(scenario, await drawPicture(Number(searchParams.get("seed")), width, height));
    }
    const isEdit = pathname === "/v1/images/edits";
    if (request.method !== "POST" || !(isEdit || pathname === "/v1/images/generations")) {
      return fail(404, "Invalid URL", "invalid_request_error");
    }

    // A form's fields come as lists.
    const field = (name: string) => (isEdit ? (body[name] as unknown[] | undefined)?.[0] : body[name]);
    const isGpt = String(field("model")).startsWith("gpt-image");
    const key = request.headers.get("authorization");
    if (key === null ? isGpt : key !== "Bearer test-key") return fail(401, "Incorrect API key", "invalid_api_key");

    if (scenario === "no-credit") return fail(429, "You exceeded your current quota", "insufficient_quota");
    if (scenario === "bad-input") return fail(400, "Prompt is too long", "string_above_max_length");
    if (scenario === "fails") return fail(500, "The server had an error while processing your request", null);
    if (scenario === "moderated-before") return fail(400, "Your request was rejected", "content_policy_violation");
    const refusal = refusalOf(scenario, (message) => ({ error: { message, type: "x", param: null, code: null } }));
    if (refusal) return refusal;
    if (isGpt) {
      const unknown = Object.keys(body).find((name) => !gptFields.includes(name));
      if (unknown) return fail(400, `Unknown parameter: '${unknown}'`, "unknown_parameter");
      if (!gptSizes.includes(String(field("size")))) return fail(400, "Invalid size", "invalid_value");
    }

    server.accepted++;
    if (scenario === "moderated-after") return fail(400, "Your request was rejected", "moderation_blocked");
    if (scenario === "never-ends") {
      await new Promise((resolve) => request.signal.addEventListener("abort", resolve, { once: true }));
      server.cancelled.add(String(field("model")));
      return new Response();
    }
    if (!isGpt) {
      const url = `${server.url}/delivery/picture.png?size=${field("size")}&seed=${field("seed") ?? 1}`;
      return Response.json({ created: 1, data: [{ url }] });
    }
    if (scenario === "result-trickles") {
      return new Response(trickle(), { headers: { "content-type": "application/json" } });
    }
    const [width, height] = sizeOf(String(field("size")));
    const bytes = await resultBytes(scenario, await drawPicture(1, width, height));
    return Response.json({
      created: 1,
      data: [{ b64_json: Buffer.from(bytes).toString("base64") }],
      usage: { input_tokens: 10, output_tokens: 1_056, total_tokens: 1_066 },
    });
  });
}

function fail(status: number, message: string, code: string | null): Response {
  return Response.json({ error: { message, type: "invalid_request_error", param: null, code } }, { status });
}

function sizeOf(size: string | null): number[] {
  return (size ?? "").split("x").map(Number);
}
