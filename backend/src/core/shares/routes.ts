import { defineRoutes } from "@lumiku/app-sdk/server";
import { shares } from "@lumiku/contracts/shares";
import type { SharesService } from "./service";

export const routes = defineRoutes(shares, (service: SharesService) => ({
  create: ({ actor, params, body }) => service.create(actor.userId, params.assetId, body),
  list: async ({ actor, params }) => ({ items: await service.list(actor.userId, params.assetId) }),
  revoke: ({ actor, params }) => service.revoke(actor.userId, params.shareId),
  open: ({ params }) => service.open(params.token),
}));
