import type { Database } from "../db/client";

export interface StatsRow {
  total: number;
  completed: number;
  failed: number;
  cancelled: number;
  running: number;
  outputs: number;
  creditsSpent: number;
  unitsSpent: number;
  averageSeconds: number | null;
}

export interface StatsRepository {
  totals(userId: string): Promise<StatsRow>;
  popularModels(userId: string, limit: number): Promise<{ model: string; count: number }[]>;
}

export function createStatsRepository({ client }: Pick<Database, "client">): StatsRepository {
  return {
    async totals(userId) {
      const [row] = await client.$queryRaw<StatsRow[]>`
        SELECT count(*)::int AS total,
          (count(*) FILTER (WHERE status = 'completed'))::int AS completed,
          (count(*) FILTER (WHERE status = 'failed'))::int AS failed,
          (count(*) FILTER (WHERE status = 'cancelled'))::int AS cancelled,
          (count(*) FILTER (WHERE status IN ('pending', 'processing')))::int AS running,
          (SELECT count(*) FROM generation_outputs o JOIN generations og ON og.id = o."generationId"
            WHERE og."userId" = ${userId} AND o.status = 'completed')::int AS outputs,
          COALESCE(sum(charged) FILTER (WHERE "costUnit" = 'credits'), 0)::int AS "creditsSpent",
          COALESCE(sum(charged) FILTER (WHERE "costUnit" = 'quota'), 0)::int AS "unitsSpent",
          (avg(EXTRACT(EPOCH FROM "finishedAt" - "startedAt")) FILTER (WHERE status = 'completed' AND NOT "fromCache"))::float AS "averageSeconds"
        FROM generations WHERE "userId" = ${userId}`;
      if (!row) throw new Error("An aggregate gives one row");
      return row;
    },

    popularModels: (userId, limit) => client.$queryRaw<{ model: string; count: number }[]>`
      SELECT model, count(*)::int AS count FROM generations WHERE "userId" = ${userId}
      GROUP BY model ORDER BY count(*) DESC, model LIMIT ${limit}`,
  };
}
