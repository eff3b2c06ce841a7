import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";

export const QueueState = z.object({
  /** Generations that wait, of everyone. */
  queueLength: z.int(),
  processingCount: z.int(),
  /** Mean wait of the generations that began last; 0 before the first. */
  averageWaitSeconds: z.number(),
  /** Until all that waits and runs now is done, by each model's median and the workers there are. */
  estimatedProcessingSeconds: z.number(),
});
export type QueueState = z.infer<typeof QueueState>;

/** Interactive work, somebody waits for it, goes before bulk work. */
export const Lane = z.enum(["interactive", "bulk"]);
export type Lane = z.infer<typeof Lane>;

export const LaneState = z.object({
  lane: Lane,
  isPaused: z.boolean(),
  waiting: z.int(),
  processing: z.int(),
  /** How long the longest waiting has waited. */
  oldestSeconds: z.number().nullable(),
});
export type LaneState = z.infer<typeof LaneState>;

export const queue = definePlatformContract({
  id: "queue",
  routes: {
    state: {
      method: "get",
      path: "/queue",
      summary: "How long the queue is, and how fast it moves",
      response: QueueState,
    },
    listLanes: {
      method: "get",
      path: "/admin/queues",
      summary: "The queue's lanes",
      access: "admin",
      response: z.object({ items: z.array(LaneState) }),
    },
    pauseLane: {
      method: "post",
      path: "/admin/queues/:lane/pause",
      summary: "Hold what waits in a lane; what runs goes on",
      access: "admin",
      response: LaneState,
    },
    resumeLane: {
      method: "post",
      path: "/admin/queues/:lane/resume",
      summary: "Let a lane go on",
      access: "admin",
      response: LaneState,
    },
  },
});
