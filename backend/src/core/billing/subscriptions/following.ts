import { type AppError, platformError } from "@lumiku/app-sdk";
import type { Database } from "../../db/client";
import type { Catalogue } from "../catalogue";
import type { GatewayCollected, GatewayId, GatewaySubscription, PaymentGateway } from "../gateways/gateway";
import type { By, Recorder } from "./recorder";
import { renewalPeriod } from "./renewal";
import type { SubscriptionRow, SubscriptionsRepository } from "./repository";
import { termsOf } from "./terms";
import { cancel, end, fail, renew, resume, type Transition, upgrade } from "./transitions";

/** A gateway that renews by itself is expected to tell of a period's end within this time. */
export const NEWS_MS = 3_600_000;
const LOOKS = 3;

/** Brings rows to what the gateway says, where the gateway has subscriptions of its own. */
export interface Following {
  /** Looks at the gateway's subscription and follows it. @returns the row after it; null when it is not known */
  follow(gateway: GatewayId, gatewaySubscriptionId: string): Promise<SubscriptionRow | null>;
  /** Brings a row to an answer just given. The caller holds the row's lock, in a transaction. */
  adopt(row: SubscriptionRow, theirs: GatewaySubscription | null, by?: By): Promise<SubscriptionRow>;
  /** @throws AppError PAYMENT_UNAVAILABLE when this gateway does not, or no longer, collect for plans */
  getCollecting(gateway: GatewayId): GatewayCollected;
}

export interface FollowingDependencies {
  repository: SubscriptionsRepository;
  recorder: Recorder;
  catalogue: Catalogue;
  gateways: { find(id: GatewayId): Pick<PaymentGateway, "plans"> | null };
  database: Pick<Database, "transaction">;
  now: () => Date;
}

export function createFollowing(dependencies: FollowingDependencies): Following {
  const { repository, recorder, catalogue, gateways, database, now } = dependencies;

  const getCollecting = (gateway: GatewayId) => {
    const plans = gateways.find(gateway)?.plans;
    if (plans?.collects === "gateway") return plans;
    throw platformError("PAYMENT_UNAVAILABLE", {
      message: "The service that collects for your plan is switched off here. Nothing was charged. Try again later.",
    });
  };

  const adopt = async (row: SubscriptionRow, theirs: GatewaySubscription | null, by: By = "gateway") => {
    let current = row;
    for (const transition of listSteps(row, theirs)) current = await recorder.write(current, transition, by);
    return current;
  };

  /** What is between the row and the gateway's word, in order. */
  const listSteps = (row: SubscriptionRow, theirs: GatewaySubscription | null): Transition[] => {
    if (row.status === "ended") return [];
    if (!theirs || theirs.status === "ended") {
      const reason = row.cancelAtPeriodEnd ? "cancelled" : row.status === "active" ? "gateway" : "unpaid";
      return [end(row, reason, now(), true)];
    }
    if (theirs.status === "past_due") {
      const renewalDueAt = renewalPeriod(row, row.interval, now()).start;
      return row.status === "active" ? [fail(row, renewalDueAt, now(), false)] : [];
    }
    const steps: Transition[] = [];
    const paid = catchUp(row, theirs);
    if (paid) steps.push(paid);
    const willEnd = paid?.patch.cancelAtPeriodEnd ?? row.cancelAtPeriodEnd;
    if (theirs.cancelAtPeriodEnd !== willEnd) steps.push(theirs.cancelAtPeriodEnd ? cancel() : resume());
    return steps;
  };

  const catchUp = (row: SubscriptionRow, theirs: GatewaySubscription): Transition | null => {
    const terms = termsOf(catalogue, theirs);
    const period = { start: theirs.periodStart, end: theirs.periodEnd };
    const isNewer = period.end > row.periodEnd;
    if (isNewer && period.start >= row.periodEnd) {
      // A gateway begins the new period before it has collected for it. Its payment is the word that counts, unless
      // that is overdue.
      const isOverdue = now().getTime() >= row.periodEnd.getTime() + NEWS_MS;
      return row.status !== "active" || isOverdue ? renew(row, terms, period, theirs.customerId) : null;
    }
    const isOther = theirs.plan !== row.plan || theirs.interval !== row.interval;
    return row.status === "active" && (isOther || isNewer) ? upgrade(row, terms, period) : null;
  };

  return {
    adopt,
    getCollecting,

    async follow(gateway, gatewaySubscriptionId) {
      for (let looks = 1; ; looks++) {
        const before = await repository.findByGateway(gateway, gatewaySubscriptionId);
        if (!before || before.status === "ended") return before;
        const theirs = await getCollecting(gateway).find(gatewaySubscriptionId);
        const after = await database.transaction(async () => {
          const row = await repository.lock(before.id);
          // What was seen is older than what has been done since: look again.
          return row && row.version === before.version ? adopt(row, theirs) : null;
        });
        if (after) return after;
        if (looks === LOOKS) throw stillMoving();
      }
    },
  };
}

function stillMoving(): AppError {
  return platformError("CONFLICT", {
    message: "Your plan is being changed right now. Look again in a moment.",
    retryable: true,
  });
}
