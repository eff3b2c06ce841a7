import { platformError } from "@lumiku/app-sdk";
import type { PlanChangePreview, PlanChoice, Subscription } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import type { Catalogue } from "../catalogue";
import type { PlanActs } from "./acts";
import type { Following } from "./following";
import type { SubscriptionRow, SubscriptionsRepository } from "./repository";
import { toSubscription } from "./snapshots";
import { compare } from "./terms";

/** What a person does with their plan. Beginning one is a payment: see {@link PlanPayments.paid}. */
export interface SubscriptionsService {
  /** The plan that has not ended; null without one. */
  find(userId: string): Promise<Subscription | null>;
  /** @throws AppError NO_SUBSCRIPTION, CONFLICT while a renewal is not paid */
  previewChange(userId: string, choice: PlanChoice): Promise<PlanChangePreview>;
  /**
   * An upgrade is charged and there at once; anything else comes at the end of the period. The present plan undoes what
   * has not come yet.
   *
   * @throws AppError PAYMENT_DECLINED and nothing has changed, PAYMENT_UNAVAILABLE, NO_SUBSCRIPTION,
   *   CONFLICT while a renewal is not paid
   */
  change(userId: string, choice: PlanChoice, idempotencyKey?: string): Promise<Subscription>;
  /** At the end of the period; at once while a renewal is not paid. @throws AppError NO_SUBSCRIPTION, PAYMENT_UNAVAILABLE */
  cancel(userId: string): Promise<Subscription>;
  /** Undoes a cancellation, or a change that has not come yet. @throws AppError NO_SUBSCRIPTION, PAYMENT_UNAVAILABLE, CONFLICT */
  resume(userId: string): Promise<Subscription>;
  /** A checkout for a renewal that failed. @throws AppError NO_SUBSCRIPTION, PAYMENT_UNAVAILABLE, CONFLICT when nothing is due */
  recover(userId: string, idempotencyKey?: string): Promise<Payment>;
  /** Ends it at the gateway and here, at once. Harmless without one. @throws AppError PAYMENT_UNAVAILABLE */
  endForDeletion(userId: string): Promise<void>;
}

export interface SubscriptionsDependencies {
  repository: Pick<SubscriptionsRepository, "findLive" | "listEndings" | "postpone">;
  /** For plans whose renewals the platform collects, and for those a gateway does. */
  collected: { here: PlanActs; there: PlanActs };
  following: Pick<Following, "getCollecting">;
  catalogue: Catalogue;
  now: () => Date;
}

export function createSubscriptionsService(dependencies: SubscriptionsDependencies): SubscriptionsService {
  const { repository, collected, following, catalogue, now } = dependencies;
  const actsOf = (row: SubscriptionRow) => (row.gatewaySubscriptionId ? collected.there : collected.here);
  const show = (row: SubscriptionRow) => toSubscription(row, catalogue);

  const get = async (userId: string) => {
    const row = await repository.findLive(userId);
    if (!row) throw platformError("NO_SUBSCRIPTION");
    return row;
  };
  const getPaid = async (userId: string) => {
    const row = await get(userId);
    if (row.status === "active") return row;
    throw platformError("CONFLICT", {
      message: "Your last renewal is not paid. Pay it first; or cancel the plan, and take up the one you want.",
      details: { status: row.status },
    });
  };
  const hasPlans = ({ cancelAtPeriodEnd, nextPlan }: SubscriptionRow) => cancelAtPeriodEnd || nextPlan !== null;
  const isNext = (row: SubscriptionRow, { plan, interval }: PlanChoice) =>
    !row.cancelAtPeriodEnd && row.nextPlan === plan && row.nextInterval === interval;

  return {
    async find(userId) {
      const row = await repository.findLive(userId);
      return row && show(row);
    },

    async previewChange(userId, choice) {
      const row = await getPaid(userId);
      const isNow = compare(row, choice) === "upgrade";
      return {
        takesEffect: isNow ? "now" : "period-end",
        at: (isNow ? now() : row.periodEnd).toISOString(),
        dueCents: isNow ? await actsOf(row).dueCents(row, choice) : 0,
        priceCents: catalogue.priceCents(choice.plan, choice.interval),
        currency: catalogue.currency,
      };
    },

    async change(userId, choice, idempotencyKey) {
      const row = await getPaid(userId);
      const acts = actsOf(row);
      const kind = compare(row, choice);
      if (kind === "upgrade") return show(await acts.upgrade(row, choice, idempotencyKey));
      if (kind === "same") return show(hasPlans(row) ? await acts.resume(row) : row);
      return show(isNext(row, choice) ? row : await acts.schedule(row, choice, idempotencyKey));
    },

    async cancel(userId) {
      const row = await get(userId);
      if (row.status !== "active") return show(await actsOf(row).end(row, "cancelled"));
      return show(row.cancelAtPeriodEnd ? row : await actsOf(row).cancel(row));
    },

    async resume(userId) {
      const row = await getPaid(userId);
      return show(hasPlans(row) ? await actsOf(row).resume(row) : row);
    },

    async recover(userId, idempotencyKey) {
      const row = await get(userId);
      if (row.status !== "active") return actsOf(row).recover(row, idempotencyKey);
      throw platformError("CONFLICT", { message: "Your plan is paid. Nothing is due, and nothing was charged." });
    },

    async endForDeletion(userId) {
      const row = await repository.findLive(userId);
      if (row) await actsOf(row).end(row, "deleted");
      for (const { id, gateway, gatewaySubscriptionId } of await repository.listEndings(userId)) {
        if (gatewaySubscriptionId) await following.getCollecting(gateway).end(gatewaySubscriptionId);
        await repository.postpone(id, null);
      }
    },
  };
}
