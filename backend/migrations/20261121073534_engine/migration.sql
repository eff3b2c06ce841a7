-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "crashes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lane" TEXT NOT NULL DEFAULT 'interactive',
ADD COLUMN     "notBefore" TIMESTAMPTZ(3),
ADD COLUMN     "providerReason" TEXT,
ADD COLUMN     "queuedAt" TIMESTAMPTZ(3),
ADD COLUMN     "recipeHash" TEXT,
ADD COLUMN     "traceparent" TEXT,
ADD COLUMN     "turn" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "provider_calls" (
    "id" BIGSERIAL NOT NULL,
    "generationId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "ticket" JSONB,
    "outcome" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "provider_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_circuits" (
    "provider" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "openUntil" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_circuits_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "queue_lanes" (
    "lane" TEXT NOT NULL,
    "virtualTime" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "queue_lanes_pkey" PRIMARY KEY ("lane")
);

-- CreateTable
CREATE TABLE "queue_turns" (
    "userId" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "nextTurn" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "queue_turns_pkey" PRIMARY KEY ("userId","lane")
);

-- CreateIndex
CREATE INDEX "provider_calls_generationId_index_idx" ON "provider_calls"("generationId", "index");

-- CreateIndex
CREATE INDEX "generations_userId_recipeHash_idx" ON "generations"("userId", "recipeHash");

-- AddForeignKey
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_generationId_fkey" FOREIGN KEY ("generationId") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_turns" ADD CONSTRAINT "queue_turns_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on: what Prisma's schema cannot say.

ALTER TABLE generations ADD CONSTRAINT generation_lane_is_known CHECK (lane IN ('interactive', 'bulk'));
INSERT INTO queue_lanes (lane) VALUES ('interactive'), ('bulk');

-- The line as it is served: interactive before bulk, then by turn.
CREATE INDEX generations_waiting ON generations ((lane = 'bulk'), turn, id) WHERE status = 'pending' AND "queuedAt" IS NULL;
CREATE INDEX generations_in_flight ON generations ("userId") WHERE status IN ('pending', 'processing') AND "queuedAt" IS NOT NULL;
CREATE INDEX generations_ended ON generations ("startedAt" DESC) WHERE "startedAt" IS NOT NULL;
CREATE UNIQUE INDEX provider_calls_open ON provider_calls ("generationId", index) WHERE "endedAt" IS NULL;
CREATE INDEX provider_calls_running ON provider_calls (provider) WHERE "endedAt" IS NULL;

-- A generation's place in its lane, by start-time fair queuing: where the user's last one ends, or at the lane's
-- virtual time when that is later. Who has waited for nothing goes next; who asks for much lines up behind itself.
CREATE FUNCTION take_turn(p_user text, p_lane text, p_share double precision) RETURNS double precision LANGUAGE sql AS $$
  INSERT INTO queue_turns AS t ("userId", lane, "nextTurn")
    SELECT p_user, p_lane, l."virtualTime" + p_share FROM queue_lanes l WHERE l.lane = p_lane
  ON CONFLICT ("userId", lane) DO UPDATE SET "nextTurn" =
    GREATEST(t."nextTurn", (SELECT l."virtualTime" FROM queue_lanes l WHERE l.lane = p_lane)) + p_share
  RETURNING "nextTurn" - p_share
$$;

-- Chooses who goes next, while there is room: as many in flight as living workers run at once and one ahead for each,
-- p_user_limit of one user, and the outputs each model's providers take at once. One dispatcher at a time, so that
-- the room is counted right.
CREATE FUNCTION dispatch_generations(p_now timestamptz, p_seen_after timestamptz, p_user_limit int, p_model_limits jsonb)
RETURNS TABLE (id text, is_bulk boolean, turn double precision) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_room int;
BEGIN
  PERFORM pg_advisory_xact_lock(7305012023);
  SELECT (SELECT COALESCE(sum(concurrency + 1), 0) FROM worker_processes WHERE "seenAt" > p_seen_after) - count(*)
    INTO v_room FROM generations
    WHERE status IN ('pending', 'processing') AND "queuedAt" IS NOT NULL AND ("notBefore" IS NULL OR "notBefore" <= p_now);
  IF v_room <= 0 THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH in_flight AS (
    SELECT "userId", model, count FROM generations
    WHERE status IN ('pending', 'processing') AND "queuedAt" IS NOT NULL
  ), waiting AS (
    SELECT g.id, g."userId", g.lane, (g.lane = 'bulk') AS is_bulk, g.turn, g.model, g.count
    FROM generations g JOIN queue_lanes l ON l.lane = g.lane AND NOT l."isPaused"
    WHERE g.status = 'pending' AND g."queuedAt" IS NULL
    ORDER BY (g.lane = 'bulk'), g.turn, g.id
    LIMIT v_room * 4 + 100
  ), ranked AS (
    SELECT w.*,
      row_number() OVER (PARTITION BY w."userId" ORDER BY w.is_bulk, w.turn, w.id) AS of_user,
      sum(w.count) OVER (PARTITION BY w.model ORDER BY w.is_bulk, w.turn, w.id) AS of_model
    FROM waiting w
  ), chosen AS (
    SELECT r.* FROM ranked r
    LEFT JOIN (SELECT "userId", count(*) AS n FROM in_flight GROUP BY 1) u ON u."userId" = r."userId"
    LEFT JOIN (SELECT model, sum(count) AS n FROM in_flight GROUP BY 1) m ON m.model = r.model
    WHERE r.of_user + COALESCE(u.n, 0) <= p_user_limit
      AND (NOT p_model_limits ? r.model
        OR COALESCE(m.n, 0) + r.of_model <= GREATEST((p_model_limits ->> r.model)::int, r.count))
    ORDER BY r.is_bulk, r.turn, r.id
    LIMIT v_room
  ), moved AS (
    UPDATE queue_lanes l SET "virtualTime" = GREATEST(l."virtualTime", c.turn)
    FROM (SELECT lane, max(turn) AS turn FROM chosen GROUP BY lane) c WHERE l.lane = c.lane
  )
  UPDATE generations g SET "queuedAt" = p_now FROM chosen c WHERE g.id = c.id
  RETURNING g.id, c.is_bulk, c.turn;
END $$;

-- Opens a call to a provider within its limit, for the attempt that holds the generation.
-- NULL: the provider works at its limit. 0: another attempt holds the generation.
CREATE FUNCTION open_provider_call(
  p_generation text, p_attempt int, p_index int, p_provider text, p_model text, p_reason text, p_limit int
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('provider:' || p_provider, 0));
  IF (SELECT count(*) FROM provider_calls c JOIN generations g ON g.id = c."generationId"
      WHERE c.provider = p_provider AND c."endedAt" IS NULL AND g.status = 'processing') >= p_limit THEN
    RETURN NULL;
  END IF;
  UPDATE generations SET provider = p_provider, "providerReason" = p_reason
    WHERE id = p_generation AND attempts = p_attempt AND status = 'processing';
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  INSERT INTO provider_calls ("generationId", index, provider, model)
    VALUES (p_generation, p_index, p_provider, p_model) RETURNING id INTO v_id;
  RETURN v_id;
END $$;
