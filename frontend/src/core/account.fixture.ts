import type { Me, Quota } from "@lumiku/contracts/accounts";

/** A new account without a plan, for tests to change. */
export const me = (changes: Partial<Me> = {}): Me => ({
  user: {
    ...{ id: "ada", name: "Ada", email: "ada@example.com", emailVerified: true, image: null },
    ...{ role: "user", hasTwoFactor: false, createdAt: "2026-01-01T00:00:00.000Z" },
  },
  account: { type: "payg", tier: "free", plan: "free" },
  credits: { available: 100, held: 0 },
  quota: null,
  storage: { usedBytes: 0, limitBytes: 1024 ** 3 },
  settings: {
    ...{ theme: "system", language: "system", pinnedApps: [], usesCreditsAfterQuota: false },
    ...{ mailsReceipts: true, mailsPlanNotices: true, notifiesOnFinish: false },
  },
  ...changes,
});

/** A quota of 50 units a day and 1,500 a month. */
export const quota = (used: { daily: number; monthly: number }): Quota => ({
  daily: { limit: 50, used: used.daily, resetAt: "2026-01-02T00:00:00.000Z" },
  monthly: { limit: 1_500, used: used.monthly, resetAt: "2026-02-01T00:00:00.000Z" },
  usesCreditsAfterwards: false,
});
