import { defineRoutes } from "@lumiku/app-sdk/server";
import { stats } from "@lumiku/contracts/stats";
import type { StatsRepository } from "./repository";

const POPULAR_MODELS = 5;

export const routes = defineRoutes(stats, (repository: StatsRepository) => ({
  async get({ actor }) {
    const [totals, popularModels] = await Promise.all([
      repository.totals(actor.userId),
      repository.popularModels(actor.userId, POPULAR_MODELS),
    ]);
    const ended = totals.completed + totals.failed;
    return { ...totals, successRate: ended === 0 ? null : totals.completed / ended, popularModels };
  },
}));
