import type { Database } from "../db/client";
import type { LaneLoad, MetricsReaders } from "./gauges";

/** What the tables say about the load of the whole deployment: the same in every process. */
export function createMetricsRepository({
  client,
}: Pick<Database, "client">): Pick<MetricsReaders, "queue" | "generations" | "creditsReserved"> {
  return {
    queue: () => client.$queryRaw<LaneLoad[]>`
      SELECT lane,
        count(*) FILTER (WHERE status = 'pending')::int AS waiting,
        count(*) FILTER (WHERE status = 'processing')::int AS processing,
        GREATEST(0, COALESCE(
          EXTRACT(EPOCH FROM now() - min("createdAt") FILTER (WHERE status = 'pending')), 0
        ))::float AS "oldestSeconds"
      FROM generations WHERE status IN ('pending', 'processing') GROUP BY lane`,

    generations: () => client.$queryRaw<{ status: string; count: number }[]>`
      SELECT status::text AS status, count(*)::int AS count FROM generations GROUP BY status`,

    async creditsReserved() {
      const [row] = await client.$queryRaw<{ held: number }[]>`
        SELECT COALESCE(sum(held), 0)::float AS held FROM wallets WHERE held > 0`;
      return row?.held ?? 0;
    },
  };
}
