import { platformError } from "@lumiku/app-sdk";
import { defineRoutes } from "@lumiku/app-sdk/server";
import { assets } from "@lumiku/contracts/assets";
import type { AccountsService } from "../accounts/service";
import type { Database } from "../db/client";
import type { HistoryService } from "./history/service";
import type { AssetsService } from "./service";
import { LIBRARY, type Uploads } from "./uploads";

export interface AssetsRoutesDependencies {
  assets: AssetsService;
  uploads: Uploads;
  history: HistoryService;
  accounts: Pick<AccountsService, "readStorage" | "storageChanged">;
  database: Pick<Database, "transaction">;
}

export const routes = defineRoutes(assets, (dependencies: AssetsRoutesDependencies) => {
  const { assets: service, uploads, history, accounts, database } = dependencies;

  /** All of it or, where the storage has no room for it, nothing. @throws AppError STORAGE_FULL */
  const restore = (userId: string, ids: readonly string[]) =>
    database.transaction(async () => {
      const before = await accounts.readStorage(userId);
      const items = await service.restore(userId, ids);
      const after = await accounts.readStorage(userId);
      if (after.usedBytes > Math.max(before.usedBytes, after.limitBytes)) throw platformError("STORAGE_FULL", FULL);
      return items;
    });

  return {
    list: ({ actor, query }) => service.list(actor.userId, query),

    async upload({ actor: { userId }, file }) {
      if (!file) throw new TypeError("The route declares its file");
      return uploads.upload({ userId, appId: LIBRARY, file });
    },

    async restore({ actor: { userId }, body }) {
      const items = await restore(userId, body.ids);
      await accounts.storageChanged(userId);
      return { items };
    },

    history: async ({ actor, params }) => ({ items: await history.list(actor.userId, params.assetId) }),
    get: ({ actor, params }) => service.get(actor.userId, params.assetId),

    async remove({ actor: { userId }, params }) {
      await service.remove(userId, params.assetId);
      await accounts.storageChanged(userId);
    },
  };
});

const FULL = { message: "Your storage has no room for these files. Nothing was brought back: remove others first." };
