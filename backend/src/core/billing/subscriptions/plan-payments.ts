import { PlanKey } from "@lumiku/contracts/billing";
import type { Database } from "../../db/client";
import type { AlertKind, AlertsRepository } from "../alerts/repository";
import type { Catalogue } from "../catalogue";
import type { GatewayId, PaidPeriod } from "../gateways/gateway";
import { type Period, periodFrom } from "./calendar";
import type { Following } from "./following";
import type { Recorder } from "./recorder";
import { renewalPeriod } from "./renewal";
import type { SubscriptionRow, SubscriptionsRepository } from "./repository";
import { compare, type Terms, termsOf } from "./terms";
import { end, renew, upgrade } from "./transitions";

/** The part of a payment that a plan needs to know. */
export interface PlanPayment {
  id: string;
  userId: string;
  gateway: GatewayId;
  gatewayCustomerId: string | null;
  purpose: "subscription" | "renewal" | "upgrade";
  plan: string;
  interval: "month" | "year";
  amountCents: number;
  currency: string;
  subscriptionId: string | null;
  periodStart: Date | null;
  periodEnd: Date | null;
}

/**
 * What payments do to plans. `paid` and `refunded` run in the transaction that records the payment, once each, and
 * tell people by `afterCommit`.
 */
export interface PlanPayments {
  /**
   * Begins the plan, renews it, upgrades it, or brings it back. `period` is the gateway's, where it has a subscription
   * of its own. @returns the subscription it went to, with the period that was paid, for the payment's row
   */
  paid(
    payment: PlanPayment,
    period: PaidPeriod | null,
  ): Promise<{ subscriptionId: string; periodStart: Date; periodEnd: Date }>;
  /** Whose subscription a gateway collected for by itself; null when it is not known (yet). */
  findOwner(
    gateway: GatewayId,
    gatewaySubscriptionId: string,
  ): Promise<{ userId: string; subscriptionId: string } | null>;
  /** The gateway could not collect a renewal by itself: the grace begins. @returns false when the subscription is not known (yet) */
  renewalFailed(gateway: GatewayId, gatewaySubscriptionId: string, message: string): Promise<boolean>;
  /** Looks at the gateway's subscription and follows it. @returns false when it is not known (yet) */
  follow(gateway: GatewayId, gatewaySubscriptionId: string): Promise<boolean>;
  /** A payment for the running period was given back or lost in a dispute as a whole: the plan ends at once. */
  refunded(payment: PlanPayment): Promise<void>;
}

type Finding = "paidTwice" | "paidAfterEnd" | "upgradedLate";

const findings: Record<Finding, { kind: AlertKind; message: string }> = {
  paidTwice: {
    kind: "paid-twice",
    message: "A plan was paid for by someone who has one already. Give this payment back.",
  },
  paidAfterEnd: {
    kind: "unknown-payment",
    message: "The gateway collected for a plan that had ended here. Give this payment back.",
  },
  upgradedLate: {
    kind: "paid-twice",
    message: "An upgrade was paid after the period it was priced for. Look whether part of it has to go back.",
  },
};

export interface PlanPaymentsDependencies {
  repository: SubscriptionsRepository;
  recorder: Recorder;
  following: Following;
  catalogue: Catalogue;
  alerts: Pick<AlertsRepository, "raise">;
  database: Pick<Database, "afterCommit">;
  now: () => Date;
}

