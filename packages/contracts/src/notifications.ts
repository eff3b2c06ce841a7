import { definePlatformContract, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";

/** Something a person should know that happened while they may have looked elsewhere. */
export const Notification = z.object({
  id: z.string(),
  kind: z.enum([
    "generation.completed",
    "generation.failed",
    "payment.succeeded",
    "payment.failed",
    "plan.changed",
    "credits.granted",
    "quota.exhausted",
    "storage.low",
  ]),
  title: z.string(),
  body: z.string(),
  /** A page of the web app that shows it. */
  link: z.string().nullable(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
export type Notification = z.infer<typeof Notification>;

export const notifications = definePlatformContract({
  id: "notifications",
  routes: {
    list: {
      method: "get",
      path: "/notifications",
      summary: "What happened lately, newest first",
      query: PageQuery,
      response: Page(Notification).extend({ unreadCount: z.int() }),
    },
    read: {
      method: "post",
      path: "/notifications/read",
      summary: "Mark as read: those named, or all",
      body: z.object({ ids: z.array(z.string().max(100)).max(100).optional() }),
      response: z.object({ unreadCount: z.int() }),
    },
  },
});
