import { Asset, definePlatformContract, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";

export const LibraryAsset = Asset.extend({
  appId: z.string(),
  generationId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type LibraryAsset = z.infer<typeof LibraryAsset>;

export const assets = definePlatformContract({
  id: "assets",
  routes: {
    list: {
      method: "get",
      path: "/assets",
      summary: "Every file of the library, newest first",
      query: PageQuery.extend({ appId: z.string().optional() }),
      response: Page(LibraryAsset),
    },
    get: {
      method: "get",
      path: "/assets/:assetId",
      summary: "One file's facts and signed URLs",
      response: LibraryAsset,
    },
    remove: { method: "delete", path: "/assets/:assetId", summary: "Move a file to the bin for 30 days", status: 204 },
  },
});
