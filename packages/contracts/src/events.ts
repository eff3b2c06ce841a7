import { Generation } from "@lumiku/app-sdk";
import { z } from "zod";
import { Credits, Me, Quota } from "./accounts";
import { Notification } from "./notifications";
import { Payment } from "./payments";

/**
 * Events of the platform on `GET /api/events`. Apps add their own as "<app id>/<event>".
 * `reset` means that the gap was too long to replay: fetch again what is on the screen.
 */
export const platformEvents = {
  "generation.updated": Generation,
  "generation.removed": z.object({ id: z.string() }),
  "credits.updated": Credits,
  /** Null when the account has no plan any more. */
  "quota.updated": Quota.nullable(),
  /** Tier or plan are others now: fetch again what depends on them. */
  "account.updated": Me.shape.account,
  "payment.updated": Payment,
  "notification.created": Notification,
  reset: z.object({}),
} as const;
export type PlatformEvents = { [K in keyof typeof platformEvents]: z.infer<(typeof platformEvents)[K]> };
