import { isTerminal } from "@lumiku/app-sdk";
import type { Balance } from "../credits/repository";
import type { Database } from "../db/client";
import type { Notifications } from "../notifications/service";
import type { Metrics } from "../observability/metrics";
import type { Finish } from "./changes";
import { noticeOfEnd } from "./ending-notice";
import type { Funding } from "./funding";
import type { GenerationRow, GenerationsRepository } from "./repository";

export interface Outcome {
  status: Finish["status"];
  /** Outputs with a picture, where the caller has just counted them. */
  delivered?: number | undefined;
  error?: { code: string; message: string } | undefined;
}

export interface SettlementDependencies {
  repository: GenerationsRepository;
  funding: Pick<Funding, "settle">;
  notifications: Pick<Notifications, "tell">;
  database: Pick<Database, "afterCommit">;
  record: Metrics["generationFinished"];
  now: () => Date;
}

export interface Settled {
  row: GenerationRow;
  /** The person's credits after it; null when it is paid in units of a plan. */
  balance: Balance | null;
}

const steps: Record<Finish["status"], string> = { completed: "Complete", failed: "Failed", cancelled: "Cancelled" };

/**
 * Ends a generation and its reservation together: what was delivered is charged, the rest goes back. The
 * caller holds the row's lock in a transaction, so this happens once, whoever else tries at the same time.
 */
export async function settle(
  row: GenerationRow,
  outcome: Outcome,
  { repository, funding, notifications, database, record, now }: SettlementDependencies,
): Promise<Settled> {
  if (isTerminal(row.status)) throw new Error(`Generation ${row.id} has ended already`);
  const at = now();
  const delivered = outcome.delivered ?? (await repository.countDelivered(row.id));
  const charged = Math.min(delivered * row.unitCost, row.reserved);
  const balance = await funding.settle(row, charged, `${row.model}, ${delivered} of ${row.count} delivered`);
  const ended = await repository.finish(row.id, {
    status: outcome.status,
    step: steps[outcome.status],
    charged,
    errorCode: outcome.error?.code,
    errorMessage: outcome.error?.message,
    at,
  });
  const notice = noticeOfEnd(row, outcome, delivered, at);
  if (notice) await notifications.tell(row.userId, notice);
  const { appId, action, model, provider, startedAt } = row;
  const durationSeconds = startedAt ? (at.getTime() - startedAt.getTime()) / 1000 : 0;
  database.afterCommit(() => record({ appId, action, model, provider, outcome: outcome.status, durationSeconds }));
  return { row: ended, balance };
}
