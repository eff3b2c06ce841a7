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
CREATE INDEX "assets_thumbnailKey_idx" ON "assets"("thumbnailKey");

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
CREATE INDEX generations_recipe ON generations ("userId", "recipeHash") WHERE "recipeHash" IS NOT NULL;
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
-- p_user_limit of one user, and the outputs each model's providers take at once. Whoever is at a limit is passed over
-- and stands in nobody's way; within a model nobody is passed, so that large requests come to their turn as well.
-- One dispatcher at a time, so that the room is counted right.
CREATE FUNCTION dispatch_generations(p_now timestamptz, p_seen_after timestamptz, p_user_limit int, p_model_limits jsonb)
RETURNS TABLE (id text, is_bulk boolean, turn double precision) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_room int;
  v_users jsonb;
  v_models jsonb;
  v_full_users text[];
  v_full_models text[];
  v_lanes text[] := ARRAY(SELECT lane FROM queue_lanes WHERE NOT "isPaused");
  v_chosen text[] := '{}';
  v_limit int;
  v_count int;
  -- A cursor is planned for its first rows: it walks the index and sorts nothing.
  v_line CURSOR FOR
    SELECT g.id, g."userId", g.model, g.count FROM generations g
    WHERE g.status = 'pending' AND g."queuedAt" IS NULL AND g.lane = ANY (v_lanes)
      AND (g."notBefore" IS NULL OR g."notBefore" <= p_now)
      AND g."userId" <> ALL (v_full_users) AND g.model <> ALL (v_full_models)
    ORDER BY (g.lane = 'bulk'), g.turn, g.id;
BEGIN
  PERFORM pg_advisory_xact_lock(7305012023);
  SELECT (SELECT COALESCE(sum(concurrency + 1), 0) FROM worker_processes WHERE "seenAt" > p_seen_after) - count(*)
    INTO v_room FROM generations
    WHERE status IN ('pending', 'processing') AND "queuedAt" IS NOT NULL AND ("notBefore" IS NULL OR "notBefore" <= p_now);
  IF v_room <= 0 THEN
    RETURN;
  END IF;

  WITH in_flight AS (
    SELECT "userId", model, count FROM generations
    WHERE status IN ('pending', 'processing') AND "queuedAt" IS NOT NULL
  ), users AS (
    SELECT "userId" AS key, count(*) AS n FROM in_flight GROUP BY 1
  ), models AS (
    SELECT model AS key, sum(count) AS n FROM in_flight GROUP BY 1
  )
  SELECT (SELECT COALESCE(jsonb_object_agg(key, n), '{}') FROM users),
    (SELECT COALESCE(jsonb_object_agg(key, n), '{}') FROM models),
    ARRAY(SELECT key FROM users WHERE n >= p_user_limit),
    ARRAY(SELECT key FROM models WHERE n >= (p_model_limits ->> key)::int)
    INTO v_users, v_models, v_full_users, v_full_models;

  FOR v_next IN v_line LOOP
    CONTINUE WHEN v_next."userId" = ANY (v_full_users) OR v_next.model = ANY (v_full_models);
    v_limit := (p_model_limits ->> v_next.model)::int;
    v_count := COALESCE((v_models ->> v_next.model)::int, 0) + v_next.count;
    IF v_limit IS NOT NULL AND v_count > GREATEST(v_limit, v_next.count) THEN
      v_full_models := v_full_models || v_next.model;
      CONTINUE;
    END IF;
    v_models := v_models || jsonb_build_object(v_next.model, v_count);
    v_count := COALESCE((v_users ->> v_next."userId")::int, 0) + 1;
    v_users := v_users || jsonb_build_object(v_next."userId", v_count);
    IF v_count >= p_user_limit THEN
      v_full_users := v_full_users || v_next."userId";
    END IF;
    v_chosen := v_chosen || v_next.id;
    EXIT WHEN cardinality(v_chosen) = v_room;
  END LOOP;

  RETURN QUERY
  WITH marked AS (
    UPDATE generations g SET "queuedAt" = p_now
    WHERE g.id = ANY (v_chosen) AND g.status = 'pending' AND g."queuedAt" IS NULL
    RETURNING g.id, g.lane, g.turn
  ), moved AS (
    UPDATE queue_lanes l SET "virtualTime" = GREATEST(l."virtualTime", m.turn)
    FROM (SELECT lane, max(turn) AS turn FROM marked GROUP BY lane) m WHERE l.lane = m.lane
  )
  SELECT m.id, m.lane = 'bulk', m.turn FROM marked m;
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
  -- Whoever has a call open, it may run there: also one that waits to be taken up again, or that nobody waits for any more.
  IF (SELECT count(*) FROM provider_calls WHERE provider = p_provider AND "endedAt" IS NULL) >= p_limit THEN
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
