import { defineRoutes } from "@lumiku/app-sdk/server";
import { stats } from "@lumiku/contracts/stats";
import type { StatsService } from "./service";

export const routes = defineRoutes(stats, (service: StatsService) => ({
  get: ({ actor, query }) => service.get(actor.userId, query),
}));
