import type { AccountsService } from "../../accounts/service";
import type { CreditsService } from "../../credits/service";
import type { Database } from "../../db/client";
import type { EventBus } from "../../events/event-bus";
import type { PlatformLogger } from "../../observability/logger";
import type { PaymentRow, PaymentsRepository } from "./repository";
import { toPayment } from "./snapshot";

/** Tells a person's screens what became of a payment of theirs. */
export interface PaymentAnnouncer {
  /** Runs what changes a payment, in the transaction in progress; once that has committed, its owner hears what is different. */
  change<T>(payment: Pick<PaymentRow, "id" | "userId">, work: () => Promise<T>): Promise<T>;
}

export interface PaymentAnnouncerDependencies {
  repository: Pick<PaymentsRepository, "find" | "findPayer">;
  credits: Pick<CreditsService, "balance">;
  accounts: Pick<AccountsService, "changed" | "me">;
  events: Pick<EventBus, "publish">;
  database: Pick<Database, "afterCommit">;
  logger: PlatformLogger;
}

export function createPaymentAnnouncer(dependencies: PaymentAnnouncerDependencies): PaymentAnnouncer {
  const { repository, credits, accounts, events, database, logger } = dependencies;
  const tierOf = async (userId: string) => (await repository.findPayer(userId))?.tier;

  const tell = async (paymentId: string, userId: string, hasNewTier: boolean) => {
    try {
      // Whoever asks because of the event must not be given what stood before.
      await accounts.changed(userId);
      const payment = await repository.find(paymentId);
      if (payment) await events.publish(userId, "payment.updated", toPayment(payment));
      if (payment && payment.credits > 0) {
        await events.publish(userId, "credits.updated", await credits.balance(userId));
      }
      if (hasNewTier) await events.publish(userId, "account.updated", (await accounts.me(userId)).account);
    } catch (error) {
      logger.warn({ err: error, paymentId }, "what became of a payment could not be told");
    }
  };

  return {
    async change({ id, userId }, work) {
      if (userId === null) return work();
      const before = await tierOf(userId);
      const result = await work();
      const hasNewTier = (await tierOf(userId)) !== before;
      database.afterCommit(() => tell(id, userId, hasNewTier));
      return result;
    },
  };
}
