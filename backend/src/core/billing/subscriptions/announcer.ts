import type { AccountsService } from "../../accounts/service";
import type { EventBus } from "../../events/event-bus";
import type { PlatformLogger } from "../../observability/logger";

/** Tells a person's screens that their tier, plan or quota are others now. */
export interface PlanAnnouncer {
  changed(userId: string): Promise<void>;
}

export interface PlanAnnouncerDependencies {
  accounts: Pick<AccountsService, "changed" | "me">;
  events: Pick<EventBus, "publish">;
  logger: Pick<PlatformLogger, "warn">;
}

export function createPlanAnnouncer({ accounts, events, logger }: PlanAnnouncerDependencies): PlanAnnouncer {
  return {
    async changed(userId) {
      try {
        await accounts.changed(userId);
        const { account, quota } = await accounts.me(userId);
        await events.publish(userId, "account.updated", account);
        await events.publish(userId, "quota.updated", quota);
      } catch (error) {
        // PostgreSQL is the truth and events are a faster copy: no transition fails because telling of it did.
        logger.warn({ err: error }, "a plan could not be told");
      }
    },
  };
}
