import type { Interval } from "@lumiku/contracts/billing";

export const DAY_MS = 86_400_000;

const monthsOf: Record<Interval, number> = { month: 1, year: 12 };

export interface Period {
  start: Date;
  end: Date;
}

/** So many months later in UTC; a day that month does not have is its last. As `add_months` of the database counts. */
export function addMonths(date: Date, months: number): Date {
  const later = new Date(date);
  later.setUTCMonth(date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return later;
}

/**
 * The period that begins there. Months are counted from the anchor, so that what began on a 31st ends on the last day
 * of a shorter month and comes back to the 31st; a start the anchor's months do not meet is an anchor of its own.
 *
 * @example periodFrom(jan31, feb28, "month").end // Mar 31
 */
export function periodFrom(anchor: Date, start: Date, interval: Interval): Period {
  const months = (start.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + start.getUTCMonth() - anchor.getUTCMonth();
  const isMet = addMonths(anchor, months).getTime() === start.getTime();
  const end = isMet ? addMonths(anchor, months + monthsOf[interval]) : addMonths(start, monthsOf[interval]);
  return { start, end };
}

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}
