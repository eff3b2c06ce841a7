import type { AppError } from "@lumiku/app-sdk";
import type { Quota } from "@lumiku/contracts/accounts";
import { quotaExceeded } from "./refusal";
import type { QuotaRepository, QuotaState } from "./repository";

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
  now: () => Date;
}

export function createQuotaService({ repository, findSettings, now }: QuotaDependencies): QuotaService {
  const refuse = async (
    userId: string,
    period: "day" | "month",
    state: Omit<QuotaState, "plan">,
    units: number,
  ): Promise<QuotaAnswer> => {
    const window =
      period === "day"
        ? { limit: state.dayLimit, used: state.dayUsed, resetAt: state.dayEnd }
        : { limit: state.monthLimit, used: state.monthUsed, resetAt: state.monthEnd };
    const { usesCreditsAfterQuota: isCreditsAllowed } = await findSettings(userId);
    return { outcome: "refused", refusal: quotaExceeded({ period, ...window }, units, now()), isCreditsAllowed };
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
      if (taking.outcome !== "taken" && units > 0) return refuse(userId, taking.outcome, taking, units);
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
