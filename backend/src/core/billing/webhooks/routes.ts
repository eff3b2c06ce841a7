import { platformError } from "@lumiku/app-sdk";
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { HttpEnv } from "../../http/context";
import type { Webhooks } from "./service";

const MAX_BYTES = 1024 * 1024;

/**
 * `POST /api/webhooks/:gateway`: what a payment service tells. Answered once it is stored, before it is acted upon;
 * 400, and nothing stored, for what is not signed by the service or is older than five minutes.
 */
export function mountWebhooks(http: Hono<HttpEnv>, webhooks: Webhooks): void {
  const limit = bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => {
      throw platformError("PAYLOAD_TOO_LARGE", { details: { maxBytes: MAX_BYTES } });
    },
  });
  http.post("/api/webhooks/:gateway", limit, async (context) => {
    const body = await context.req.text();
    await webhooks.receive(context.req.param("gateway"), body, context.req.raw.headers);
    return context.json({ received: true });
  });
}
