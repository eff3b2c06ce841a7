import type { Tier } from "@lumiku/app-sdk";
import type { Database } from "../db/client";

export interface TestPlan {
  tier?: Tier;
  dailyUnits?: number;
  monthlyUnits?: number;
  interval?: "month" | "year";
  status?: "active" | "past_due";
  anchorAt?: Date;
}

/** Gives an account a plan behind the platform's back, paid for longer than any test runs. @returns its id */
export async function subscribe({ client }: Database, userId: string, plan: TestPlan = {}): Promise<string> {
  const { tier = "basic", anchorAt = new Date("2026-01-31T09:30:00Z"), ...terms } = plan;
  const subscription = await client.subscription.create({
    data: {
      ...{ id: crypto.randomUUID(), userId, plan: tier, tier, interval: "month", currency: "usd", priceCents: 10_00 },
      ...{ dailyUnits: 50, monthlyUnits: 1_500, gateway: "sandbox", anchorAt },
      ...{ periodStart: anchorAt, periodEnd: new Date("2099-01-01T00:00:00Z") },
      ...terms,
    },
  });
  return subscription.id;
}
