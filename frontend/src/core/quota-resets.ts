import type { Quota } from "@lumiku/contracts/accounts";
import { refreshSession, useSession } from "./session";

/** Days end for everybody at once: not every page asks in the same second. */
const SPREAD_MS = 20_000;
/** At least this long, should the two clocks differ. */
const SHORTEST_MS = 10_000;
const LONGEST_MS = 24 * 3_600_000;

/** Asks for the account again when a window of its quota is over: that happens by the clock, and nothing tells of it. */
export function followQuotaResets(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    const quota = useSession.getState().me?.quota;
    if (quota) timer = setTimeout(() => void refreshSession().finally(wait), untilResetMs(quota));
  };
  wait();
  const stopFollowing = useSession.subscribe(({ me }, before) => {
    if (me?.quota !== before.me?.quota) wait();
  });
  return () => {
    stopFollowing();
    clearTimeout(timer);
  };
}

/** How long the numbers of a quota are good for. */
export function untilResetMs({ daily, monthly }: Quota, now = Date.now(), spread = Math.random()): number {
  const left = Math.min(Date.parse(daily.resetAt), Date.parse(monthly.resetAt)) - now;
  return Math.min(Math.max(left, SHORTEST_MS) + spread * SPREAD_MS, LONGEST_MS);
}
