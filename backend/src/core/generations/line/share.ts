import type { Tier } from "@lumiku/app-sdk";

/** How often a subscriber's turn comes for one of everybody's: more, never always. */
const weights: Record<Tier, number> = { free: 1, basic: 2, pro: 3, enterprise: 4 };

/** How much of the line a generation takes up. @param count outputs */
export function shareOf(count: number, tier: Tier): number {
  return count / weights[tier];
}
