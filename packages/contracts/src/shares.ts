import { Asset, definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** A link that shows one picture to whoever has it, until it expires or is taken back. */
export const Share = z.object({
  id: z.string(),
  assetId: z.string(),
  title: z.string(),
  /** The whole address of the page. */
  url: z.string(),
  views: z.int(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Share = z.infer<typeof Share>;

export const NewShare = z.object({
  title: z.string().trim().max(120).default(""),
  expiresInSeconds: z
    .int()
    .min(HOUR)
    .max(90 * DAY)
    .default(7 * DAY),
});
export type NewShare = z.infer<typeof NewShare>;

/** What a visitor with the link is shown. */
export const SharedPicture = z.object({ title: z.string(), asset: Asset, expiresAt: z.iso.datetime() });
export type SharedPicture = z.infer<typeof SharedPicture>;

export const shares = definePlatformContract({
  id: "shares",
  routes: {
    create: {
      method: "post",
      path: "/assets/:assetId/shares",
      summary: "Make a link to a picture, for a time",
      status: 201,
      body: NewShare,
      response: Share,
    },
    list: {
      method: "get",
      path: "/assets/:assetId/shares",
      summary: "The links to a picture that still work, newest first",
      response: z.object({ items: z.array(Share) }),
    },
    revoke: { method: "delete", path: "/shares/:shareId", summary: "Take a link back", status: 204 },
    open: {
      method: "get",
      path: "/shared/:token",
      summary: "The picture behind a link",
      access: "public",
      response: SharedPicture,
    },
  },
});
