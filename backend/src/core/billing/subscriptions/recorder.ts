import type { AuditEntry } from "@lumiku/contracts/administration";
import type { AuditRepository } from "../../audit/repository";
import type { Database } from "../../db/client";
import type { PlanAnnouncer } from "./announcer";
import type { Notices } from "./notices";
import type { NewSubscription, SubscriptionRow, SubscriptionsRepository } from "./repository";
import type { Transition } from "./transitions";

/** On whose word something happens. */
export type By = AuditEntry["actorKind"];

/** Writes transitions down as a whole: the row, the audit and the mail in one transaction, then what screens are told. */
export interface Recorder {
  begin(subscription: NewSubscription, by: By): Promise<SubscriptionRow>;
  /** The caller holds the row's lock, in a transaction. */
  write(row: SubscriptionRow, transition: Transition, by: By): Promise<SubscriptionRow>;
}

export interface RecorderDependencies {
  repository: Pick<SubscriptionsRepository, "create" | "update">;
  audit: Pick<AuditRepository, "add">;
  notices: Notices;
  announcer: PlanAnnouncer;
  database: Pick<Database, "afterCommit">;
}

export function createRecorder({ repository, audit, notices, announcer, database }: RecorderDependencies): Recorder {
  const tell = async (row: SubscriptionRow, { action, notice, details }: Omit<Transition, "patch">, by: By) => {
    const { id, userId } = row;
    await audit.add({
      ...{ actorKind: by, action, userId, targetId: id, details },
      ...(by === "user" && { actorId: userId }),
    });
    if (notice) await notices.send(notice, row);
    database.afterCommit(() => announcer.changed(userId));
    return row;
  };

  return {
    async begin(subscription, by) {
      const row = await repository.create(subscription);
      const { plan, interval, priceCents } = row;
      return tell(
        row,
        { action: "subscription.started", notice: "began", details: { plan, interval, priceCents } },
        by,
      );
    },

    async write(row, transition, by) {
      return tell(await repository.update(row.id, transition.patch), transition, by);
    },
  };
}
