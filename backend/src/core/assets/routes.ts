import { platformError } from "@lumiku/app-sdk";
import { defineRoutes } from "@lumiku/app-sdk/server";
import { assets } from "@lumiku/contracts/assets";
import type { Hono } from "hono";
import type { AccountsService } from "../accounts/service";
import type { Authenticate, HttpEnv } from "../http/context";
import type { AssetsService } from "./service";

export interface AssetsRoutesDependencies {
  assets: AssetsService;
  accounts: Pick<AccountsService, "changed">;
}

export const routes = defineRoutes(assets, ({ assets: service, accounts }: AssetsRoutesDependencies) => ({
  list: ({ actor, query }) => service.list(actor.userId, query),
  get: ({ actor, params }) => service.get(actor.userId, params.assetId),
  async remove({ actor, params }) {
    await service.remove(actor.userId, params.assetId);
    await accounts.changed(actor.userId);
  },
}));

const extensions: Record<string, string> = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" };

/**
 * `GET /api/files/:assetId?variant=thumbnail&expires&signature&download`: the bytes, for the owner's session
 * or a valid signature.
 */
export function mountFiles(http: Hono<HttpEnv>, service: AssetsService, authenticate: Authenticate): void {
  http.get("/api/files/:assetId", async (context) => {
    const { variant = "original", expires, signature, download } = context.req.query();
    if (variant !== "original" && variant !== "thumbnail") throw platformError("NOT_FOUND");
    const assetId = context.req.param("assetId");
    if (!/^[\w.-]{1,100}$/.test(assetId)) throw platformError("NOT_FOUND");
    const findUserId = async () => (await authenticate(context.req.raw.headers))?.userId;
    const file = await service.open({ assetId, variant, expires, signature }, findUserId);
    const etag = `"${file.sha256}-${variant}"`;
    const headers = {
      "content-type": file.mime,
      "content-length": String(file.sizeBytes),
      "cache-control": "private, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      // A file is shown or saved, never run.
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      etag,
      ...(download !== undefined && {
        "content-disposition": `attachment; filename="lumiku-${assetId.slice(-8)}.${extensions[file.mime] ?? "bin"}"`,
      }),
    };
    if (context.req.header("if-none-match") === etag) {
      await file.stream.cancel();
      return context.body(null, 304, { etag });
    }
    return context.body(file.stream, 200, headers);
  });
}
