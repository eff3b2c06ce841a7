-- CreateEnum
CREATE TYPE "tier" AS ENUM ('free', 'basic', 'pro', 'enterprise');

-- CreateEnum
CREATE TYPE "ledger_kind" AS ENUM ('grant', 'hold', 'capture', 'release', 'refund', 'adjust');

-- CreateEnum
CREATE TYPE "generation_status" AS ENUM ('pending', 'processing', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "output_status" AS ENUM ('completed', 'failed');

-- CreateTable
CREATE TABLE "avatar_creator_projects" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "avatar_creator_projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "avatar_creator_avatars" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "generationId" TEXT,
    "assetId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "seed" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "avatar_creator_avatars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assets" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "generationId" TEXT,
    "storageKey" TEXT NOT NULL,
    "thumbnailKey" TEXT NOT NULL,
    "preview" TEXT,
    "mime" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "assets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallets" (
    "userId" TEXT NOT NULL,
    "available" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wallets_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" BIGSERIAL NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" "ledger_kind" NOT NULL,
    "availableDelta" INTEGER NOT NULL,
    "heldDelta" INTEGER NOT NULL,
    "availableAfter" INTEGER NOT NULL DEFAULT 0,
    "heldAfter" INTEGER NOT NULL DEFAULT 0,
    "idempotencyKey" TEXT NOT NULL,
    "generationId" TEXT,
    "note" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generations" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "status" "generation_status" NOT NULL DEFAULT 'pending',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "step" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "provider" TEXT,
    "params" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "costUnit" TEXT NOT NULL DEFAULT 'credits',
    "unitCost" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL,
    "charged" INTEGER NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "parentId" TEXT,
    "fromCache" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "heartbeatAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "generations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generation_outputs" (
    "generationId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "status" "output_status" NOT NULL,
    "seed" INTEGER NOT NULL,
    "assetId" TEXT,
    "notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "generation_outputs_pkey" PRIMARY KEY ("generationId","index")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'user',
    "banned" BOOLEAN NOT NULL DEFAULT false,
    "banReason" TEXT,
    "banExpires" TIMESTAMPTZ(3),
    "tier" "tier" NOT NULL DEFAULT 'free',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "impersonatedBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_processes" (
    "id" TEXT NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_processes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "avatar_creator_projects_userId_updatedAt_id_idx" ON "avatar_creator_projects"("userId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "avatar_creator_avatars_assetId_key" ON "avatar_creator_avatars"("assetId");

-- CreateIndex
CREATE INDEX "avatar_creator_avatars_userId_idx" ON "avatar_creator_avatars"("userId");

-- CreateIndex
CREATE INDEX "avatar_creator_avatars_projectId_createdAt_id_idx" ON "avatar_creator_avatars"("projectId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "assets_userId_createdAt_id_idx" ON "assets"("userId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "assets_userId_sha256_idx" ON "assets"("userId", "sha256");

-- CreateIndex
CREATE INDEX "assets_storageKey_idx" ON "assets"("storageKey");

-- CreateIndex
CREATE INDEX "assets_deletedAt_idx" ON "assets"("deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_idempotencyKey_key" ON "ledger_entries"("idempotencyKey");

-- CreateIndex
CREATE INDEX "ledger_entries_userId_id_idx" ON "ledger_entries"("userId", "id");

-- CreateIndex
CREATE INDEX "events_userId_id_idx" ON "events"("userId", "id");

-- CreateIndex
CREATE INDEX "events_createdAt_idx" ON "events"("createdAt");

-- CreateIndex
CREATE INDEX "generations_userId_createdAt_id_idx" ON "generations"("userId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "generations_status_createdAt_idx" ON "generations"("status", "createdAt");

-- CreateIndex
CREATE INDEX "generations_model_finishedAt_idx" ON "generations"("model", "finishedAt");

-- CreateIndex
CREATE UNIQUE INDEX "generations_userId_idempotencyKey_key" ON "generations"("userId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "generation_outputs_assetId_key" ON "generation_outputs"("assetId");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_userId_idx" ON "sessions"("userId");

-- CreateIndex
CREATE INDEX "accounts_userId_idx" ON "accounts"("userId");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- AddForeignKey
ALTER TABLE "avatar_creator_avatars" ADD CONSTRAINT "avatar_creator_avatars_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "avatar_creator_projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generations" ADD CONSTRAINT "generations_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_outputs" ADD CONSTRAINT "generation_outputs_generationId_fkey" FOREIGN KEY ("generationId") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_outputs" ADD CONSTRAINT "generation_outputs_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "assets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The books guard themselves: a wallet changes only by a ledger entry, and an entry never changes.

ALTER TABLE wallets
  ADD CONSTRAINT wallet_available_not_negative CHECK (available >= 0),
  ADD CONSTRAINT wallet_held_not_negative CHECK (held >= 0);

ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entry_fits_its_kind CHECK (
  CASE kind
    WHEN 'grant' THEN "availableDelta" > 0 AND "heldDelta" = 0
    WHEN 'hold' THEN "availableDelta" < 0 AND "heldDelta" = -"availableDelta"
    WHEN 'capture' THEN "availableDelta" = 0 AND "heldDelta" < 0
    WHEN 'release' THEN "availableDelta" > 0 AND "heldDelta" = -"availableDelta"
    WHEN 'refund' THEN "availableDelta" > 0 AND "heldDelta" = 0
    WHEN 'adjust' THEN "availableDelta" <> 0 AND "heldDelta" = 0
  END
);

-- Locks the wallet, so entries of one person are posted one after the other; skips a key that was posted before
-- (zero rows are inserted); applies the deltas, which the checks above refuse when they would overdraw.
CREATE FUNCTION post_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO wallets ("userId") VALUES (NEW."userId") ON CONFLICT DO NOTHING;
  PERFORM 1 FROM wallets WHERE "userId" = NEW."userId" FOR UPDATE;
  IF EXISTS (SELECT 1 FROM ledger_entries WHERE "idempotencyKey" = NEW."idempotencyKey") THEN
    RETURN NULL;
  END IF;
  UPDATE wallets SET available = available + NEW."availableDelta", held = held + NEW."heldDelta"
    WHERE "userId" = NEW."userId"
    RETURNING available, held INTO NEW."availableAfter", NEW."heldAfter";
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_posts BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION post_ledger_entry();

-- Depth 1 is a statement of somebody's; deeper is the ledger's trigger, or the cascade from a deleted user.
CREATE FUNCTION refuse_direct_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() > 1 THEN
    RETURN COALESCE(NEW, OLD);
  END IF;
  RAISE EXCEPTION '% on % is refused: balances change only by inserting ledger entries', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_is_append_only BEFORE DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_direct_change();
CREATE TRIGGER wallet_follows_ledger BEFORE UPDATE OR DELETE ON wallets FOR EACH ROW EXECUTE FUNCTION refuse_direct_change();

CREATE FUNCTION refuse_always() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_entry_is_final BEFORE UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_always();
CREATE TRIGGER ledger_is_kept BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_always();
CREATE TRIGGER wallets_are_kept BEFORE TRUNCATE ON wallets FOR EACH STATEMENT EXECUTE FUNCTION refuse_always();

CREATE FUNCTION open_wallet_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.available := 0;
  NEW.held := 0;
  RETURN NEW;
END $$;
CREATE TRIGGER wallet_opens_empty BEFORE INSERT ON wallets FOR EACH ROW EXECUTE FUNCTION open_wallet_empty();

-- The life of a generation.

ALTER TABLE generations
  ADD CONSTRAINT generation_progress_is_percent CHECK (progress BETWEEN 0 AND 100),
  ADD CONSTRAINT generation_count_is_positive CHECK (count > 0),
  ADD CONSTRAINT generation_charge_fits_reservation CHECK (charged BETWEEN 0 AND reserved);

CREATE FUNCTION keep_terminal_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'generation % is % and stays so', OLD.id, OLD.status USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER generation_terminal_status_is_final BEFORE UPDATE ON generations FOR EACH ROW
  WHEN (OLD.status IN ('completed', 'failed', 'cancelled') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION keep_terminal_status();

-- Stores an event of one person's stream and announces it. The lock makes ids of one stream become visible in
-- order, so whoever has seen id n has missed nothing below it. A payload too large for a notification is left
-- for the listener to fetch.
CREATE FUNCTION publish_event(p_user text, p_type text, p_data text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
  v_message text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user, 0));
  INSERT INTO events ("userId", type, data) VALUES (p_user, p_type, p_data) RETURNING id INTO v_id;
  v_message := json_build_object('id', v_id::text, 'user', p_user, 'type', p_type, 'data', p_data)::text;
  IF octet_length(v_message) > 7900 THEN
    v_message := json_build_object('id', v_id::text, 'user', p_user)::text;
  END IF;
  PERFORM pg_notify('lumiku_events', v_message);
  RETURN v_id;
END $$;
