import type { AppError } from "@lumiku/app-sdk";
import type { Quota } from "@lumiku/contracts/accounts";
import type { Notifications } from "../notifications/service";
import { describeExhaustion, quotaExceeded, type ShortWindow } from "./refusal";
import type { QuotaRepository, QuotaState } from "./repository";

type Windows = Omit<QuotaState, "plan">;

/** How a plan's quota answers work that needs units. */
export type QuotaAnswer =
  /** There is no plan that is paid for or in its grace. */
  | { outcome: "none" }
  | { outcome: "granted"; windows: QuotaWindows }
  /** `isCreditsAllowed`: whether the person lets work go on on credits. */
  | { outcome: "refused"; refusal: AppError; isCreditsAllowed: boolean };

/** When the day and the month began from whose quota units were taken. */
export interface QuotaWindows {
  day: Date;
  month: Date;
}

export interface QuotaService {
  /** Null without a plan that is paid for or in its grace. */
  find(userId: string): Promise<Quota | null>;
  /** Takes units from the day and the month, or from neither. Belongs to the transaction in progress. */
  take(userId: string, units: number): Promise<QuotaAnswer>;
  /** Gives units back to the windows they came from, also when those are over. */
  giveBack(userId: string, windows: QuotaWindows, units: number): Promise<void>;
  /** What {@link QuotaService.take} would answer now, and the units that are left in both windows. */
  foresee(userId: string, units: number): Promise<QuotaAnswer & { left: number }>;
}

export interface QuotaDependencies {
  repository: QuotaRepository;
  findSettings(userId: string): Promise<{ usesCreditsAfterQuota: boolean }>;
  notifications: Pick<Notifications, "tell">;
  now: () => Date;
}

export function createQuotaService(dependencies: QuotaDependencies): QuotaService {
  const { repository, findSettings, notifications, now } = dependencies;

  const refuse = async (
    userId: string,
    period: "day" | "month",
    state: Windows,
    units: number,
  ): Promise<QuotaAnswer & { outcome: "refused" }> => {
    const refusal = quotaExceeded(windowOf(period, state), units, now());
    const { usesCreditsAfterQuota: isCreditsAllowed } = await findSettings(userId);
    return { outcome: "refused", refusal, isCreditsAllowed };
  };

  /** Once for each window, with what has used it up. */
  const tellExhausted = (userId: string, period: "day" | "month", state: Windows, body: string) => {
    const startedAt = period === "day" ? state.dayStart : state.monthStart;
    return notifications.tell(userId, {
      ...{ kind: "quota.exhausted", key: `quota:${period}:${startedAt.toISOString()}`, link: "/billing" },
      ...{ title: `Your ${period === "day" ? "daily" : "monthly"} quota is used up`, body },
    });
  };

  return {
    async find(userId) {
      const [state, settings] = await Promise.all([repository.find(userId, now()), findSettings(userId)]);
      if (!state) return null;
      return {
        daily: { limit: state.dayLimit, used: state.dayUsed, resetAt: state.dayEnd.toISOString() },
        monthly: { limit: state.monthLimit, used: state.monthUsed, resetAt: state.monthEnd.toISOString() },
        usesCreditsAfterwards: settings.usesCreditsAfterQuota,
      };
    },

    async take(userId, units) {
      const taking = await repository.take(userId, units, now());
      if (taking.outcome === "none") return { outcome: "none" };
      // After a downgrade more may be used than there is. What needs nothing is not refused for it.
      if (taking.outcome !== "taken" && units > 0) {
        const answer = await refuse(userId, taking.outcome, taking, units);
        // What is refused as a whole is undone as a whole: this stays where work goes on on credits.
        await tellExhausted(userId, taking.outcome, taking, `${answer.refusal.message} Work goes on on credits.`);
        return answer;
      }
      // The month is named first: waiting for tomorrow would not help.
      const exhausted = (["month", "day"] as const).find((period) => isUsedUp(windowOf(period, taking)));
      if (exhausted && units > 0) {
        const body = describeExhaustion(windowOf(exhausted, taking), now());
        await tellExhausted(userId, exhausted, taking, body);
      }
      return { outcome: "granted", windows: { day: taking.dayStart, month: taking.monthStart } };
    },

    giveBack: (userId, windows, units) => repository.giveBack(userId, windows, units),

    async foresee(userId, units) {
      const state = await repository.find(userId, now());
      if (!state) return { outcome: "none", left: 0 };
      const dayLeft = state.dayLimit - state.dayUsed;
      const monthLeft = state.monthLimit - state.monthUsed;
      const left = Math.max(Math.min(dayLeft, monthLeft), 0);
      // The month is named first, as the database does: waiting for tomorrow would not help.
      if (units > left) return { ...(await refuse(userId, units > monthLeft ? "month" : "day", state, units)), left };
      return { outcome: "granted", windows: { day: state.dayStart, month: state.monthStart }, left };
    },
  };
}

function windowOf(period: "day" | "month", state: Windows): ShortWindow {
  return period === "day"
    ? { period, limit: state.dayLimit, used: state.dayUsed, resetAt: state.dayEnd }
    : { period, limit: state.monthLimit, used: state.monthUsed, resetAt: state.monthEnd };
}

const isUsedUp = ({ limit, used }: ShortWindow) => used >= limit;
