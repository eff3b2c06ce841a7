import { platformError } from "@lumiku/app-sdk";
import type { AccountsService } from "../accounts/service";
import type { AuditRepository } from "../audit/repository";
import { formatCredits } from "../billing/payments/snapshot";
import type { Balance, CreditsRepository } from "../credits/repository";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { Notifications } from "../notifications/service";
import type { AdministrationRepository } from "./repository";

/**
 * What is given fills a wallet up to here. Its column holds a little more, so that what comes back from running work, or
 * has been paid for, always fits.
 */
const MOST_CREDITS = 2_000_000_000;

export interface CreditAdjustment {
  adminId: string;
  userId: string;
  /** Whole credits; negative ones are taken. */
  amount: number;
  /** The person reads it in their ledger. */
  reason: string;
  idempotencyKey?: string | undefined;
  address?: string | undefined;
}

/**
 * Gives or takes credits, once for each idempotency key of an administrator.
 *
 * @throws AppError NOT_FOUND, CONFLICT when less is available than is to be taken, IDEMPOTENCY_CONFLICT
 */
export type AdjustCredits = (adjustment: CreditAdjustment) => Promise<void>;

export interface CreditAdjustmentDependencies {
  repository: Pick<AdministrationRepository, "findUser" | "lockPosting">;
  ledger: Pick<CreditsRepository, "lock" | "post">;
  credits: Pick<CreditsService, "balance">;
  accounts: Pick<AccountsService, "changed">;
  audit: Pick<AuditRepository, "add">;
  notifications: Pick<Notifications, "tell">;
  events: Pick<EventBus, "publish">;
  database: Pick<Database, "transaction" | "afterCommit">;
}

export function createCreditAdjustments(dependencies: CreditAdjustmentDependencies): AdjustCredits {
  const { repository, ledger, credits, accounts, audit, notifications, events, database } = dependencies;

  const tell = async (userId: string) => {
    await accounts.changed(userId);
    await events.publish(userId, "credits.updated", await credits.balance(userId));
  };

  return async ({ adminId, userId, amount, reason, address, ...adjustment }) => {
    const idempotencyKey = `admin:${adminId}:${adjustment.idempotencyKey ?? Bun.randomUUIDv7()}`;
    await database.transaction(async () => {
      if (!(await repository.findUser(userId)))
        throw platformError("NOT_FOUND", { message: "There is no such account." });
      const known = await repository.lockPosting(idempotencyKey);
      if (known) {
        if (known.userId === userId && known.availableDelta === amount && known.note === reason) return;
        throw platformError("IDEMPOTENCY_CONFLICT");
      }
      refuseImpossible((await ledger.lock(userId)) ?? { available: 0, held: 0 }, amount);
      const kind = amount > 0 ? "grant" : "adjust";
      await ledger.post({
        ...{ userId, kind, availableDelta: amount, heldDelta: 0, idempotencyKey, note: reason },
      });
      await audit.add({
        ...{ actorKind: "admin", actorId: adminId, action: "credits.adjusted", userId, address },
        details: { amount, reason },
      });
      if (amount > 0) {
        await notifications.tell(userId, {
          ...{ kind: "credits.granted", key: `credits:${idempotencyKey}`, link: "/billing/credits" },
          ...{ title: `You were given ${formatCredits(amount)}`, body: reason },
        });
      }
      database.afterCommit(() => tell(userId));
    });
  };
}

/** @throws AppError CONFLICT */
function refuseImpossible({ available, held }: Balance, amount: number): void {
  if (available + amount < 0) {
    throw platformError("CONFLICT", {
      message: `Only ${formatCredits(available)} can be taken, what is held for running work aside. Nothing was changed.`,
      details: { available },
    });
  }
  if (amount > 0 && available + held + amount > MOST_CREDITS) {
    throw platformError("CONFLICT", {
      message: `An account holds ${formatCredits(MOST_CREDITS)} at most. Nothing was changed.`,
      details: { available, held },
    });
  }
}
