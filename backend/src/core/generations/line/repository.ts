import type { Lane } from "@lumiku/contracts/queue";
import type { Database } from "../../db/client";

export interface DispatchRequest {
  at: Date;
  /** Workers seen since then are alive. */
  seenAfter: Date;
  /** In flight at once, of one user. */
  userLimit: number;
  /** Outputs in flight at once, by model. */
  modelLimits: Readonly<Record<string, number>>;
}

export interface LaneRow {
  lane: Lane;
  isPaused: boolean;
  waiting: number;
  processing: number;
  oldestAt: Date | null;
}

export interface Ahead {
  /** Of the pending generation they stand before; null for what runs, which is before all of them. */
  id: string | null;
  model: string;
  /** Generations that wait before this one. */
  count: number;
  /** The same, and what is left of those that run: in generations. */
  rest: number;
}

export interface QueueFigures {
  waiting: number;
  processing: number;
  averageWaitSeconds: number | null;
  /** Waiting and running, by model. */
  byModel: { model: string; rest: number }[];
}

/** The line in front of the workers, as the table holds it. The functions are in the engine migration. */
export interface LineRepository {
  /** Lines a user's new generation up. @param share outputs by weight @returns its turn */
  takeTurn(userId: string, lane: Lane, share: number): Promise<number>;
  /** Gives back what a cancelled generation had lined up for. */
  returnTurn(userId: string, lane: Lane, share: number): Promise<void>;
  /** Marks who goes next. @returns their ids in order */
  dispatch(request: DispatchRequest): Promise<string[]>;
  /** Lines up again what was marked and has not begun. @returns its ids */
  withdraw(lane: Lane): Promise<string[]>;
  /** Who stands before each of these pending generations, by model. */
  listAhead(ids: readonly string[]): Promise<Ahead[]>;
  /** Places in the line of these users' next generations, first place 1. */
  listPlaces(userIds: readonly string[], perUser: number): Promise<{ id: string; userId: string; place: number }[]>;
  /** What living workers run at once. */
  countSlots(seenAfter: Date): Promise<number>;
  figures(): Promise<QueueFigures>;
  listLanes(): Promise<LaneRow[]>;
  setPaused(lane: Lane, isPaused: boolean): Promise<void>;
}

export function createLineRepository({ client }: Pick<Database, "client">): LineRepository {
  return {
    async takeTurn(userId, lane, share) {
      const [row] = await client.$queryRaw<{ turn: number }[]>`
        SELECT take_turn(${userId}, ${lane}, ${share}::float8) AS turn`;
      return row?.turn ?? 0;
    },

    async returnTurn(userId, lane, share) {
      await client.$executeRaw`
        UPDATE queue_turns SET "nextTurn" = "nextTurn" - ${share}::float8 WHERE "userId" = ${userId} AND lane = ${lane}`;
    },

    async dispatch({ at, seenAfter, userLimit, modelLimits }) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM dispatch_generations(${at}, ${seenAfter}, ${userLimit}::int, ${JSON.stringify(modelLimits)}::jsonb)
        ORDER BY is_bulk, turn, id`;
      return rows.map(({ id }) => id);
    },

    async withdraw(lane) {
      const rows = await client.generation.updateManyAndReturn({
        where: { lane, status: "pending", queuedAt: { not: null } },
        data: { queuedAt: null },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },

    // In the order of the dispatcher: what it has handed out, then lanes and turns.
    listAhead: (ids) => client.$queryRaw<Ahead[]>`
      SELECT mine.id, l.model, count(*)::int AS count, count(*)::float8 AS rest
      FROM generations mine JOIN generations l ON l.status = 'pending' AND
        (COALESCE(l."queuedAt", 'infinity'), (l.lane = 'bulk'), l.turn, l.id) <
        (COALESCE(mine."queuedAt", 'infinity'), (mine.lane = 'bulk'), mine.turn, mine.id)
      WHERE mine.id = ANY(${[...ids]}) GROUP BY mine.id, l.model
      UNION ALL
      SELECT NULL, model, 0, sum((100 - progress) / 100.0)::float8 FROM generations
      WHERE status = 'processing' GROUP BY model`,

    listPlaces: (userIds, perUser) => client.$queryRaw<{ id: string; userId: string; place: number }[]>`
      SELECT id, "userId", place FROM (
        SELECT line.*, row_number() OVER (PARTITION BY "userId" ORDER BY place) AS of_user FROM (
          SELECT id, "userId", row_number() OVER (ORDER BY "queuedAt" NULLS LAST, (lane = 'bulk'), turn, id)::int AS place
          FROM generations WHERE status = 'pending'
        ) AS line
      ) AS ranked WHERE of_user <= ${perUser} AND "userId" = ANY(${[...userIds]})`,

    async countSlots(seenAfter) {
      const alive = await client.workerProcess.aggregate({
        where: { seenAt: { gt: seenAfter } },
        _sum: { concurrency: true },
      });
      return alive._sum.concurrency ?? 0;
    },

    async figures() {
      const [[totals], byModel] = await Promise.all([
        client.$queryRaw<Omit<QueueFigures, "byModel">[]>`
          SELECT
            (SELECT count(*) FROM generations WHERE status = 'pending')::int AS waiting,
            (SELECT count(*) FROM generations WHERE status = 'processing')::int AS processing,
            (SELECT avg(EXTRACT(EPOCH FROM "startedAt" - "createdAt")) FROM (
              SELECT "startedAt", "createdAt" FROM generations
              WHERE "startedAt" IS NOT NULL AND NOT "fromCache" ORDER BY "startedAt" DESC LIMIT 50
            ) AS latest)::float AS "averageWaitSeconds"`,
        client.$queryRaw<{ model: string; rest: number }[]>`
          SELECT model, count(*)::float8 AS rest FROM generations WHERE status IN ('pending', 'processing') GROUP BY model`,
      ]);
      return { waiting: 0, processing: 0, averageWaitSeconds: null, ...totals, byModel };
    },

    listLanes: () => client.$queryRaw<LaneRow[]>`
      SELECT l.lane, l."isPaused",
        (count(g.id) FILTER (WHERE g.status = 'pending'))::int AS waiting,
        (count(g.id) FILTER (WHERE g.status = 'processing'))::int AS processing,
        min(g."createdAt") FILTER (WHERE g.status = 'pending') AS "oldestAt"
      FROM queue_lanes l LEFT JOIN generations g ON g.lane = l.lane AND g.status IN ('pending', 'processing')
      GROUP BY l.lane, l."isPaused" ORDER BY (l.lane = 'bulk')`,

    async setPaused(lane, isPaused) {
      await client.queueLane.update({ where: { lane }, data: { isPaused } });
    },
  };
}
