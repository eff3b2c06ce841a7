import { AppError } from "@lumiku/app-sdk";
import { subscribe, type TestPlan } from "../quota/subscribe.fixture";
import type { TestPlatform } from "../testing/platform";
import { joinTrial } from "../testing/trial-person";

/** A new account that works with the trial app and has a plan. */
export async function joinSubscribed(
  platform: TestPlatform,
  { usesCredits = false, credits = 0, ...plan }: Terms = {},
) {
  const person = await joinTrial(platform, credits);
  const subscription = await subscribe(platform.database, person.userId, plan);
  if (usesCredits) await platform.accountsRepository.saveSettings(person.userId, { usesCreditsAfterQuota: true });
  await platform.accounts.changed(person.userId);
  return {
    ...person,
    /** Units of the day and of the month; null without a plan. */
    async used() {
      const { quota } = await person.accounts.me();
      return quota && [quota.daily.used, quota.monthly.used];
    },
    async change(data: { tier?: "basic" | "pro"; status?: "suspended" | "ended" }) {
      await platform.database.client.subscription.update({ where: { id: subscription }, data });
      await platform.accounts.changed(person.userId);
    },
  };
}

interface Terms extends TestPlan {
  /** Whether work goes on on credits after the quota. */
  usesCredits?: boolean;
  /** Besides those of the welcome. */
  credits?: number;
}

/** The error something was refused with. */
export async function refusalOf(asking: Promise<unknown>): Promise<AppError> {
  const refusal = await asking.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof AppError)) throw new Error("It was not refused", { cause: refusal });
  return refusal;
}
