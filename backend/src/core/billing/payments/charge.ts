import { createHash } from "node:crypto";
import { AppError, platformError } from "@lumiku/app-sdk";
import type { Payment } from "@lumiku/contracts/payments";
import type { PlatformCollected } from "../gateways/gateway";
import type { Gateways } from "../gateways/gateways";
import type { ChargeOrder, Payments } from "./payments";
import type { PaymentRow, PaymentsRepository } from "./repository";
import { toPayment } from "./snapshot";

export interface ChargeDependencies {
  repository: Pick<PaymentsRepository, "add" | "find" | "findByKey" | "findPayer">;
  gateways: Pick<Gateways, "find">;
  apply: Payments["apply"];
  now: () => Date;
}

/**
 * Charges what a customer left at an earlier checkout. The payment's id is the gateway's reference, and a gateway charges
 * a reference once: after a crash between charging and writing that down, the same key finds the charge that was made.
 */
export function createCharge(dependencies: ChargeDependencies): (order: ChargeOrder) => Promise<Payment> {
  const { repository, gateways, apply, now } = dependencies;

  const writeDown = async (order: ChargeOrder): Promise<PaymentRow> => {
    const payer = await repository.findPayer(order.userId);
    if (!payer) throw platformError("UNAUTHENTICATED");
    const requestHash = hashOf(order);
    const { idempotencyKey } = order;
    await repository.add({
      ...{ id: Bun.randomUUIDv7(), userId: payer.id, payerName: payer.name, payerEmail: payer.email, requestHash },
      ...{ purpose: order.purpose, gateway: order.gateway, gatewayCustomerId: order.customerId },
      ...{ amountCents: order.amountCents, currency: order.currency, description: order.description },
      ...{ plan: order.plan, interval: order.interval, subscriptionId: order.subscriptionId },
      ...{ periodStart: order.periodStart, periodEnd: order.periodEnd },
      ...{ idempotencyKey, createdAt: now() },
    });
    const payment = await repository.findByKey(order.userId, idempotencyKey);
    if (!payment) throw new Error(`The charge ${idempotencyKey} was not written down`);
    if (payment.requestHash !== requestHash) throw platformError("IDEMPOTENCY_CONFLICT");
    return payment;
  };

  const collect = async (payment: PaymentRow, plans: PlatformCollected, order: ChargeOrder): Promise<void> => {
    const { id: reference, amountCents, currency, description } = payment;
    const { customerId, gateway } = order;
    try {
      const charged = await plans.charge({ reference, customerId, amountCents, currency, description });
      const money = { reference, customerId, amountCents, currency, subscription: null };
      await apply(gateway, { kind: "payment.succeeded", ...money, ...charged });
    } catch (error) {
      if (!(error instanceof AppError))
        throw platformError("PAYMENT_UNAVAILABLE", { cause: error, message: UNCERTAIN });
      if (error.code !== "PAYMENT_DECLINED") throw error;
      const facts = { reference, gatewayPaymentId: null, gatewaySubscriptionId: null, message: error.message };
      await apply(gateway, { kind: "payment.failed", ...facts });
      throw error;
    }
  };

  return async (order) => {
    const plans = gateways.find(order.gateway)?.plans;
    if (!plans) throw platformError("PAYMENT_UNAVAILABLE");
    if (plans.collects !== "platform") throw new TypeError(`${order.gateway} collects renewals by itself`);
    const payment = await writeDown(order);
    if (payment.status === "paid") return toPayment(payment);
    if (payment.status === "failed") throw declined(payment);
    await collect(payment, plans, order);
    const after = await repository.find(payment.id);
    if (after?.status === "paid") return toPayment(after);
    throw after?.status === "failed" ? declined(after) : platformError("PAYMENT_UNAVAILABLE", { message: UNCERTAIN });
  };
}

const UNCERTAIN = "The payment service did not say how it went. It is asked again, and nothing is charged twice.";

const declined = ({ failureMessage }: PaymentRow) =>
  platformError("PAYMENT_DECLINED", failureMessage ? { message: failureMessage } : {});

/** Not the amount: a charge that was begun goes on for what it was begun with. */
function hashOf({ gateway, purpose, subscriptionId, plan, interval }: ChargeOrder): string {
  const asked = ["charge", gateway, purpose, subscriptionId, plan, interval];
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
