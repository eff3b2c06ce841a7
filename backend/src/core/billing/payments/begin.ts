import { createHash } from "node:crypto";
import { AppError, platformError } from "@lumiku/app-sdk";
import type { Payment } from "@lumiku/contracts/payments";
import type { Database } from "../../db/client";
import type { PlatformLogger } from "../../observability/logger";
import type { Gateways } from "../gateways/gateways";
import type { Closing } from "./closing";
import type { PaymentOrder } from "./payments";
import type { PaymentRow, PaymentsRepository } from "./repository";
import { toPayment } from "./snapshot";

/** A checkout that ends sooner is not worth coming back to. */
const WORTH_REUSING_MS = 10 * 60_000;
const CHECKOUT_MS = 24 * 3_600_000;

export interface BeginDependencies {
  repository: PaymentsRepository;
  gateways: Gateways;
  closing: Closing;
  database: Pick<Database, "transaction">;
  /** Where people find the web app. */
  webUrl: string;
  logger: PlatformLogger;
  now: () => Date;
}

interface WrittenDown {
  payment: PaymentRow;
  /** Pending ones that this one takes the place of. */
  replaced: readonly PaymentRow[];
}

/**
 * Opens a checkout for a payment that is written down first: whatever fails in between leaves a pending payment without
 * a checkout, which the next call with its key continues and the look at forgotten ones ends.
 */
export function createBegin(dependencies: BeginDependencies): (order: PaymentOrder) => Promise<Payment> {
  const { repository, gateways, closing, database, webUrl, logger, now } = dependencies;
  // Gateways give one checkout to one reference, but some refuse to be asked twice at the same time.
  const opening = new Map<string, Promise<PaymentRow>>();

  const writeDown = async (order: PaymentOrder): Promise<WrittenDown> => {
    const payer = await repository.lockPayer(order.userId);
    if (!payer) throw platformError("UNAUTHENTICATED");
    // A person chooses it: it must not be that of a renewal.
    const key = order.idempotencyKey === undefined ? null : `checkout:${order.idempotencyKey}`;
    const requestHash = hashOf(order);
    const earlier = key && (await repository.findByKey(order.userId, key));
    if (earlier) {
      if (earlier.requestHash !== requestHash) throw platformError("IDEMPOTENCY_CONFLICT");
      return { payment: earlier, replaced: [] };
    }
    const pending = await repository.listPending(order.userId);
    const same = pending.filter((payment) => payment.requestHash === requestHash);
    const reusable = key === null && same.find((payment) => isWorthReusing(payment, order, now()));
    if (reusable) return { payment: reusable, replaced: [] };

    const id = Bun.randomUUIDv7();
    const at = now();
    await repository.add({
      ...{ id, userId: payer.id, payerName: payer.name, payerEmail: payer.email, purpose: order.purpose },
      ...{ gateway: order.gateway, amountCents: order.amountCents, currency: order.currency },
      ...{ description: order.description, idempotencyKey: key, requestHash, createdAt: at },
      ...{ pack: order.pack?.key ?? null, credits: order.pack?.credits ?? 0 },
      ...{ plan: order.plan?.plan ?? null, interval: order.plan?.interval ?? null },
      gatewayCustomerId: await repository.findCustomer(payer.id, order.gateway),
      subscriptionId: order.subscriptionId ?? null,
      expiresAt: new Date(at.getTime() + CHECKOUT_MS),
    });
    const payment = await repository.find(id);
    if (!payment) throw new Error(`Payment ${id} was not written down`);
    // Of plans a person needs one: two checkouts could both be paid.
    const isReplaced = (other: PaymentRow) =>
      other.requestHash === requestHash || (order.purpose === "subscription" && other.purpose === "subscription");
    return { payment, replaced: pending.filter(isReplaced) };
  };

  const openCheckout = async (payment: PaymentRow): Promise<PaymentRow> => {
    const gateway = gateways.find(payment.gateway);
    if (!gateway) throw platformError("PAYMENT_UNAVAILABLE");
    const { id, userId, payerEmail, plan, interval } = payment;
    const back = `${webUrl}/billing/return?payment=${id}`;
    const checkout = await gateway.createCheckout({
      ...{ reference: id, userId: userId ?? "", email: payerEmail ?? "", customerId: payment.gatewayCustomerId },
      ...{ description: payment.description, amountCents: payment.amountCents, currency: payment.currency },
      plan: plan && interval ? { plan: plan as "basic" | "pro" | "enterprise", interval } : null,
      successUrl: back,
      cancelUrl: `${back}&cancelled=1`,
    });
    return repository.update(id, {
      ...{ gatewayCheckoutId: checkout.checkoutId, checkoutUrl: checkout.url },
      ...(checkout.expiresAt && { expiresAt: checkout.expiresAt }),
    });
  };

  const openOnce = (payment: PaymentRow): Promise<PaymentRow> => {
    const running = opening.get(payment.id);
    if (running) return running;
    const started = openCheckout(payment).finally(() => opening.delete(payment.id));
    opening.set(payment.id, started);
    return started;
  };

  /** @throws AppError ALREADY_SUBSCRIBED when one of those was a plan, and has been paid */
  const closeReplaced = async ({ payment, replaced }: WrittenDown) => {
    for (const old of replaced) {
      try {
        const ended = await closing.close(old);
        if (ended.status !== "paid" || ended.purpose !== "subscription" || payment.purpose !== "subscription") continue;
      } catch (error) {
        logger.warn({ err: error, paymentId: old.id }, "a checkout that was replaced could not be closed");
        continue;
      }
      await closing.close(payment);
      const message = "The plan you began to pay for before has just been paid. Nothing more was charged.";
      throw platformError("ALREADY_SUBSCRIBED", { message });
    }
  };

  return async (order) => {
    const written = await database.transaction(() => writeDown(order));
    const { payment } = written;
    if (payment.status !== "pending" || payment.checkoutUrl) return toPayment(payment);
    await closeReplaced(written);
    try {
      return toPayment(await openOnce(payment));
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw platformError("PAYMENT_UNAVAILABLE", { cause: error });
    }
  };
}

function isWorthReusing(payment: PaymentRow, order: PaymentOrder, at: Date): boolean {
  const isSamePrice = payment.amountCents === order.amountCents && payment.currency === order.currency;
  return isSamePrice && (payment.expiresAt === null || payment.expiresAt.getTime() > at.getTime() + WORTH_REUSING_MS);
}

/** What was asked for, not what it cost: the price may have changed between two calls with one key. */
function hashOf({ purpose, gateway, pack, plan, subscriptionId }: PaymentOrder): string {
  const asked = [purpose, gateway, pack?.key, plan?.plan, plan?.interval, subscriptionId];
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
