import type { AuditRepository } from "../../audit/repository";
import type { CreditsRepository } from "../../credits/repository";
import type { Database } from "../../db/client";
import type { AlertsRepository } from "../alerts/repository";
import type { GatewayId } from "../gateways/gateway";
import type { PlanPayments } from "../subscriptions/plan-payments";
import type { PaymentAnnouncer } from "./announcer";
import type { FactOf, Outcome } from "./facts";
import { listRefusalKeys } from "./received";
import type { PaymentRow, PaymentsRepository } from "./repository";
import { formatCredits, formatMoney, toPlanPayment } from "./snapshot";

type Refund = FactOf<"refund.succeeded">;
type Dispute = FactOf<"dispute.opened" | "dispute.won" | "dispute.lost">;

/** Money that goes back, by a refund or a dispute, and the credits that go with it. */
export interface GivenBack {
  refunded(gateway: GatewayId, fact: Refund): Promise<Outcome>;
  disputed(gateway: GatewayId, fact: Dispute): Promise<Outcome>;
}

export interface GivenBackDependencies {
  repository: PaymentsRepository;
  alerts: AlertsRepository;
  ledger: Pick<CreditsRepository, "post" | "lock">;
  planPayments: Pick<PlanPayments, "refunded">;
  audit: Pick<AuditRepository, "add">;
  announcer: PaymentAnnouncer;
  database: Pick<Database, "transaction">;
  now: () => Date;
}

/**
 * Of bought credits as large a share goes back as of the money, rounded down over all refunds together; while a dispute is
 * open, and once it is lost, all of them. So the end is the same whatever came first. What has been spent cannot be
 * taken: it is written down as missing, and somebody is told.
 */
