import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";

export const TierName = z.enum(["free", "basic", "pro", "enterprise"]);

export const Credits = z.object({ available: z.int(), held: z.int() });
export type Credits = z.infer<typeof Credits>;

/** What a person has set for themselves. */
export const Settings = z.object({
  theme: z.enum(["system", "light", "dark"]),
  /** Of dates and numbers: a BCP 47 tag, or the browser's own. */
  language: z.enum(["system", "en-US", "en-GB", "de-DE", "es-ES", "fr-FR", "id-ID", "ja-JP", "pt-BR"]),
  /** Apps that come first, by id. */
  pinnedApps: z.array(z.string().max(60)).max(50),
  /** Work goes on on credits when a plan's quota is used up. */
  usesCreditsAfterQuota: z.boolean(),
  mailsReceipts: z.boolean(),
  /** Renewals ahead and plans that end; what went wrong is always told. */
  mailsPlanNotices: z.boolean(),
  /** A notification of the browser when work ends while the page is in the background. */
  notifiesOnFinish: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const QuotaWindow = z.object({
  limit: z.int(),
  used: z.int(),
  resetAt: z.iso.datetime(),
});

/** Units of a plan, in the current day (UTC) and the current month (from the billing anniversary). */
export const Quota = z.object({
  daily: QuotaWindow,
  monthly: QuotaWindow,
  /** Whether work goes on on credits when the quota is used up. */
  usesCreditsAfterwards: z.boolean(),
});
export type Quota = z.infer<typeof Quota>;

export const Me = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    image: z.string().nullable(),
    role: z.enum(["user", "admin"]),
    hasTwoFactor: z.boolean(),
    createdAt: z.iso.datetime(),
  }),
  /** `subscription` while a plan is paid for or in its grace; `plan` is its key, "free" without one. */
  account: z.object({ type: z.enum(["payg", "subscription"]), tier: TierName, plan: z.string() }),
  credits: Credits,
  /** Null for an account without a subscription. */
  quota: Quota.nullable(),
  storage: z.object({ usedBytes: z.int(), limitBytes: z.int() }),
  settings: Settings,
});
export type Me = z.infer<typeof Me>;

export const accounts = definePlatformContract({
  id: "accounts",
  routes: {
    me: {
      method: "get",
      path: "/me",
      summary: "Who is signed in, with balance, quota, tier, storage and settings",
      response: Me,
    },
  },
});
