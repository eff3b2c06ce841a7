import type { Stats } from "@lumiku/contracts/stats";
import type { AppFigures, StatsRepository } from "./repository";

const POPULAR_MODELS = 5;
const DAYS = 30;
const DAY_MS = 24 * 3_600_000;

export interface StatsService {
  /** @param query of this calendar month (UTC) or all time; of one app or all */
  get(userId: string, query: { period: "all" | "month"; appId?: string | undefined }): Promise<Stats>;
}

export interface StatsDependencies {
  repository: StatsRepository;
  now: () => Date;
}

export function createStatsService({ repository, now }: StatsDependencies): StatsService {
  return {
    async get(userId, { period, appId }) {
      const scope = { userId, appId, from: period === "month" ? startOfMonth(now()) : undefined };
      const days = listDays(now());
      const [apps, popularModels, daily] = await Promise.all([
        repository.byApp(scope),
        repository.popularModels(scope, POPULAR_MODELS),
        repository.daily({ userId, appId, from: new Date(`${days[0]}T00:00:00Z`) }),
      ]);
      const sum = (figure: Exclude<keyof AppFigures, "appId">) => apps.reduce((total, app) => total + app[figure], 0);
      const [completed, failed, timed] = [sum("completed"), sum("failed"), sum("timed")];
      const outputsOn = new Map(daily.map(({ day, outputs }) => [day, outputs]));
      return {
        ...{ total: sum("total"), completed, failed, cancelled: sum("cancelled"), running: sum("running") },
        ...{ outputs: sum("outputs"), creditsSpent: sum("creditsSpent"), unitsSpent: sum("unitsSpent") },
        successRate: completed + failed === 0 ? null : completed / (completed + failed),
        averageSeconds: timed === 0 ? null : sum("seconds") / timed,
        popularModels,
        byApp: apps.map(({ appId, total, outputs, creditsSpent, unitsSpent }) => ({
          ...{ appId, generations: total, outputs, creditsSpent, unitsSpent },
        })),
        daily: days.map((day) => ({ day, outputs: outputsOn.get(day) ?? 0 })),
      };
    },
  };
}

function startOfMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
}

/** The last days up to today, as "2026-11-21", the oldest first. */
function listDays(today: Date): string[] {
  return Array.from({ length: DAYS }, (_, index) =>
    new Date(today.getTime() - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}
