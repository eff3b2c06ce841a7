import { platformError } from "@lumiku/app-sdk";
import type { Database } from "../../db/client";
import type { CheckoutOrder, GatewayFact, RefundOrder } from "./gateway";

export type SandboxRow = NonNullable<Awaited<ReturnType<Database["client"]["sandboxPayment"]["findUnique"]>>>;

/** What the buyer does: pays with a card that works, is declined, or fails at renewals; or leaves. */
export type SandboxOutcome = "works" | "declined" | "fails-later" | "abandon";

/** One word of the sandbox, as it goes over the wire. */
export interface SandboxEvent {
  id: string;
  createdAt: string;
  fact: GatewayFact;
}

/**
 * What a real gateway would do on machines of its own: it keeps checkouts, customers with their cards, payments, refunds
 * and disputes, and tells of every change. Nothing else reads its tables.
 */
export interface SandboxServer {
  open(order: CheckoutOrder): Promise<SandboxRow>;
  findCheckout(checkoutId: string): Promise<SandboxRow | null>;
  /** The buyer's decision. The first one counts. */
  decide(checkoutId: string, outcome: SandboxOutcome): Promise<SandboxRow>;
  /** Charges a customer's card once per reference. */
  charge(
    order: Pick<CheckoutOrder, "reference" | "amountCents" | "currency" | "description"> & { customerId: string },
  ): Promise<SandboxRow>;
  refund(order: RefundOrder): Promise<SandboxRow>;
  openDispute(gatewayPaymentId: string): Promise<string>;
  closeDispute(disputeId: string, outcome: "won" | "lost"): Promise<void>;
  list(since: Date, after: string | undefined, limit: number): Promise<SandboxRow[]>;
}

export interface SandboxServerDependencies {
  database: Database;
  /** Sends a word to the platform. */
  tell: (event: SandboxEvent) => Promise<void>;
  now: () => Date;
}

/** An open checkout is worth nothing after a day. */
const CHECKOUT_MS = 24 * 3_600_000;

export const expiresAt = ({ createdAt }: SandboxRow) => new Date(createdAt.getTime() + CHECKOUT_MS);

