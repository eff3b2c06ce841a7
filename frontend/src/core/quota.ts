import type { Me, Quota } from "@lumiku/contracts/accounts";
import type { Model } from "@lumiku/contracts/apps";

export interface UnitsLeft {
  count: number;
  /** The window that runs out first, and so the one to speak of. */
  window: "daily" | "monthly";
  resetAt: string;
}

/** Units one can still spend: as many as both windows have. One whose time is over counts as unused. */
export function unitsLeft(quota: Quota, now = Date.now()): UnitsLeft {
  const [daily, monthly] = [quota.daily, quota.monthly].map(({ limit, used, resetAt }) => ({
    count: Date.parse(resetAt) <= now ? limit : Math.max(limit - used, 0),
    resetAt,
  })) as [Omit<UnitsLeft, "window">, Omit<UnitsLeft, "window">];
  return monthly.count < daily.count ? { ...monthly, window: "monthly" } : { ...daily, window: "daily" };
}

export interface Price {
  unit: "credits" | "quota";
  total: number;
  /** Whether a start would be accepted as far as money goes. */
  isAffordable: boolean;
}

/** What work costs this person now: units while they last, credits after them if the person wants that, or from the start without a plan. */
export function priceOf(
  me: Pick<Me, "credits" | "quota" | "settings">,
  model: Pick<Model, "costCredits" | "costUnits">,
  outputs: number,
): Price {
  const inUnits = model.costUnits * outputs;
  const inCredits = model.costCredits * outputs;
  const hasUnits = me.quota !== null && unitsLeft(me.quota).count >= inUnits;
  if (hasUnits) return { unit: "quota", total: inUnits, isAffordable: true };
  if (me.quota && !me.settings.usesCreditsAfterQuota) return { unit: "quota", total: inUnits, isAffordable: false };
  return { unit: "credits", total: inCredits, isAffordable: inCredits <= me.credits.available };
}
