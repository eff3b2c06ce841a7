import { defineRoutes } from "@lumiku/app-sdk/server";
import { assets } from "@lumiku/contracts/assets";
import type { AccountsService } from "../accounts/service";
import type { HistoryService } from "./history/service";
import type { AssetsService } from "./service";
import { LIBRARY, type Uploads } from "./uploads";

export interface AssetsRoutesDependencies {
  assets: AssetsService;
  uploads: Uploads;
  history: HistoryService;
  accounts: Pick<AccountsService, "bringBack" | "storageChanged">;
}

export const routes = defineRoutes(assets, (dependencies: AssetsRoutesDependencies) => {
  const { assets: service, uploads, history, accounts } = dependencies;

  return {
    list: ({ actor, query }) => service.list(actor.userId, query),

    async upload({ actor: { userId }, file }) {
      if (!file) throw new TypeError("The route declares its file");
      return uploads.upload({ userId, appId: LIBRARY, file });
    },

    async restore({ actor: { userId }, body }) {
      const items = await accounts.bringBack(userId, () => service.restore(userId, body.ids));
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
