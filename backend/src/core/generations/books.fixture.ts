import type { Database } from "../db/client";

/** What is wrong in the books, and whose. */
export interface Fault {
  rule: string;
  /** A user, or a generation. */
  id: string;
}

/**
 * Compares wallets, ledger, quota windows, generations and outputs with each other. One statement sees one state, so
 * this holds at any moment, also while work runs. Empty when the books are right.
 */
export function listFaults({ client }: Database): Promise<Fault[]> {
  return client.$queryRaw<Fault[]>`
    WITH work AS (
      SELECT g.*, g.status IN ('pending', 'processing') AS "isRunning",
        (SELECT count(*) FROM generation_outputs o WHERE o."generationId" = g.id AND o.status = 'completed') AS delivered,
        (SELECT count(*) FROM generation_outputs o WHERE o."generationId" = g.id) AS made
      FROM generations g
    ), ledger AS (
      SELECT "userId", sum("availableDelta")::int AS available, sum("heldDelta")::int AS held FROM ledger_entries GROUP BY "userId"
    ), posted AS (
      SELECT "generationId", sum("availableDelta")::int AS available, sum("heldDelta")::int AS held,
        count(*) FILTER (WHERE kind = 'hold') AS holds, count(*) FILTER (WHERE kind = 'capture') AS captures
      FROM ledger_entries WHERE "generationId" IS NOT NULL GROUP BY "generationId"
    ), reserved AS (
      SELECT "userId", sum(reserved) AS held FROM work WHERE "isRunning" AND "costUnit" = 'credits' GROUP BY "userId"
    ), units AS (
      SELECT "userId", w.period, w."startsAt", sum(CASE WHEN "isRunning" THEN reserved ELSE charged END) AS used
      FROM work, LATERAL (VALUES ('day'::quota_period, "quotaDay"), ('month', "quotaMonth")) AS w (period, "startsAt")
      WHERE "costUnit" = 'quota' GROUP BY 1, 2, 3
    )
    SELECT 'no balance is negative' AS rule, "userId" AS id FROM wallets WHERE available < 0 OR held < 0
    UNION ALL
    SELECT 'a wallet is the sum of its ledger', "userId" FROM wallets w FULL JOIN ledger l USING ("userId")
      WHERE (w.available, w.held) IS DISTINCT FROM (COALESCE(l.available, 0), COALESCE(l.held, 0))
    UNION ALL
    SELECT 'what is held is reserved by running work', w."userId" FROM wallets w LEFT JOIN reserved r USING ("userId")
      WHERE w.held <> COALESCE(r.held, 0)
    UNION ALL
    SELECT 'what is used of a window is what its work reserves or was charged', "userId"
      FROM quota_windows q FULL JOIN units u USING ("userId", period, "startsAt")
      WHERE COALESCE(q.used, 0) <> COALESCE(u.used, 0)
    UNION ALL
    SELECT 'the whole price is reserved, in one unit', id FROM work
      WHERE reserved <> CASE WHEN "fromCache" THEN 0 ELSE "unitCost" * count END
    UNION ALL
    SELECT 'each picture is paid once, and nothing else', id FROM work
      WHERE charged <> CASE WHEN "isRunning" OR "fromCache" THEN 0 ELSE "unitCost" * delivered END
    UNION ALL
    SELECT 'no more is charged than reserved, or made than asked for', id FROM work WHERE charged > reserved OR made > count
    UNION ALL
    SELECT 'the ledger knows a generation by what it costs in credits', id FROM work LEFT JOIN posted ON "generationId" = id
      WHERE (COALESCE(available, 0), COALESCE(held, 0)) <> CASE
        WHEN "costUnit" = 'quota' THEN (0, 0)
        WHEN "isRunning" THEN (-reserved, reserved)
        ELSE (-charged, 0)
      END OR holds > 1 OR captures > 1 OR ("costUnit" = 'quota' AND holds IS NOT NULL)`;
}
