import { Asset, AssetUse, definePlatformContract, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";

export const LibraryAsset = Asset.extend({
  appId: z.string(),
  generationId: z.string().nullable(),
  /** The name of the file that was uploaded; null for what was made here. */
  name: z.string().nullable(),
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
      query: PageQuery.extend({
        appId: z.string().optional(),
        /** "upload" for what people brought, "output" for what was made here. */
        kind: z.enum(["upload", "output"]).optional(),
        removed: z.stringbool().optional(),
      }),
      response: Page(LibraryAsset),
    },
    upload: {
      method: "post",
      path: "/assets",
      summary: "Bring a picture of your own: PNG, JPEG or WebP, 64 to 8192 px a side",
      status: 201,
      limit: "upload",
      upload: "file",
      response: LibraryAsset,
    },
    restore: {
      method: "post",
      path: "/assets/restore",
      summary: "Bring removed files back",
      body: z.object({ ids: z.array(z.string().max(100)).min(1).max(100) }),
      response: z.object({ items: z.array(LibraryAsset) }),
    },
    history: {
      method: "get",
      path: "/assets/:assetId/history",
      summary: "Where a picture came from and where it was used, across all apps, newest first",
      response: z.object({ items: z.array(AssetUse) }),
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
