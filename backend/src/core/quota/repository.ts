import type { Database } from "../db/client";

/** A plan's two windows as they stand. Units. */
export interface QuotaState {
  plan: string;
  dayStart: Date;
  dayEnd: Date;
  dayLimit: number;
  dayUsed: number;
  monthStart: Date;
  monthEnd: Date;
  monthLimit: number;
  monthUsed: number;
}

export type QuotaTaking =
  | { outcome: "none" }
  /** `day` and `month` say which window has too little left. */
  | ({ outcome: "taken" | "day" | "month" } & Omit<QuotaState, "plan">);

export interface QuotaRepository {
  /** Null without a plan that is paid for or in its grace. */
  find(userId: string, at: Date): Promise<QuotaState | null>;
  /** Takes from both windows or from neither, in the transaction in progress. */
  take(userId: string, units: number, at: Date): Promise<QuotaTaking>;
  /** Gives back to the windows that began then. */
  giveBack(userId: string, windows: { day: Date; month: Date }, units: number): Promise<void>;
}

/** The counters are kept by functions of the database (see the migration): one statement, both windows, no lost unit. */
export function createQuotaRepository({ client }: Database): QuotaRepository {
  return {
    async find(userId, at) {
      const [row] = await client.$queryRaw<QuotaState[]>`
        SELECT plan, day_start AS "dayStart", day_end AS "dayEnd", day_limit AS "dayLimit", day_used AS "dayUsed",
          month_start AS "monthStart", month_end AS "monthEnd", month_limit AS "monthLimit", month_used AS "monthUsed"
        FROM quota_state(${userId}, ${at})`;
      return row ?? null;
    },

    async take(userId, units, at) {
      const [row] = await client.$queryRaw<[QuotaTaking]>`
        SELECT outcome, day_start AS "dayStart", day_end AS "dayEnd", day_limit AS "dayLimit", day_used AS "dayUsed",
          month_start AS "monthStart", month_end AS "monthEnd", month_limit AS "monthLimit", month_used AS "monthUsed"
        FROM take_quota(${userId}, ${units}::int, ${at})`;
      return row;
    },

    async giveBack(userId, { day, month }, units) {
      await client.$executeRaw`SELECT return_quota(${userId}, ${day}, ${month}, ${units}::int)`;
    },
  };
}
