import { Generation } from "@lumiku/app-sdk";
import { z } from "zod";
import { Credits } from "./accounts";

/**
 * Events of the platform on `GET /api/events`. Apps add their own as "<app id>/<event>".
 * `reset` means that the gap was too long to replay: fetch again what is on the screen.
 */
export const platformEvents = {
  "generation.updated": Generation,
  "generation.removed": z.object({ id: z.string() }),
  "credits.updated": Credits,
  reset: z.object({}),
} as const;
export type PlatformEvents = { [K in keyof typeof platformEvents]: z.infer<(typeof platformEvents)[K]> };
