import { createVerify, X509Certificate } from "node:crypto";
import { crc32 } from "node:zlib";
import { platformError } from "@lumiku/app-sdk";
import { z } from "zod";
import type { VerifiedEvent } from "../gateway";
import type { PaypalAccount } from "./paypal-client";

const TOLERANCE_MS = 300_000;
const CERTIFICATES = 10;
const CERTIFICATE_PATH = "/v1/notifications/certs/";
const hosts = {
  live: ["api.paypal.com", "api-m.paypal.com"],
  sandbox: ["api.sandbox.paypal.com", "api-m.sandbox.paypal.com"],
};

const Event = z.object({ id: z.string().min(1), event_type: z.string().min(1), create_time: z.iso.datetime() });

export interface PaypalVerifier {
  /** @throws AppError MALFORMED_REQUEST, PAYMENT_UNAVAILABLE when PayPal's certificate cannot be fetched */
  verify(body: string, headers: Headers): Promise<VerifiedEvent>;
}

export interface PaypalVerifierOptions extends Pick<PaypalAccount, "environment" | "apiUrl" | "timeoutMs"> {
  webhookId: string;
  now: () => Date;
}

/**
 * Verifies webhooks here: the signature is over `transmission id|time|webhook id|crc32 of the body`, by the certificate
 * whose address is sent along, which has to be PayPal's own.
 *
 * @see https://developer.paypal.com/api/rest/webhooks/rest/#verify-by-self-verification
 */
export function createPaypalVerifier({ webhookId, now, ...account }: PaypalVerifierOptions): PaypalVerifier {
  const certificates = new Map<string, Promise<X509Certificate>>();

  const getCertificate = (url: string): Promise<X509Certificate> => {
    const known = certificates.get(url);
    if (known) return known;
    const fetching = fetchCertificate(url, account.timeoutMs ?? 20_000);
    certificates.set(url, fetching);
    fetching.catch(() => certificates.delete(url));
    const oldest = certificates.keys().next().value;
    if (certificates.size > CERTIFICATES && oldest) certificates.delete(oldest);
    return fetching;
  };

  return {
    async verify(body, headers) {
      const read = (name: string) => headers.get(`paypal-${name}`) ?? "";
      const time = read("transmission-time");
      const url = read("cert-url");
      const sentMs = Date.parse(time);
      if (!(Math.abs(sentMs - now().getTime()) <= TOLERANCE_MS)) throw refused("it was not sent just now");
      if (read("auth-algo") !== "SHA256withRSA") throw refused("the algorithm is not PayPal's");
      if (!isOwn(url, account)) throw refused("the certificate is not PayPal's");

      const certificate = await getCertificate(url);
      const at = now().getTime();
      if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo)) {
        throw refused("the certificate is not valid at this time");
      }
      const signed = [read("transmission-id"), time, webhookId, crc32(body)].join("|");
      const verifier = createVerify("RSA-SHA256").update(signed);
      if (!verifier.verify(certificate.publicKey, read("transmission-sig"), "base64")) {
        throw refused("the signature does not fit");
      }
      const event = parse(body);
      return { eventId: event.id, type: event.event_type, occurredAt: new Date(event.create_time) };
    },
  };
}

function parse(body: string): z.output<typeof Event> {
  try {
    return Event.parse(JSON.parse(body));
  } catch {
    throw refused("the body cannot be read");
  }
}

function isOwn(
  certificateUrl: string,
  { environment, apiUrl }: Pick<PaypalAccount, "environment" | "apiUrl">,
): boolean {
  const url = URL.parse(certificateUrl);
  if (!url || url.username || url.password || !url.pathname.startsWith(CERTIFICATE_PATH)) return false;
  if (apiUrl) return url.origin === new URL(apiUrl).origin;
  return url.protocol === "https:" && url.port === "" && hosts[environment].includes(url.hostname);
}

async function fetchCertificate(url: string, timeoutMs: number): Promise<X509Certificate> {
  const unavailable = (cause: unknown) => platformError("PAYMENT_UNAVAILABLE", { retryable: true, cause });
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) }).catch((cause) => {
    throw unavailable(cause);
  });
  if (answer.status >= 500) throw unavailable(new Error(`The certificate: ${answer.status}`));
  if (!answer.ok) throw refused("there is no such certificate");
  try {
    return new X509Certificate(await answer.text());
  } catch {
    throw refused("the certificate cannot be read");
  }
}

function refused(reason: string) {
  const message = "This is not signed by PayPal.";
  return platformError("MALFORMED_REQUEST", { message, cause: new Error(`PayPal webhook: ${reason}`) });
}
