import { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export interface StatsScope {
  userId: string;
  /** Everything when left out. */
  from?: Date | undefined;
  appId?: string | undefined;
}

/** A person's work with one app in numbers. */
export interface AppFigures {
  appId: string;
  total: number;
  completed: number;
  failed: number;
  cancelled: number;
  running: number;
  outputs: number;
  creditsSpent: number;
  unitsSpent: number;
  /** Completed ones that were really made, and how long they took together. */
  timed: number;
  seconds: number;
}

export interface StatsRepository {
  /** The most used app first. Work that was removed has still been done. */
  byApp(scope: StatsScope): Promise<AppFigures[]>;
  popularModels(scope: StatsScope, limit: number): Promise<{ model: string; count: number }[]>;
  /** Pictures by day (UTC), days without any left out. */
  daily(scope: StatsScope & { from: Date }): Promise<{ day: string; outputs: number }[]>;
}

export function createStatsRepository({ client }: Pick<Database, "client">): StatsRepository {
  // Conditions are left out, not left open: one that always holds looks choosy to the planner.
  const within = ({ userId, from, appId }: StatsScope) => Prisma.sql`g."userId" = ${userId}
    ${from ? Prisma.sql`AND g."createdAt" >= ${from}` : Prisma.empty}
    ${appId === undefined ? Prisma.empty : Prisma.sql`AND g."appId" = ${appId}`}`;

  return {
    byApp: (scope) => client.$queryRaw<AppFigures[]>`
      SELECT work.*, COALESCE(made.outputs, 0) AS outputs FROM (
        SELECT g."appId", count(*)::int AS total,
          (count(*) FILTER (WHERE status = 'completed'))::int AS completed,
          (count(*) FILTER (WHERE status = 'failed'))::int AS failed,
          (count(*) FILTER (WHERE status = 'cancelled'))::int AS cancelled,
          (count(*) FILTER (WHERE status IN ('pending', 'processing')))::int AS running,
          COALESCE(sum(charged) FILTER (WHERE "costUnit" = 'credits'), 0)::int AS "creditsSpent",
          COALESCE(sum(charged) FILTER (WHERE "costUnit" = 'quota'), 0)::int AS "unitsSpent",
          (count(*) FILTER (WHERE status = 'completed' AND NOT "fromCache"))::int AS timed,
          COALESCE(sum(EXTRACT(EPOCH FROM "finishedAt" - "startedAt"))
            FILTER (WHERE status = 'completed' AND NOT "fromCache"), 0)::float8 AS seconds
        FROM generations g WHERE ${within(scope)} GROUP BY g."appId"
      ) AS work LEFT JOIN (
        SELECT g."appId", count(*)::int AS outputs
        FROM generations g JOIN generation_outputs o ON o."generationId" = g.id AND o.status = 'completed'
        WHERE ${within(scope)} GROUP BY g."appId"
      ) AS made ON made."appId" = work."appId"
      ORDER BY work.total DESC, work."appId"`,

    popularModels: (scope, limit) => client.$queryRaw<{ model: string; count: number }[]>`
      SELECT g.model, count(*)::int AS count FROM generations g WHERE ${within(scope)}
      GROUP BY g.model ORDER BY count(*) DESC, g.model LIMIT ${limit}`,

    daily: ({ from, ...scope }) => client.$queryRaw<{ day: string; outputs: number }[]>`
      SELECT to_char(o."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS outputs
      FROM generations g JOIN generation_outputs o ON o."generationId" = g.id
      WHERE ${within(scope)} AND o.status = 'completed' AND o."createdAt" >= ${from}
      GROUP BY 1`,
  };
}
