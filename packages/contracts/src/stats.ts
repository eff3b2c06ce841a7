import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";

export const Stats = z.object({
  /** Generations by how they stand. */
  total: z.int(),
  completed: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  running: z.int(),
  /** Pictures delivered. */
  outputs: z.int(),
  creditsSpent: z.int(),
  /** Of a plan's quota. */
  unitsSpent: z.int(),
  /** Completed of completed and failed, 0 to 1; null before the first. */
  successRate: z.number().nullable(),
  /** Mean from start to finish of the completed; null before the first. */
  averageSeconds: z.number().nullable(),
  popularModels: z.array(z.object({ model: z.string(), count: z.int() })),
  /** The apps that were used, the most used first. */
  byApp: z.array(
    z.object({
      appId: z.string(),
      generations: z.int(),
      outputs: z.int(),
      creditsSpent: z.int(),
      unitsSpent: z.int(),
    }),
  ),
  /** Pictures delivered on each of the last 30 days (UTC), the oldest first, days without any included. */
  daily: z.array(z.object({ day: z.iso.date(), outputs: z.int() })),
});
export type Stats = z.infer<typeof Stats>;

export const stats = definePlatformContract({
  id: "stats",
  routes: {
    get: {
      method: "get",
      path: "/stats",
      summary: "Your work in numbers, of all time or of this calendar month (UTC)",
      query: z.object({ period: z.enum(["all", "month"]).default("all"), appId: z.string().max(60).optional() }),
      response: Stats,
    },
  },
});
