import type { AuditRepository } from "../../audit/repository";
import type { CreditsRepository } from "../../credits/repository";
import type { Database } from "../../db/client";
import type { Notifications } from "../../notifications/service";
import type { AlertKind, AlertsRepository } from "../alerts/repository";
import type { GatewayId } from "../gateways/gateway";
import type { PlanPayments } from "../subscriptions/plan-payments";
import type { PaymentAnnouncer } from "./announcer";
import type { FactOf, Outcome } from "./facts";
import { noticeOfFailed, noticeOfPaid } from "./notices";
import type { PaymentRow, PaymentsRepository } from "./repository";
import { formatCredits, formatMoney, toPlanPayment } from "./snapshot";

type Success = FactOf<"payment.succeeded">;

/** How long a payment may be ahead of what it belongs to. */
const YOUNG_MS = 3_600_000;

/** Money that has come, or will not. */
export interface Received {
  succeeded(gateway: GatewayId, fact: Success): Promise<Outcome>;
  failed(gateway: GatewayId, fact: FactOf<"payment.failed">): Promise<Outcome>;
  expired(gateway: GatewayId, fact: FactOf<"checkout.expired">): Promise<Outcome>;
}

export interface ReceivedDependencies {
  repository: PaymentsRepository;
  alerts: AlertsRepository;
  ledger: Pick<CreditsRepository, "post">;
  planPayments: Pick<PlanPayments, "paid" | "findOwner" | "renewalFailed">;
  audit: Pick<AuditRepository, "add">;
  announcer: PaymentAnnouncer;
  notifications: Pick<Notifications, "tell">;
  /** Writes the receipt's mail in the transaction in progress. */
  mailReceipt: (payment: PaymentRow) => Promise<void>;
  /** Gateways whose customers may be others with every payment: those that only take single ones. */
  hasLastingCustomers: (gateway: GatewayId) => boolean;
  database: Pick<Database, "transaction">;
  now: () => Date;
}

