import { createHmac, timingSafeEqual } from "node:crypto";

const HEADER = "sandbox-signature";
/** As the real ones: an older signature may have been overheard. */
const TOLERANCE_SECONDS = 300;

export interface SandboxSigner {
  sign(body: string, at: Date): Headers;
  isGenuine(body: string, headers: Headers, at: Date): boolean;
}

/** Signs webhooks in Stripe's manner: `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body" in hex>`. */
export function createSandboxSigner(signingSecret: string): SandboxSigner {
  // A key of its own: a signature of one kind is never one of another.
  const key = createHmac("sha256", signingSecret).update("sandbox-webhooks").digest();
  const hash = (time: string, body: string) => createHmac("sha256", key).update(`${time}.${body}`).digest();

  return {
    sign(body, at) {
      const time = String(Math.floor(at.getTime() / 1000));
      return new Headers({ [HEADER]: `t=${time},v1=${hash(time, body).toString("hex")}` });
    },

    isGenuine(body, headers, at) {
      const [, time, signature] = /^t=(\d{1,12}),v1=([\da-f]{64})$/.exec(headers.get(HEADER) ?? "") ?? [];
      if (!time || !signature) return false;
      const isRecent = Math.abs(at.getTime() / 1000 - Number(time)) <= TOLERANCE_SECONDS;
      return timingSafeEqual(Buffer.from(signature, "hex"), hash(time, body)) && isRecent;
    },
  };
}
