import { type AppError, platformError } from "@lumiku/app-sdk";
import type { PlanChoice } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import type { Database } from "../../db/client";
import type { SubscriptionRow, SubscriptionsRepository } from "./repository";
import type { EndReason } from "./transitions";

/** What can be done with a plan, wherever its renewals are collected. The rules of when are the service's. */
export interface PlanActs {
  /** What {@link PlanActs.upgrade}, now, would charge. Cents. */
  dueCents(row: SubscriptionRow, choice: PlanChoice): Promise<number>;
  upgrade(row: SubscriptionRow, choice: PlanChoice, idempotencyKey: string | undefined): Promise<SubscriptionRow>;
  /** For the end of the period. */
  schedule(row: SubscriptionRow, choice: PlanChoice, idempotencyKey: string | undefined): Promise<SubscriptionRow>;
  /** At the end of the period. */
  cancel(row: SubscriptionRow): Promise<SubscriptionRow>;
  resume(row: SubscriptionRow): Promise<SubscriptionRow>;
  /** At once. */
  end(row: SubscriptionRow, reason: EndReason): Promise<SubscriptionRow>;
  recover(row: SubscriptionRow, idempotencyKey: string | undefined): Promise<Payment>;
}

/** Runs `work` on a plan as it is by now, which nobody else changes meanwhile. @throws AppError NO_SUBSCRIPTION when it has ended */
export type Locked = (
  id: string,
  work: (row: SubscriptionRow) => SubscriptionRow | Promise<SubscriptionRow>,
) => Promise<SubscriptionRow>;

export function createLocked(
  repository: Pick<SubscriptionsRepository, "lock">,
  database: Pick<Database, "transaction">,
): Locked {
  return (id, work) =>
    database.transaction(async () => {
      const row = await repository.lock(id);
      if (!row || row.status === "ended") throw platformError("NO_SUBSCRIPTION");
      return work(row);
    });
}

/** The plan is not what the act was decided on. */
export function changedMeanwhile(): AppError {
  return platformError("CONFLICT", {
    message: "Your plan was changed in the meantime. Nothing was charged for this; look at it again.",
  });
}
