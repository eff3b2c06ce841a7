import type { Payment } from "@lumiku/contracts/payments";
import { type Clock, createClock } from "../../testing/clock";
import { createTestPlatform, type TestPlatform, type TestPlatformOptions } from "../../testing/platform";
import type { GatewayFact, PaymentGateway } from "../gateways/gateway";
import type { SandboxOutcome } from "../gateways/sandbox-server";
import { createSandboxSigner } from "../gateways/sandbox-signing";

export type Buyer = Awaited<ReturnType<TestPlatform["join"]>>;

export interface WebhookOptions {
  eventId?: string;
  /** When it was signed. */
  signedAt?: Date;
  secret?: string;
}

/** A platform with test money, on which payments are made and told of as from outside. */
export interface Counter {
  platform: TestPlatform;
  clock: Clock;
  /** Begins to buy a pack. */
  begin(buyer: Buyer, pack?: string, idempotencyKey?: string): Promise<Payment>;
  decide(buyer: Buyer, payment: Payment, outcome: SandboxOutcome): Promise<void>;
  /** Buys a pack. @returns the payment as the gateway names it, and here */
  buy(buyer: Buyer, pack?: string): Promise<{ payment: Payment; gatewayPaymentId: string }>;
  /** What the sandbox would tell once this payment is made; nothing is paid there. */
  successOf(buyer: Buyer, payment: Payment): Extract<GatewayFact, { kind: "payment.succeeded" }>;
  /** Posts a fact as a webhook of the sandbox's. @returns the answer's status, once it was acted upon */
  post(fact: GatewayFact, options?: WebhookOptions): Promise<number>;
  available(buyer: Buyer): Promise<number>;
  tier(buyer: Buyer): Promise<string>;
  /** The kinds of the alerts about these people, or about nobody. */
  alerts(...buyers: Buyer[]): Promise<string[]>;
  /** Wallets that differ from their ledger. */
  discrepancies(): Promise<unknown[]>;
  close(): Promise<void>;
}

export async function openCounter(options: TestPlatformOptions = {}): Promise<Counter> {
  const clock = createClock();
  const platform = await createTestPlatform({ hasWorker: false, now: clock.now, ...options });
  const { client } = platform.database;
  const { webhooks } = platform.billing;
  const checkoutOf = ({ checkoutUrl }: Payment) => ({ checkoutId: checkoutUrl?.split("/").at(-1) ?? "" });

  const begin: Counter["begin"] = (buyer, pack = "credits-500", idempotencyKey) =>
    buyer.billing.checkout({
      body: { kind: "pack", pack, gateway: "sandbox" },
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
  const decide: Counter["decide"] = async (buyer, payment, outcome) => {
    await buyer.billing.decideSandboxCheckout({ params: checkoutOf(payment), body: { outcome } });
  };

  return {
    platform,
    clock,
    begin,
    decide,

    async buy(buyer, pack) {
      const begun = await begin(buyer, pack);
      await decide(buyer, begun, "works");
      const payment = await buyer.billing.payment({ params: { paymentId: begun.id } });
      const row = await client.payment.findUniqueOrThrow({ where: { id: begun.id } });
      return { payment, gatewayPaymentId: row.gatewayPaymentId ?? "" };
    },

    successOf: ({ userId }, { id, amountCents, currency }) => ({
      ...{ kind: "payment.succeeded", reference: id, gatewayPaymentId: `pay_of_${id}`, customerId: `cus_${userId}` },
      ...{ amountCents, currency, paidAt: clock.now(), subscription: null },
    }),

    async post(fact, { eventId = crypto.randomUUID(), signedAt = clock.now(), secret = platform.signingSecret } = {}) {
      const body = JSON.stringify({ id: eventId, createdAt: clock.now().toISOString(), fact });
      const headers = createSandboxSigner(secret).sign(body, signedAt);
      const response = await fetch(`${platform.url}/api/webhooks/sandbox`, { method: "POST", body, headers });
      await webhooks.idle();
      return response.status;
    },

    async available({ userId }) {
      return (await platform.credits.balance(userId)).available;
    },
    tier: async ({ userId }) => (await client.user.findUniqueOrThrow({ where: { id: userId } })).tier,

    async alerts(...buyers) {
      const who = buyers.map(({ userId }) => userId);
      const rows = await client.billingAlert.findMany({
        where: { OR: [{ userId: { in: who } }, ...(who.length === 0 ? [{ userId: null }] : [])] },
        orderBy: { id: "asc" },
      });
      return rows.map(({ kind }) => kind);
    },

    discrepancies: () => platform.credits.audit(),
    close: () => platform.close(),
  };
}

type Breakable = "createCheckout" | "expireCheckout" | "settleCheckout" | "refund" | "readFact";

/** The next call of this kind fails: before it does anything, or after it has done all, as when a connection breaks. */
export function breakOnce(gateway: PaymentGateway, call: Breakable, when: "before" | "after"): void {
  const original = gateway[call] as (...parameters: unknown[]) => unknown;
  const broken = async (...parameters: unknown[]) => {
    Object.assign(gateway, { [call]: original });
    if (when === "after") await original.apply(gateway, parameters);
    throw new Error("The connection broke");
  };
  Object.assign(gateway, { [call]: broken });
}