export function createReceived(dependencies: ReceivedDependencies): Received {
  const { repository, alerts, ledger, planPayments, audit, announcer, notifications, database, now } = dependencies;

  /** The payment here that the money is for. A renewal or an upgrade that the gateway collected by itself is written down now. */
  const locate = async (gateway: GatewayId, fact: Success): Promise<PaymentRow | null> => {
    const referenced = fact.reference === null ? null : await repository.find(fact.reference);
    if (referenced?.gateway === gateway && fits(referenced, fact)) return repository.lock(referenced.id);
    const known = await repository.findByGatewayPayment(gateway, fact.gatewayPaymentId);
    if (known) return repository.lock(known.id);
    const period = fact.subscription;
    if (!period || period.purpose === "subscription") return null;
    const owner = await planPayments.findOwner(gateway, period.gatewaySubscriptionId);
    const payer = owner && (await repository.findPayer(owner.userId));
    if (!payer) return null;
    await repository.add({
      ...{ id: Bun.randomUUIDv7(), userId: payer.id, payerName: payer.name, payerEmail: payer.email },
      ...{ purpose: period.purpose, gateway, gatewayPaymentId: fact.gatewayPaymentId },
      ...{ amountCents: fact.amountCents, currency: fact.currency, plan: period.plan, interval: period.interval },
      ...{ description: describe(period), subscriptionId: owner.subscriptionId, createdAt: now() },
    });
    const added = await repository.findByGatewayPayment(gateway, fact.gatewayPaymentId);
    return added && repository.lock(added.id);
  };

  /** Why this money must not be taken for that payment. */
  const findRefusal = async (payment: PaymentRow, fact: Success): Promise<[AlertKind, string] | null> => {
    const gateway = payment.gateway as GatewayId;
    if (fact.amountCents !== payment.amountCents || fact.currency !== payment.currency) {
      const [arrived, asked] = [
        formatMoney(fact.amountCents, fact.currency),
        formatMoney(payment.amountCents, payment.currency),
      ];
      return ["amount-mismatch", `${arrived} arrived where ${asked} was asked for. Nothing was granted.`];
    }
    const known = await repository.findByGatewayPayment(gateway, fact.gatewayPaymentId);
    if (known && known.id !== payment.id) {
      return ["customer-mismatch", "The same money was told for two payments. It was granted for the first alone."];
    }
    const { customerId } = fact;
    if (customerId !== null && payment.userId !== null) {
      const isOther =
        dependencies.hasLastingCustomers(gateway) &&
        payment.gatewayCustomerId !== null &&
        payment.gatewayCustomerId !== customerId;
      if (isOther || (await repository.isCustomerOfAnother(gateway, customerId, payment.userId))) {
        return [
          "customer-mismatch",
          "The money came from a customer who belongs to somebody else. Nothing was granted.",
        ];
      }
    }
    if (payment.status === "paid" && payment.gatewayPaymentId !== fact.gatewayPaymentId) {
      return ["paid-twice", "A payment that is paid was paid again. Nothing was granted twice: give the second back."];
    }
    return null;
  };

  const refuse = async (payment: PaymentRow, fact: Success, [kind, message]: [AlertKind, string]) => {
    const { gateway, id: paymentId, userId } = payment;
    const { gatewayPaymentId, amountCents, currency, customerId } = fact;
    const details = { gatewayPaymentId, amountCents, currency, customerId };
    const named = { gateway, paymentId, userId: userId ?? undefined };
    await alerts.raise({ key: refusalKey(kind, gateway, gatewayPaymentId), kind, message, details, ...named }, now());
    if (payment.status !== "pending") return;
    const failureMessage =
      "What arrived does not fit what was asked for. Nothing was granted; we look into it and give it back.";
    await fail(payment, failureMessage);
  };

  const grant = async (payment: PaymentRow, fact: Success) => {
    const paid = await repository.update(payment.id, {
      ...{ status: "paid", gatewayPaymentId: fact.gatewayPaymentId, paidAt: fact.paidAt, failureMessage: null },
      gatewayCustomerId: fact.customerId ?? payment.gatewayCustomerId,
    });
    const { id, userId, gateway, credits, amountCents, currency } = paid;
    const isPack = paid.purpose === "pack";
    await audit.add({
      ...{ actorKind: "gateway", actorId: gateway, action: isPack ? "credits.bought" : "plan.paid", targetId: id },
      userId: userId ?? undefined,
      details: { amountCents, currency, ...(isPack ? { credits } : { plan: paid.plan, purpose: paid.purpose }) },
    });
    if (userId === null) {
      const message = `${formatMoney(amountCents, currency)} arrived for an account that has been removed. Give it back.`;
      await alerts.raise({ key: `account-gone:${id}`, kind: "account-gone", message, gateway, paymentId: id }, now());
      return;
    }
    if (isPack) {
      await ledger.post({
        ...{ userId, kind: "grant", availableDelta: credits, heldDelta: 0, idempotencyKey: `payment:${id}` },
        note: `Bought ${formatCredits(credits)}`,
      });
    } else {
      const { subscriptionId, periodStart, periodEnd } = await planPayments.paid(
        toPlanPayment(paid),
        fact.subscription,
      );
      await repository.update(id, { subscriptionId, periodStart, periodEnd });
    }
    await dependencies.mailReceipt(paid);
    await notifications.tell(userId, noticeOfPaid(paid));
  };

  const fail = async (payment: PaymentRow, failureMessage: string): Promise<Outcome> => {
    const ended = await announcer.change(payment, () =>
      repository.endPending(payment.id, { status: "failed", failureMessage }),
    );
    if (!ended) return "ignored";
    // A renewal that failed is told with what it means for the plan.
    if (payment.userId !== null && payment.purpose !== "renewal") {
      await notifications.tell(payment.userId, noticeOfFailed(payment, failureMessage));
    }
    return "applied";
  };

  return {
    succeeded: (gateway, fact) =>
      database.transaction(async () => {
        const payment = await locate(gateway, fact);
        if (!payment) return unknown(gateway, fact);
        const refusal = await findRefusal(payment, fact);
        if (refusal) await refuse(payment, fact, refusal);
        if (refusal || payment.status === "paid") return "ignored";
        await announcer.change(payment, () => grant(payment, fact));
        return "applied";
      }),

    async failed(gateway, { reference, gatewaySubscriptionId, message }) {
      if (gatewaySubscriptionId !== null) {
        return (await planPayments.renewalFailed(gateway, gatewaySubscriptionId, message)) ? "applied" : "waiting";
      }
      return database.transaction(async () => {
        const payment = reference === null ? null : await repository.lock(reference);
        if (payment?.gateway !== gateway || payment.status !== "pending") return "ignored";
        return fail(payment, message);
      });
    },

    expired: (gateway, { reference, checkoutId }) =>
      database.transaction(async () => {
        const payment = reference === null ? null : await repository.lock(reference);
        if (payment?.gateway !== gateway || payment.status !== "pending") return "ignored";
        if (payment.gatewayCheckoutId !== null && payment.gatewayCheckoutId !== checkoutId) return "ignored";
        const ended = await announcer.change(payment, () => repository.endPending(payment.id, { status: "cancelled" }));
        return ended ? "applied" : "ignored";
      }),
  };

  async function unknown(gateway: GatewayId, fact: Success): Promise<Outcome> {
    if (now().getTime() - fact.paidAt.getTime() < YOUNG_MS) return "waiting";
    const { gatewayPaymentId, amountCents, currency, reference } = fact;
    const key = refusalKey("unknown-payment", gateway, gatewayPaymentId);
    const message = `${formatMoney(amountCents, currency)} arrived for nothing that was asked for here.`;
    const details = { gatewayPaymentId, amountCents, currency, reference };
    await alerts.raise({ key, kind: "unknown-payment", message, gateway, details }, now());
    return "ignored";
  }
}

const refusalKey = (kind: AlertKind, gateway: string, gatewayPaymentId: string) =>
  `${kind}:${gateway}:${gatewayPaymentId}`;

/** The alerts of money that was not taken for any payment. */
export function listRefusalKeys(gateway: string, gatewayPaymentId: string): string[] {
  const kinds: AlertKind[] = ["amount-mismatch", "customer-mismatch", "paid-twice", "unknown-payment"];
  return kinds.map((kind) => refusalKey(kind, gateway, gatewayPaymentId));
}

/** A gateway may repeat the reference of the first payment of a plan with every later one. */
function fits(payment: PaymentRow, { subscription }: Success): boolean {
  return subscription === null || subscription.purpose === "subscription" || payment.purpose === subscription.purpose;
}

function describe({ purpose, plan, interval }: NonNullable<Success["subscription"]>): string {
  const name = plan.replace(/^./, (letter) => letter.toUpperCase());
  return purpose === "renewal" ? `${name}, another ${interval}` : `Change to ${name}, by the ${interval}`;
}
