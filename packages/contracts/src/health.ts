import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";

const Check = z.object({ status: z.enum(["up", "down"]), detail: z.string().optional() });

export const Readiness = z.object({
  status: z.enum(["ready", "not-ready"]),
  checks: z.object({ database: Check, queue: Check, storage: Check, workers: Check }),
  apps: z.array(z.object({ id: z.string(), status: z.enum(["loaded", "quarantined"]), error: z.string().optional() })),
});
export type Readiness = z.infer<typeof Readiness>;

export const health = definePlatformContract({
  id: "health",
  routes: {
    live: {
      method: "get",
      path: "/health/live",
      summary: "Whether the process answers",
      access: "public",
      response: z.object({ status: z.literal("live") }),
    },
  },
});