export function createSandboxServer({ database, tell, now }: SandboxServerDependencies): SandboxServer {
  const { client } = database;

  const announce = async (fact: GatewayFact | null) => {
    if (fact) await tell({ id: `evt_${crypto.randomUUID()}`, createdAt: now().toISOString(), fact });
  };

  /** What was asked for under this key, the first time. */
  const once = async (idempotencyKey: string, row: Omit<SandboxRow, "idempotencyKey" | "createdAt">) => {
    const data = { ...row, idempotencyKey, createdAt: now() };
    const { count } = await client.sandboxPayment.createMany({ data, skipDuplicates: true });
    const stored = await client.sandboxPayment.findUnique({ where: { idempotencyKey } });
    if (!stored) throw new Error(`The sandbox lost ${idempotencyKey}`);
    return { stored, isNew: count === 1 };
  };

  const find = (id: string) => client.sandboxPayment.findUnique({ where: { id } });
  const getPaid = async (id: string) => {
    const row = await find(id);
    if (row?.status !== "paid") throw platformError("NOT_FOUND", { message: "The sandbox has no such payment." });
    return row;
  };

  /** One that nobody decided in time has expired, whoever looks first. */
  const findCheckout = async (checkoutId: string) => {
    const row = await client.sandboxPayment.findUnique({ where: { checkoutId } });
    return row?.status === "open" && expiresAt(row) <= now() ? { ...row, status: "expired" } : row;
  };

  return {
    async open({ reference, userId, customerId, description, amountCents, currency, plan, successUrl, cancelUrl }) {
      const { stored } = await once(`checkout:${reference}`, {
        ...{ id: newId("pay"), checkoutId: newId("chk"), reference, description, amountCents, currency },
        ...{ customerId: customerId ?? `cus_${userId}`, kind: plan ? "recurring" : "single", status: "open" },
        ...{ refundedCents: 0, successUrl, cancelUrl, paidAt: null },
      });
      return stored;
    },

    findCheckout,

    async decide(checkoutId, outcome) {
      const row = await findCheckout(checkoutId);
      if (!row) throw platformError("NOT_FOUND");
      const status = statuses[outcome];
      const [decided] = await client.sandboxPayment.updateManyAndReturn({
        where: { checkoutId, status: "open", createdAt: { gt: new Date(now().getTime() - CHECKOUT_MS) } },
        data: { status, ...(status === "paid" && { paidAt: now() }) },
      });
      if (!decided) return (await findCheckout(checkoutId)) ?? row;
      if (status === "paid") {
        const [id, card] = [decided.customerId, outcome];
        await client.sandboxCustomer.upsert({ where: { id }, create: { id, card }, update: { card } });
      }
      await announce(factOf(decided));
      return decided;
    },

    async charge({ reference, customerId, amountCents, currency, description }) {
      const customer = await client.sandboxCustomer.findUnique({ where: { id: customerId } });
      const isPaid = customer?.card === "works";
      const { stored, isNew } = await once(`charge:${reference}`, {
        ...{
          id: newId("pay"),
          checkoutId: null,
          customerId,
          reference,
          kind: "charge",
          amountCents,
          currency,
          description,
        },
        ...{ status: isPaid ? "paid" : "declined", paidAt: isPaid ? now() : null },
        ...{ refundedCents: 0, successUrl: null, cancelUrl: null },
      });
      if (isNew) await announce(factOf(stored));
      return stored;
    },

    async refund({ gatewayPaymentId, amountCents, currency, reason, idempotencyKey }) {
      const { stored, isNew } = await database.transaction(async () => {
        const payment = await getPaid(gatewayPaymentId);
        const result = await once(`refund:${idempotencyKey}`, {
          ...{ id: newId("ref"), checkoutId: null, customerId: payment.customerId, reference: gatewayPaymentId },
          ...{ kind: "refund", status: "paid", amountCents, currency, description: reason, refundedCents: 0 },
          ...{ successUrl: null, cancelUrl: null, paidAt: now() },
        });
        if (!result.isNew) return result;
        const { count } = await client.sandboxPayment.updateMany({
          where: { id: gatewayPaymentId, refundedCents: { lte: payment.amountCents - amountCents } },
          data: { refundedCents: { increment: amountCents } },
        });
        if (count === 0) throw platformError("CONFLICT", { message: "That is more than is left of the payment." });
        return result;
      });
      if (isNew) {
        const facts = { gatewayPaymentId, gatewayRefundId: stored.id, amountCents, currency, reason };
        await announce({ kind: "refund.succeeded", ...facts });
      }
      return stored;
    },

    async openDispute(gatewayPaymentId) {
      const { customerId, amountCents, currency, description } = await getPaid(gatewayPaymentId);
      const { stored, isNew } = await once(`dispute:${gatewayPaymentId}`, {
        ...{
          id: newId("dsp"),
          checkoutId: null,
          customerId,
          reference: gatewayPaymentId,
          kind: "dispute",
          status: "open",
        },
        ...{ amountCents, currency, description, refundedCents: 0, successUrl: null, cancelUrl: null, paidAt: null },
      });
      if (isNew) await announce({ kind: "dispute.opened", gatewayPaymentId, disputeId: stored.id });
      return stored.id;
    },

    async closeDispute(disputeId, outcome) {
      const [closed] = await client.sandboxPayment.updateManyAndReturn({
        where: { id: disputeId, kind: "dispute", status: "open" },
        data: { status: outcome },
      });
      if (closed) await announce({ kind: `dispute.${outcome}`, gatewayPaymentId: closed.reference, disputeId });
    },

    list: (since, after, take) =>
      client.sandboxPayment.findMany({
        where: {
          createdAt: { gte: since },
          kind: { in: ["single", "recurring", "charge"] },
          ...(after && { id: { gt: after } }),
        },
        orderBy: { id: "asc" },
        take,
      }),
  };
}

const statuses: Record<SandboxOutcome, string> = {
  works: "paid",
  "fails-later": "paid",
  declined: "declined",
  abandon: "expired",
};

const newId = (prefix: string) => `${prefix}_${Bun.randomUUIDv7().replaceAll("-", "")}`;

/** How a payment stands there, in words of no gateway; null while it is open. */
export function factOf(row: SandboxRow): GatewayFact | null {
  const { id: gatewayPaymentId, reference, checkoutId, customerId, amountCents, currency, status, paidAt } = row;
  if (status === "paid" && paidAt) {
    const money = { gatewayPaymentId, customerId, amountCents, currency, paidAt, subscription: null };
    return { kind: "payment.succeeded", reference, ...money };
  }
  if (status === "declined") {
    const message = "The test card was declined. Nothing was charged.";
    return { kind: "payment.failed", reference, gatewayPaymentId, gatewaySubscriptionId: null, message };
  }
  return status === "expired" && checkoutId ? { kind: "checkout.expired", reference, checkoutId } : null;
}
