import { createHash } from "node:crypto";
import { AppError, platformError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import { decodeCursor, toPage } from "@lumiku/app-sdk/server";
import type { Payment } from "@lumiku/contracts/payments";
import type { AuditRepository } from "../../audit/repository";
import type { GatewayId } from "../gateways/gateway";
import type { Gateways } from "../gateways/gateways";
import type { Closing } from "./closing";
import type { Payments } from "./payments";
import type { PaymentRow, PaymentsRepository } from "./repository";
import { formatMoney, toPayment } from "./snapshot";

interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

interface PaymentsPage<P = Payment> {
  items: P[];
  nextCursor: string | null;
}

/** A payment as an administrator sees it. */
export type OwnedPayment = Payment & { userId: string | null };

/** What people do with payments that were begun, and administrators with everybody's. */
export interface PaymentDesk {
  list(userId: string, page: PageRequest): Promise<PaymentsPage>;
  /** @throws AppError NOT_FOUND, also for someone else's */
  get(userId: string, paymentId: string): Promise<Payment>;
  /** Asks the gateway how it went. @throws AppError NOT_FOUND, PAYMENT_UNAVAILABLE */
  confirm(userId: string, paymentId: string): Promise<Payment>;
  /** Gives it up; one that has been paid is paid. @throws AppError NOT_FOUND, PAYMENT_UNAVAILABLE */
  abandon(userId: string, paymentId: string): Promise<Payment>;
  /** Newest first. For administrators alone. */
  listAll(
    page: PageRequest & { userId?: string | undefined; status?: Payment["status"] | undefined },
  ): Promise<PaymentsPage<OwnedPayment>>;
  /**
   * Gives back what is left of a payment, or part of it. For administrators alone. The same amount goes back once for
   * each key; without one, once when it is asked for twice at the same time.
   *
   * @throws AppError NOT_FOUND, CONFLICT when it is not paid or less is left, PAYMENT_UNAVAILABLE
   */
  refund(
    actor: Pick<Actor, "userId">,
    paymentId: string,
    amountCents: number | undefined,
    reason: string,
    address?: string,
    idempotencyKey?: string,
  ): Promise<Payment>;
}

export interface PaymentDeskDependencies {
  repository: Pick<PaymentsRepository, "find" | "findOwned" | "list">;
  gateways: Pick<Gateways, "find">;
  closing: Closing;
  apply: Payments["apply"];
  audit: Pick<AuditRepository, "add">;
}

export function createPaymentDesk(dependencies: PaymentDeskDependencies): PaymentDesk {
  const { repository, gateways, closing, apply, audit } = dependencies;

  const getOwned = async (userId: string, paymentId: string) => {
    const payment = await repository.findOwned(userId, paymentId);
    if (!payment) throw missing();
    return payment;
  };

  const page = async (request: PageRequest & Pick<Parameters<PaymentsRepository["list"]>[0], "userId" | "status">) => {
    const { cursor, ...filter } = request;
    const rows = await repository.list({ ...filter, after: decodeCursor(cursor) });
    return toPage(rows, filter.limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  };

  return {
    async list(userId, request) {
      const { items, nextCursor } = await page({ ...request, userId });
      return { items: items.map(toPayment), nextCursor };
    },

    get: async (userId, paymentId) => toPayment(await getOwned(userId, paymentId)),

    async confirm(userId, paymentId) {
      const payment = await getOwned(userId, paymentId);
      return toPayment(await ask(() => closing.settle(payment)));
    },

    async abandon(userId, paymentId) {
      const payment = await getOwned(userId, paymentId);
      return toPayment(await ask(() => closing.close(payment)));
    },

    async listAll(request) {
      const { items, nextCursor } = await page(request);
      return { items: items.map((row) => ({ ...toPayment(row), userId: row.userId })), nextCursor };
    },

    async refund(actor, paymentId, amountCents, reason, address, idempotencyKey) {
      const payment = await repository.find(paymentId);
      if (!payment) throw missing();
      const order = toRefund(payment, amountCents, reason, idempotencyKey);
      const gateway = gateways.find(payment.gateway);
      if (!gateway) throw platformError("PAYMENT_UNAVAILABLE", { message: NOT_SET_UP });
      // Before it is asked for: money that went back without an answer has somebody who ordered it.
      await audit.add({
        ...{ actorKind: "admin", actorId: actor.userId, action: "refund.ordered", targetId: paymentId, address },
        userId: payment.userId ?? undefined,
        details: { amountCents: order.amountCents, currency: order.currency, reason },
      });
      const { gatewayRefundId } = await gateway.refund(order);
      const { gatewayPaymentId, currency } = order;
      const fact = { gatewayPaymentId, gatewayRefundId, amountCents: order.amountCents, currency, reason };
      await apply(payment.gateway as GatewayId, { kind: "refund.succeeded", ...fact });
      return toPayment((await repository.find(paymentId)) ?? payment);
    },
  };
}

const NOT_SET_UP = "The payment service it came through is not set up any more. Give it back there.";
const missing = () => platformError("NOT_FOUND", { message: "There is no such payment." });

/** Nobody knows how it went until the service answers: not even that nothing was charged. */
async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof AppError && error.code !== "PAYMENT_UNAVAILABLE") throw error;
    const message = "The payment service does not answer. What you have paid arrives here by itself.";
    throw platformError("PAYMENT_UNAVAILABLE", { message, retryable: true, cause: error });
  }
}

/** @throws AppError CONFLICT */
function toRefund(payment: PaymentRow, asked: number | undefined, reason: string, key: string | undefined) {
  const { id, gatewayPaymentId, currency, status, refundedCents } = payment;
  const leftCents = payment.amountCents - refundedCents;
  if (status !== "paid" || !gatewayPaymentId) throw platformError("CONFLICT", { message: "This payment is not paid." });
  if (leftCents === 0) throw platformError("CONFLICT", { message: "All of it has been given back already." });
  const amountCents = asked ?? leftCents;
  if (amountCents > leftCents) {
    const message = `Only ${formatMoney(leftCents, currency)} is left of this payment.`;
    throw platformError("CONFLICT", { message, details: { leftCents } });
  }
  const idempotencyKey = `refund:${id}:${key === undefined ? refundedCents : `key-${hashOf(key)}`}:${amountCents}`;
  return { gatewayPaymentId, amountCents, currency, reason, idempotencyKey };
}

/** A person chooses it, and gateways take keys of some lengths only. */
const hashOf = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 32);
