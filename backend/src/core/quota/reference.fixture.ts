import type { QuotaState } from "./repository";

type Limits = Pick<QuotaState, "dayLimit" | "monthLimit">;
export type Outcome = "taken" | "day" | "month";

const DAY_MS = 86_400_000;

/** The rules of a plan's quota told once more, without the database. */
export function createQuotaReference(anchorAt: Date) {
  const used = new Map<string, number>();
  const usedIn = (period: string, start: Date) => used.get(`${period} ${start.toISOString()}`) ?? 0;
  const add = (period: string, start: Date, units: number) =>
    used.set(`${period} ${start.toISOString()}`, usedIn(period, start) + units);

  const stateAt = (at: Date, limits: Limits): Omit<QuotaState, "plan"> => {
    const dayStart = new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
    const { start: monthStart, end: monthEnd } = findMonth(anchorAt, at);
    return {
      ...{ ...limits, dayStart, dayEnd: new Date(dayStart.getTime() + DAY_MS), dayUsed: usedIn("day", dayStart) },
      ...{ monthStart, monthEnd, monthUsed: usedIn("month", monthStart) },
    };
  };

  return {
    stateAt,
    take(at: Date, units: number, limits: Limits): Outcome {
      const state = stateAt(at, limits);
      if (state.monthUsed + units > limits.monthLimit) return "month";
      if (state.dayUsed + units > limits.dayLimit) return "day";
      add("day", state.dayStart, units);
      add("month", state.monthStart, units);
      return "taken";
    },
    giveBack({ day, month }: { day: Date; month: Date }, units: number): void {
      add("day", day, -units);
      add("month", month, -units);
    },
  };
}

/** Walks from the anchor, anniversary by anniversary, to the month that contains a moment after it. */
function findMonth(anchorAt: Date, at: Date): { start: Date; end: Date } {
  let count = 0;
  while (anniversary(anchorAt, count + 1) <= at) count++;
  return { start: anniversary(anchorAt, count), end: anniversary(anchorAt, count + 1) };
}

/** The same day and time so many months later; the last day of a month that has no such day. */
function anniversary(anchorAt: Date, months: number): Date {
  const first = new Date(anchorAt);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(anchorAt.getUTCDate(), lastDay));
  return first;
}