export function createPlanPayments(dependencies: PlanPaymentsDependencies): PlanPayments {
  const { repository, recorder, following, catalogue, alerts, database, now } = dependencies;

  const toSubscription = (payment: PlanPayment, terms: Terms, theirs: PaidPeriod | null) => {
    const period = theirs
      ? { start: theirs.periodStart, end: theirs.periodEnd }
      : periodFrom(now(), now(), terms.interval);
    return {
      ...{ id: Bun.randomUUIDv7(), userId: payment.userId, gateway: payment.gateway, ...terms },
      ...{ anchorAt: period.start, periodStart: period.start, periodEnd: period.end },
      gatewaySubscriptionId: theirs?.gatewaySubscriptionId ?? null,
      gatewayCustomerId: payment.gatewayCustomerId,
    };
  };

  const alert = ({ id, gateway, userId }: PlanPayment, finding: Finding) =>
    alerts.raise({ ...findings[finding], key: `${finding}:${id}`, gateway, paymentId: id, userId }, now());

  /** Paid for what cannot be given: kept apart, so that giving the money back touches no plan, and stopped at the gateway. */
  const setAside = async (payment: PlanPayment, terms: Terms, theirs: PaidPeriod | null = null) => {
    await alert(payment, "paidTwice");
    return repository.create({
      ...toSubscription(payment, terms, theirs),
      ...{ status: "ended", endedAt: now(), endReason: "duplicate", nextAttemptAt: theirs ? now() : null },
    });
  };

  const begin = async (payment: PlanPayment, terms: Terms, theirs: PaidPeriod | null = null, isKept = true) => {
    await repository.holdPerson(payment.userId);
    if (await repository.findLive(payment.userId)) return setAside(payment, terms, theirs);
    const subscription = { ...toSubscription(payment, terms, theirs), cancelAtPeriodEnd: !isKept };
    return recorder.begin(subscription, theirs ? "gateway" : "user");
  };

  const upgradeHere = async (payment: PlanPayment, row: SubscriptionRow, asked: Period | null) => {
    const terms = termsOf(catalogue, { plan: PlanKey.parse(payment.plan), interval: payment.interval });
    if (row.status === "ended" || compare(row, terms) !== "upgrade") return setAside(payment, terms);
    const running = { start: row.periodStart, end: row.periodEnd };
    const period = row.interval === terms.interval ? running : (asked ?? periodFrom(now(), now(), terms.interval));
    // What the new price was lessened by is not what is unused now.
    if (period.start < row.periodStart) await alert(payment, "upgradedLate");
    return recorder.write(row, upgrade(row, terms, period), "user");
  };

  const renewHere = async (payment: PlanPayment, row: SubscriptionRow, asked: Period | null) => {
    const { interval, amountCents, gatewayCustomerId } = payment;
    const terms = termsOf(catalogue, { plan: PlanKey.parse(payment.plan), interval }, amountCents);
    // It ended while the money was on its way. What is paid is given; what was only collected is not renewed.
    if (row.status === "ended") return begin(payment, terms, null, asked === null);
    const isPaidAlready = asked ? asked.start < row.periodEnd : row.status === "active";
    if (isPaidAlready) return setAside(payment, terms);
    const period = asked && row.status !== "suspended" ? asked : renewalPeriod(row, interval, now());
    return recorder.write(row, renew(row, terms, period, gatewayCustomerId), asked ? "system" : "user");
  };

  const paidHere = async (payment: PlanPayment): Promise<SubscriptionRow> => {
    const { purpose, subscriptionId, periodStart, periodEnd } = payment;
    const row = subscriptionId && purpose !== "subscription" ? await repository.lock(subscriptionId) : null;
    const asked = periodStart && periodEnd ? { start: periodStart, end: periodEnd } : null;
    if (row) return purpose === "upgrade" ? upgradeHere(payment, row, asked) : renewHere(payment, row, asked);
    const choice = { plan: PlanKey.parse(payment.plan), interval: payment.interval };
    return begin(payment, termsOf(catalogue, choice, payment.amountCents));
  };

  const paidThere = async (payment: PlanPayment, theirs: PaidPeriod): Promise<SubscriptionRow> => {
    const terms = termsOf(catalogue, theirs);
    const row = await repository.lockByGateway(payment.gateway, theirs.gatewaySubscriptionId);
    if (!row) return begin(payment, terms, theirs);
    // Payments may come in any order: an earlier one never takes the period back.
    const isNews = theirs.purpose === "renewal" && theirs.periodEnd > row.periodEnd;
    if (row.status === "ended") {
      if (isNews) await alert(payment, "paidAfterEnd");
      await repository.postpone(row.id, now());
      return row;
    }
    if (theirs.purpose === "upgrade") {
      database.afterCommit(() => following.follow(payment.gateway, theirs.gatewaySubscriptionId));
    }
    if (!isNews) return row;
    const period = { start: theirs.periodStart, end: theirs.periodEnd };
    return recorder.write(row, renew(row, terms, period, payment.gatewayCustomerId), "gateway");
  };

  return {
    async paid(payment, theirs) {
      const row = await (theirs ? paidThere(payment, theirs) : paidHere(payment));
      const { periodStart, periodEnd } = theirs ?? row;
      return { subscriptionId: row.id, periodStart, periodEnd };
    },

    async findOwner(gateway, gatewaySubscriptionId) {
      const row = await repository.findByGateway(gateway, gatewaySubscriptionId);
      return row && { userId: row.userId, subscriptionId: row.id };
    },

    async renewalFailed(gateway, gatewaySubscriptionId) {
      return (await following.follow(gateway, gatewaySubscriptionId)) !== null;
    },

    async follow(gateway, gatewaySubscriptionId) {
      return (await following.follow(gateway, gatewaySubscriptionId)) !== null;
    },

    async refunded({ subscriptionId, periodEnd }) {
      const row = subscriptionId ? await repository.lock(subscriptionId) : null;
      const isRunning = row?.status === "active" && periodEnd?.getTime() === row.periodEnd.getTime();
      if (row && isRunning) await recorder.write(row, end(row, "refunded", now(), false), "system");
    },
  };
}
