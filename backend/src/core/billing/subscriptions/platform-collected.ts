import { AppError, platformError } from "@lumiku/app-sdk";
import type { PlanChoice } from "@lumiku/contracts/billing";
import type { Catalogue } from "../catalogue";
import type { ChargeOrder, Payments } from "../payments/payments";
import { changedMeanwhile, type Locked, type PlanActs } from "./acts";
import { periodFrom } from "./calendar";
import { prorateRest, prorateRestart } from "./proration";
import type { Recorder } from "./recorder";
import { upcomingChoice } from "./renewal";
import type { ChargeRecord, SubscriptionRow, SubscriptionsRepository } from "./repository";
import { nameOf, termsOf } from "./terms";
import { cancel, end, resume, schedule, type Transition, upgrade } from "./transitions";

export interface PlatformCollectedDependencies {
  repository: Pick<SubscriptionsRepository, "findLive" | "listUnpaidCharges">;
  recorder: Pick<Recorder, "write">;
  locked: Locked;
  payments: Pick<Payments, "begin" | "charge">;
  catalogue: Catalogue;
  now: () => Date;
}

/** Plans whose amounts are reckoned here, and collected from what the person left at the checkout. */
export function createPlatformCollected(dependencies: PlatformCollectedDependencies): PlanActs {
  const { repository, recorder, locked, payments, catalogue, now } = dependencies;

  const write = (row: SubscriptionRow, transition: Transition) => recorder.write(row, transition, "user");

  const offerOf = (row: SubscriptionRow, choice: PlanChoice) => {
    const at = now();
    const running = { start: row.periodStart, end: row.periodEnd };
    // Of one currency both: what was paid before the price list took another is worth its price of today.
    const isSameCurrency = row.currency === catalogue.currency;
    const prices = {
      oldCents: isSameCurrency ? row.priceCents : catalogue.priceCents(row.plan, row.interval),
      newCents: catalogue.priceCents(choice.plan, choice.interval),
      ...{ period: running, at },
    };
    return choice.interval === row.interval
      ? { amountCents: prorateRest(prices), period: running }
      : { amountCents: prorateRestart(prices), period: periodFrom(at, at, choice.interval) };
  };

  const charge = async (row: SubscriptionRow, choice: PlanChoice, offer: ReturnType<typeof offerOf>) => {
    const charges = await repository.listUnpaidCharges(row, "upgrade");
    const open = charges.find(({ status }) => status === "pending");
    if (open && !isFor(open, choice)) throw changeInProgress();
    // Two who ask at the same time ask under the same key; after a refusal the next try has a key of its own.
    const version = `${row.id}:${row.version}:`;
    const tries = charges.filter(({ idempotencyKey }) => idempotencyKey.includes(version)).length;
    if (!row.gatewayCustomerId) throw noCard();
    const order: ChargeOrder = {
      ...{ userId: row.userId, gateway: row.gateway, customerId: row.gatewayCustomerId, subscriptionId: row.id },
      ...{ purpose: "upgrade", ...choice, description: nameOf(catalogue, choice) },
      amountCents: open?.amountCents ?? offer.amountCents,
      currency: open?.currency ?? catalogue.currency,
      periodStart: open?.periodStart ?? offer.period.start,
      periodEnd: open?.periodEnd ?? offer.period.end,
      idempotencyKey: open?.idempotencyKey ?? `${version}${tries}`,
    };
    try {
      await payments.charge(order);
    } catch (error) {
      // Somebody asked for another change at the same moment, and was first.
      throw error instanceof AppError && error.code === "IDEMPOTENCY_CONFLICT" ? changeInProgress() : error;
    }
    const after = await repository.findLive(row.userId);
    if (!after || !isFor(after, choice)) throw changedMeanwhile();
    return after;
  };

  return {
    dueCents: async (row, choice) => offerOf(row, choice).amountCents,

    async upgrade(row, choice) {
      if (now() >= row.periodEnd) {
        throw platformError("CONFLICT", {
          message: "Your plan is being renewed right now. Nothing was charged for this; try again in a minute.",
          retryable: true,
        });
      }
      const offer = offerOf(row, choice);
      if (offer.amountCents > 0) return charge(row, choice, offer);
      return locked(row.id, (current) => {
        if (current.version !== row.version) throw changedMeanwhile();
        return write(current, upgrade(current, termsOf(catalogue, choice), offer.period));
      });
    },

    schedule: (row, choice) =>
      locked(row.id, (current) => {
        if (current.version !== row.version) throw changedMeanwhile();
        return write(current, schedule(current, choice));
      }),
    cancel: (row) =>
      locked(row.id, (current) => {
        if (current.status !== "active") return write(current, end(current, "cancelled", now(), true));
        return current.cancelAtPeriodEnd ? current : write(current, cancel());
      }),
    resume: (row) => locked(row.id, (current) => write(current, resume())),
    end: (row, reason) => locked(row.id, (current) => write(current, end(current, reason, now(), true))),

    async recover(row, idempotencyKey) {
      const choice = upcomingChoice(row);
      return payments.begin({
        ...{ userId: row.userId, gateway: row.gateway, purpose: "renewal", plan: choice, subscriptionId: row.id },
        amountCents: catalogue.priceCents(choice.plan, choice.interval),
        currency: catalogue.currency,
        description: nameOf(catalogue, choice),
        idempotencyKey,
      });
    },
  };
}

function isFor(record: Pick<ChargeRecord, "plan" | "interval">, choice: PlanChoice): boolean {
  return record.plan === choice.plan && record.interval === choice.interval;
}

function changeInProgress() {
  return platformError("CONFLICT", {
    message: "Another change of your plan is being paid right now. Nothing was charged for this one.",
    retryable: true,
  });
}

function noCard() {
  return platformError("PAYMENT_DECLINED", {
    message:
      "There is no card on file for your plan. Nothing was charged. Cancel it and take up the other plan instead.",
  });
}
