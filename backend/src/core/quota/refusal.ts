import { type AppError, platformError } from "@lumiku/app-sdk";

/** A day's or a month's quota as it stood when it refused. Units. */
export interface ShortWindow {
  period: "day" | "month";
  limit: number;
  used: number;
  resetAt: Date;
}

/** The refusal of work that needs more units than are left: names the rule, what is left, and when it resets. */
export function quotaExceeded({ period, limit, used, resetAt }: ShortWindow, needed: number, now: Date): AppError {
  const left = Math.max(limit - used, 0);
  const waitMs = Math.max(resetAt.getTime() - now.getTime(), 1_000);
  const quota = nameQuota(period, limit);
  const isTooMuch = needed > limit;
  const message = isTooMuch
    ? `This needs ${format(needed)} units at once, more than your whole ${quota}. Ask for fewer at a time.`
    : `Your ${quota} is used up${left > 0 ? ` but for ${format(left)}` : ""}; this needs ${format(needed)}. ` +
      `It resets ${describeTime(period, resetAt)} (${describeWait(waitMs)}).`;
  return platformError("QUOTA_EXCEEDED", {
    message,
    details: { period, limit, used, left, needed, resetAt: resetAt.toISOString() },
    // What never fits does not fit after the reset either.
    ...(!isTooMuch && { retryAfterMs: waitMs }),
  });
}

/** What a person is told once the last unit of a window is taken. */
export function describeExhaustion({ period, limit, resetAt }: Omit<ShortWindow, "used">, now: Date): string {
  const waitMs = Math.max(resetAt.getTime() - now.getTime(), 1_000);
  return (
    `All of your ${nameQuota(period, limit)} is used. ` +
    `It resets ${describeTime(period, resetAt)} (${describeWait(waitMs)}).`
  );
}

function nameQuota(period: ShortWindow["period"], limit: number): string {
  return `${period === "day" ? "daily" : "monthly"} quota of ${format(limit)} ${limit === 1 ? "unit" : "units"}`;
}

const format = (units: number) => units.toLocaleString("en");
const months = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });
const waits = new Intl.RelativeTimeFormat("en");

/** Days begin at the same time for everybody; a month on its anniversary. */
function describeTime(period: ShortWindow["period"], at: Date): string {
  const time = `at ${at.toISOString().slice(11, 16)} UTC`;
  return period === "day" ? time : `on ${at.getUTCDate()} ${months.format(at)} ${time}`;
}

function describeWait(waitMs: number): string {
  const minutes = Math.ceil(waitMs / 60_000);
  if (minutes < 90) return waits.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? waits.format(hours, "hour") : waits.format(Math.round(hours / 24), "day");
}
