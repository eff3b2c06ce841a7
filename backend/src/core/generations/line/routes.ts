import { defineRoutes } from "@lumiku/app-sdk/server";
import { queue } from "@lumiku/contracts/queue";
import type { LineService } from "./service";

export const routes = defineRoutes(queue, (service: LineService) => ({
  state: () => service.state(),
  listLanes: async () => ({ items: await service.listLanes() }),
  pauseLane: ({ params }) => service.setPaused(params.lane, true),
  resumeLane: ({ params }) => service.setPaused(params.lane, false),
}));
