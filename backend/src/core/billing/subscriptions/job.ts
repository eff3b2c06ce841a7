import { AppError, platformError } from "@lumiku/app-sdk";
import type { Database } from "../../db/client";
import type { PlatformLogger } from "../../observability/logger";
import type { Catalogue } from "../catalogue";
import type { Payments } from "../payments/payments";
import { addDays } from "./calendar";
import { type Following, NEWS_MS } from "./following";
import type { Notices } from "./notices";
import type { Recorder } from "./recorder";
import { renewalKey, renewalPeriod, upcomingChoice } from "./renewal";
import type { SubscriptionRow, SubscriptionsRepository } from "./repository";
import { nameOf } from "./terms";
import { end, fail, suspend, type Transition } from "./transitions";

/** Subscriptions a worker deals with at once. */
const AT_ONCE = 5;
/** Longer than anything that is done for one of them: what a worker that died has left comes to another then. */
const LEASE_MS = 300_000;
/** How long before the end of a period its renewal is announced. Days. */
const NOTICE_DAYS = { month: 3, year: 14 };

/** Does what is due in the lives of plans. Safe to run at any time, twice, and on any number of workers. */
export interface PlanJob {
  /** @returns how much was due */
  runDue(): Promise<number>;
}

export interface PlanJobDependencies {
  repository: SubscriptionsRepository;
  recorder: Recorder;
  following: Following;
  payments: Pick<Payments, "charge">;
  notices: Notices;
  catalogue: Catalogue;
  database: Pick<Database, "transaction">;
  logger: Pick<PlatformLogger, "warn" | "error">;
  now: () => Date;
}

export function createPlanJob(dependencies: PlanJobDependencies): PlanJob {
  const { repository, recorder, following, payments, notices, catalogue, database, logger, now } = dependencies;
  const later = (milliseconds: number) => new Date(now().getTime() + milliseconds);
  const claim = () => ({ at: now(), leaseUntil: later(LEASE_MS), limit: AT_ONCE });

  /** Writes a transition unless somebody was first: then there may be nothing left to do. */
  const write = (seen: SubscriptionRow, transition: () => Transition) =>
    database.transaction(async () => {
      const row = await repository.lock(seen.id);
      if (row?.version === seen.version) await recorder.write(row, transition(), "system");
    });

  const collect = async (row: SubscriptionRow): Promise<void> => {
    const key = renewalKey(row);
    const choice = upcomingChoice(row);
    // What was asked under this key before is asked again in the same terms.
    const unpaid = await repository.listUnpaidCharges(row, "renewal");
    const asked = unpaid.find(({ idempotencyKey }) => idempotencyKey.endsWith(key));
    const period = asked
      ? { start: asked.periodStart, end: asked.periodEnd }
      : renewalPeriod(row, choice.interval, now());
    const { plan, interval } = asked ?? choice;
    try {
      if (!row.gatewayCustomerId) throw platformError("PAYMENT_DECLINED");
      await payments.charge({
        ...{ userId: row.userId, gateway: row.gateway, customerId: row.gatewayCustomerId, subscriptionId: row.id },
        ...{ purpose: "renewal", plan, interval, description: nameOf(catalogue, { plan, interval }) },
        amountCents: asked?.amountCents ?? catalogue.priceCents(plan, interval),
        currency: asked?.currency ?? catalogue.currency,
        ...{ periodStart: period.start, periodEnd: period.end, idempotencyKey: key },
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "PAYMENT_DECLINED") throw error;
      const isGraceOver = row.graceEndsAt !== null && row.graceEndsAt <= now();
      await write(row, () => (isGraceOver ? suspend(now()) : fail(row, period.start, now(), true)));
    }
  };

  const look = async (row: SubscriptionRow, gatewaySubscriptionId: string): Promise<void> => {
    const after = await following.follow(row.gateway, gatewaySubscriptionId);
    if (after?.version !== row.version) return;
    if (row.status === "active") return repository.postpone(row.id, later(NEWS_MS));
    await write(row, () => suspend(now()));
  };

  const handle = async (row: SubscriptionRow): Promise<void> => {
    if (row.status === "suspended") return write(row, () => end(row, "unpaid", now(), false));
    if (row.gatewaySubscriptionId) return look(row, row.gatewaySubscriptionId);
    if (row.status === "active" && row.cancelAtPeriodEnd) return write(row, () => end(row, "cancelled", now(), true));
    return collect(row);
  };

  const endThere = async ({ id, gateway, gatewaySubscriptionId }: SubscriptionRow) => {
    if (gatewaySubscriptionId) await following.getCollecting(gateway).end(gatewaySubscriptionId);
    await repository.postpone(id, null);
  };

  const remind = (id: string) =>
    database.transaction(async () => {
      const row = await repository.lock(id);
      if (row?.status !== "active" || row.remindedAt || row.cancelAtPeriodEnd) return;
      await repository.setReminded(id, now());
      await notices.send("renewsSoon", row);
    });

  /** One that fails does not stop the others: it keeps its lease, and is tried again after it. */
  const each = async <T>(items: readonly T[], work: (item: T) => Promise<void>, idOf: (item: T) => string) => {
    const results = await Promise.allSettled(items.map(work));
    for (const [index, result] of results.entries()) {
      if (result.status === "fulfilled") continue;
      const { code } = result.reason instanceof AppError ? result.reason : { code: undefined };
      const level = code === "PAYMENT_UNAVAILABLE" ? "warn" : "error";
      const item = items[index];
      logger[level]({ err: result.reason, subscriptionId: item && idOf(item) }, "a plan has to wait");
    }
    return items.length;
  };

  const drain = async (take: () => Promise<number>) => {
    let count = 0;
    for (let taken = await take(); taken > 0; taken = await take()) count += taken;
    return count;
  };

  return {
    async runDue() {
      const idOf = ({ id }: SubscriptionRow) => id;
      const due = await drain(async () =>
        each(await repository.claimDue({ ...claim(), newsBefore: later(-NEWS_MS) }), handle, idOf),
      );
      const ended = await drain(async () => each(await repository.claimEndings(claim()), endThere, idOf));
      const unannounced = await repository.listUnannounced({
        ...{ at: now(), limit: 500 },
        monthBefore: addDays(now(), NOTICE_DAYS.month),
        yearBefore: addDays(now(), NOTICE_DAYS.year),
      });
      for (const id of unannounced) await each([id], remind, (unreminded) => unreminded);
      return due + ended + unannounced.length;
    },
  };
}
