import { AppError, platformError } from "@lumiku/app-sdk";
import type { PlatformLogger } from "../../observability/logger";
import type { AlertsRepository } from "../alerts/repository";
import type { GatewayFact, GatewayId } from "../gateways/gateway";
import type { Gateways } from "../gateways/gateways";
import type { Payments } from "../payments/payments";
import type { WebhookRow, WebhooksRepository } from "./repository";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FIRST_BACKOFF_MS = MINUTE_MS / 2;
const LONGEST_BACKOFF_MS = 60 * MINUTE_MS;
const GIVEN_UP_MS = 3 * DAY_MS;
const PAYLOAD_KEPT_MS = 90 * DAY_MS;
const BATCH = 20;

export interface Webhooks {
  /**
   * Verifies and stores what a gateway sends. Once this resolves it is safe: it is acted upon now, or later by any
   * worker. `processed` resolves when the first try is over, and never rejects.
   *
   * @throws AppError NOT_FOUND for a gateway that is not set up, MALFORMED_REQUEST for what is not the gateway's
   */
  receive(gatewayId: string, body: string, headers: Headers): Promise<{ processed: Promise<void> }>;
  /** Acts on everything that is due. Safe in any number of processes. @returns how many events it looked at */
  process(): Promise<number>;
  /** What has waited for this fact is tried again at once. */
  wake(gateway: GatewayId, fact: GatewayFact): void;
  /** Empties the payloads of more than ninety days ago. */
  trim(): Promise<number>;
  /** Resolves when nothing is being done in this process. */
  idle(): Promise<void>;
}

export interface WebhooksDependencies {
  repository: WebhooksRepository;
  gateways: Pick<Gateways, "find">;
  alerts: AlertsRepository;
  apply: Payments["apply"];
  logger: PlatformLogger;
  now: () => Date;
}

export function createWebhooks(dependencies: WebhooksDependencies): Webhooks {
  const { repository, gateways, alerts, apply, logger, now } = dependencies;
  const running = new Set<Promise<unknown>>();
  const later = (milliseconds: number) => new Date(now().getTime() + milliseconds);

  const inBackground = (work: () => Promise<unknown>): Promise<void> => {
    const task = work()
      .catch((error) => logger.warn({ err: error }, "webhooks could not be acted upon; they are tried again"))
      .then(() => {
        running.delete(task);
      });
    running.add(task);
    return task;
  };

  const act = async (event: WebhookRow): Promise<"processed" | "ignored" | "waiting"> => {
    const gateway = gateways.find(event.gateway);
    if (!gateway) return "waiting";
    const fact = await gateway.readFact(event.payload);
    const outcome = fact ? await apply(gateway.id, fact) : "ignored";
    return outcome === "applied" ? "processed" : outcome;
  };

  const giveUp = async (event: WebhookRow, error: string) => {
    const { gateway, eventId, type } = event;
    const message = `What ${gateway} told ("${type}") could not be acted upon for three days.`;
    const details = { eventId, type, error };
    const key = `webhook-failed:${gateway}:${eventId}`;
    await alerts.raise({ key, kind: "webhook-failed", message, gateway, details }, now());
    await repository.finish(event, { status: "failed", error, at: now() });
  };

  const attempt = async (event: WebhookRow) => {
    let reason: string;
    try {
      const outcome = await act(event);
      if (outcome !== "waiting") return await repository.finish(event, { status: outcome, at: now() });
      reason = "It is about something that has not been told yet.";
    } catch (error) {
      const { gateway, eventId, type } = event;
      logger.warn({ err: error, gateway, eventId, type }, "a webhook could not be acted upon; it is tried again");
      reason = error instanceof AppError ? error.message : "It could not be acted upon; the log says why.";
    }
    if (now().getTime() - event.receivedAt.getTime() >= GIVEN_UP_MS) return giveUp(event, reason);
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (event.attempts - 1), LONGEST_BACKOFF_MS);
    await repository.defer(event, later(backoffMs), reason);
  };

  const process = async () => {
    for (let count = 0; ; ) {
      const events = await repository.claimDue(now(), BATCH);
      for (const event of events) await attempt(event);
      count += events.length;
      if (events.length < BATCH) return count;
    }
  };

  return {
    async receive(gatewayId, body, headers) {
      const gateway = gateways.find(gatewayId);
      if (!gateway) throw platformError("NOT_FOUND");
      const { eventId, type, occurredAt } = await gateway.verifyWebhook(body, headers);
      const key = { gateway: gateway.id, eventId };
      const isNew = await repository.add({ ...key, type, occurredAt, payload: body, receivedAt: now() });
      if (!isNew) return { processed: Promise.resolve() };
      const processed = inBackground(async () => {
        const event = await repository.claim(key, later(MINUTE_MS));
        if (event) await attempt(event);
      });
      return { processed };
    },

    process,

    wake(gateway, fact) {
      const names = listNames(fact);
      if (names.length === 0) return;
      void inBackground(async () => {
        if ((await repository.wake(gateway, names, now())) > 0) await process();
      });
    },

    trim: () => repository.emptyBefore(later(-PAYLOAD_KEPT_MS)),

    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** What other facts about the same payment or plan name as well. */
function listNames(fact: GatewayFact): string[] {
  const names = [
    "gatewayPaymentId" in fact ? fact.gatewayPaymentId : null,
    "gatewaySubscriptionId" in fact ? fact.gatewaySubscriptionId : null,
    "disputeId" in fact ? fact.disputeId : null,
    fact.kind === "payment.succeeded" ? (fact.subscription?.gatewaySubscriptionId ?? null) : null,
  ];
  return names.filter((name) => name !== null);
}
