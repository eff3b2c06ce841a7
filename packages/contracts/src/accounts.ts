import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";

export const TierName = z.enum(["free", "basic", "pro", "enterprise"]);

export const Credits = z.object({ available: z.int(), held: z.int() });
export type Credits = z.infer<typeof Credits>;

export const Me = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    image: z.string().nullable(),
    role: z.enum(["user", "admin"]),
    createdAt: z.iso.datetime(),
  }),
  account: z.object({ type: z.enum(["payg", "subscription"]), tier: TierName, plan: z.string() }),
  credits: Credits,
  /** Null for an account without a subscription. */
  quota: z.null(),
  storage: z.object({ usedBytes: z.int(), limitBytes: z.int() }),
});
export type Me = z.infer<typeof Me>;

export const accounts = definePlatformContract({
  id: "accounts",
  routes: {
    me: { method: "get", path: "/me", summary: "Who is signed in, with balance, tier and storage", response: Me },
  },
});