export function createGivenBack(dependencies: GivenBackDependencies): GivenBack {
  const { repository, alerts, ledger, planPayments, audit, announcer, database, now } = dependencies;

  /** Runs `work` on the locked payment. Waits for one that is not paid yet, but not for money that was refused. */
  const withPayment = (gateway: GatewayId, id: string, work: (payment: PaymentRow) => Promise<Outcome>) =>
    database.transaction(async () => {
      const found = await repository.findByGatewayPayment(gateway, id);
      const payment = found && (await repository.lock(found.id));
      if (payment?.status === "paid") return work(payment);
      return (await alerts.isAnyRaised(listRefusalKeys(gateway, id))) ? "ignored" : "waiting";
    });

  /** Takes what there is. @returns how much that was, and how much is missing */
  const takeBack = async (payment: PaymentRow, wanted: number, key: string, note: string) => {
    const { userId, gateway, id } = payment;
    if (wanted === 0 || userId === null) return { taken: 0, missing: 0 };
    // The person before the wallet, as where credits are bought: the tier that follows locks the person too.
    await repository.lockPayer(userId);
    const taken = Math.min(wanted, (await ledger.lock(userId))?.available ?? 0);
    const movement = { userId, kind: "adjust", heldDelta: 0, idempotencyKey: key, note } as const;
    if (taken > 0) await ledger.post({ ...movement, availableDelta: -taken });
    const missing = wanted - taken;
    if (missing > 0) {
      const message = `${formatCredits(missing)} could not be taken back: spent already.`;
      const details = { wanted, taken, missing };
      const named = { gateway, paymentId: id, userId };
      await alerts.raise({ key: `credits-spent:${key}`, kind: "credits-spent", message, details, ...named }, now());
    }
    return { taken, missing };
  };

  const write = async (payment: PaymentRow, action: string, details: Record<string, unknown>) =>
    audit.add({
      ...{ actorKind: "gateway", actorId: payment.gateway, action, targetId: payment.id, details },
      userId: payment.userId ?? undefined,
    });

  const endPlan = async (payment: PaymentRow) => {
    if (payment.purpose !== "pack" && payment.userId !== null) await planPayments.refunded(toPlanPayment(payment));
  };

  const refund = async (payment: PaymentRow, fact: Refund): Promise<Outcome> => {
    const { id: paymentId, gateway, description } = payment;
    const { gatewayRefundId, amountCents, reason } = fact;
    const refunds = await repository.listRefunds(paymentId);
    if (refunds.some((earlier) => earlier.gatewayRefundId === gatewayRefundId)) return "ignored";
    const key = `refund:${gateway}:${gatewayRefundId}`;
    const refundedCents = payment.refundedCents + amountCents;
    if (refundedCents > payment.amountCents || fact.currency !== payment.currency) {
      const given = formatMoney(amountCents, fact.currency);
      const message = `${given} were given back of ${formatMoney(payment.amountCents - payment.refundedCents, payment.currency)} that was left.`;
      const details = { gatewayRefundId, amountCents, currency: fact.currency };
      const named = { gateway, paymentId, userId: payment.userId ?? undefined };
      await alerts.raise({ key: `exceeds:${key}`, kind: "refund-exceeds-payment", message, details, ...named }, now());
      return "ignored";
    }
    await announcer.change(payment, async () => {
      const after = { ...payment, refundedCents };
      const wanted = isWithheld(payment) ? 0 : creditsDue(after) - creditsDue(payment);
      const note = `Refund of ${formatMoney(amountCents, payment.currency)}: ${description}`;
      const { taken, missing } = await takeBack(payment, wanted, key, note);
      const row = {
        id: Bun.randomUUIDv7(),
        paymentId,
        gateway,
        gatewayRefundId,
        amountCents,
        reason,
        createdAt: now(),
      };
      const isNew = await repository.addRefund({ ...row, creditsTaken: taken, creditsMissing: missing });
      if (!isNew) throw new Error(`Refund ${gatewayRefundId} belongs to another payment than ${paymentId}`);
      await write(payment, "payment.refunded", {
        amountCents,
        gatewayRefundId,
        creditsTaken: taken,
        creditsMissing: missing,
      });
      if (refundedCents === payment.amountCents && payment.dispute !== "lost") await endPlan(after);
    });
    return "applied";
  };

  const open = async (payment: PaymentRow, disputeId: string): Promise<boolean> => {
    const { gateway, id: paymentId, userId, description, amountCents, currency } = payment;
    const message = `The payer disputes ${formatMoney(amountCents, currency)} for ${description}. Answer it at the gateway.`;
    const named = { gateway, paymentId, userId: userId ?? undefined, details: { disputeId } };
    const key = openedKey(gateway, disputeId);
    if (!(await alerts.raise({ key, kind: "dispute-opened", message, ...named }, now()))) return false;
    const wanted = isWithheld(payment) ? 0 : payment.credits - creditsDue(payment);
    const note = `Payment disputed: ${description}`;
    const { taken, missing } = await takeBack(payment, wanted, `${key}:opened`, note);
    await repository.update(paymentId, { dispute: "open" });
    await write(payment, "dispute.opened", { disputeId, creditsTaken: taken, creditsMissing: missing });
    return true;
  };

  const win = async (payment: PaymentRow, disputeId: string) => {
    const { id, userId, gateway, description } = payment;
    const key = openedKey(gateway, disputeId);
    const taken = -(await repository.findPosted(`${key}:opened`));
    // Refunds that came meanwhile found everything taken: their share of it stays with them.
    const refunds = await repository.listRefunds(id);
    const accounted = refunds.reduce((sum, { creditsTaken, creditsMissing }) => sum + creditsTaken + creditsMissing, 0);
    const owed = userId === null ? 0 : creditsDue(payment) - accounted;
    const kept = Math.min(owed, taken);
    const last = refunds.at(-1);
    if (owed > 0 && last) {
      const creditsMissing = last.creditsMissing + owed - kept;
      await repository.updateRefund(last.id, { creditsTaken: last.creditsTaken + kept, creditsMissing });
    }
    const returned = taken - kept;
    await repository.update(id, { dispute: "won" });
    if (returned > 0 && userId !== null) {
      const note = `Dispute settled, credits returned: ${description}`;
      const movement = { userId, kind: "adjust", heldDelta: 0, idempotencyKey: `${key}:won`, note } as const;
      await ledger.post({ ...movement, availableDelta: returned });
    }
    await write(payment, "dispute.won", { disputeId, creditsReturned: returned });
  };

  const lose = async (payment: PaymentRow, disputeId: string) => {
    await repository.update(payment.id, { dispute: "lost" });
    await write(payment, "dispute.lost", { disputeId });
    if (payment.refundedCents < payment.amountCents) await endPlan(payment);
  };

  const dispute = async (payment: PaymentRow, { kind, disputeId }: Dispute): Promise<Outcome> => {
    if (kind === "dispute.opened") {
      return (await announcer.change(payment, () => open(payment, disputeId))) ? "applied" : "ignored";
    }
    const isOpened = await alerts.isAnyRaised([openedKey(payment.gateway, disputeId)]);
    // Won without having been opened is nothing yet: the opening, when it comes, would take credits for good.
    if (!isOpened && kind === "dispute.won") return "waiting";
    if (isOpened && payment.dispute !== "open") return "ignored";
    await announcer.change(payment, async () => {
      if (!isOpened) await open(payment, disputeId);
      await (kind === "dispute.won" ? win : lose)(payment, disputeId);
    });
    return "applied";
  };

  return {
    refunded: (gateway, fact) => withPayment(gateway, fact.gatewayPaymentId, (payment) => refund(payment, fact)),
    disputed: (gateway, fact) => withPayment(gateway, fact.gatewayPaymentId, (payment) => dispute(payment, fact)),
  };
}

const openedKey = (gateway: string, disputeId: string) => `dispute:${gateway}:${disputeId}`;

/** Everything is taken back already, or could not be. */
const isWithheld = ({ dispute }: PaymentRow) => dispute === "open" || dispute === "lost";

/** Of the credits that were bought, those that go back with what has been refunded. */
const creditsDue = ({ credits, refundedCents, amountCents }: PaymentRow) =>
  Number((BigInt(credits) * BigInt(refundedCents)) / BigInt(amountCents));
