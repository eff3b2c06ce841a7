import type { Tier } from "@lumiku/app-sdk";
import { Prisma } from "../../../generated/prisma/client";
import type { NewAsset } from "../assets/repository";
import type { Database } from "../db/client";
import { type Finish, IdempotencyKeyTaken, type NewOutput } from "./changes";
import type { Reservation } from "./funding";

export type GenerationRow = Prisma.GenerationGetPayload<object>;
type OutputFacts = Pick<
  Prisma.GenerationOutputGetPayload<object>,
  "index" | "status" | "seed" | "notes" | "errorCode" | "errorMessage"
>;
/** `asset` is null for an output without a picture, or whose picture was removed from the library; what went with its work is there. */
export type OutputRow = OutputFacts & { asset: NewAsset | null };
export type GenerationWithOutputs = GenerationRow & { outputs: OutputRow[] };

/** One statement for a generation and all it has made: Prisma's own relations take three. */
export const withOutputs = Prisma.sql`
  SELECT g.*, COALESCE((
    SELECT json_agg(json_build_object(
      'index', o.index, 'status', o.status, 'seed', o.seed, 'notes', o.notes,
      'errorCode', o."errorCode", 'errorMessage', o."errorMessage",
      'asset', (SELECT to_json(file) FROM (
        SELECT a.id, a."userId", a."appId", a."generationId", a."storageKey", a."thumbnailKey", a."sourceKey", a."sourceMime",
          a.name, a.preview, a.mime, a.width, a.height, a."sizeBytes", a.sha256
        WHERE a.id IS NOT NULL AND (a."deletedAt" IS NULL OR a."deletedAt" = g."deletedAt")
      ) AS file)
    ) ORDER BY o.index)
    FROM generation_outputs o LEFT JOIN assets a ON a.id = o."assetId"
    WHERE o."generationId" = g.id
  ), '[]') AS outputs FROM generations g`;

export type NewGeneration = Pick<
  GenerationRow,
  | "id"
  | "userId"
  | "appId"
  | "action"
  | "model"
  | "count"
  | "seed"
  | keyof Reservation
  | "step"
  | "idempotencyKey"
  | "requestHash"
  | "recipeHash"
  | "parentId"
  | "lane"
  | "turn"
  | "searchText"
  | "traceparent"
> & { params: Record<string, unknown> } & Partial<
    Pick<GenerationRow, "status" | "fromCache" | "progress" | "provider" | "startedAt" | "finishedAt">
  >;

export interface GenerationsRepository {
  /** @throws IdempotencyKeyTaken when this user has used the key before */
  create(generation: NewGeneration): Promise<GenerationRow>;
  /** Notes which pictures go into a generation. @returns how many of them are the person's and not removed */
  addInputs(id: string, userId: string, assetIds: readonly string[]): Promise<number>;
  listInputs(id: string): Promise<string[]>;
  find(id: string): Promise<GenerationWithOutputs | null>;
  findOwned(userId: string, id: string): Promise<GenerationWithOutputs | null>;
  findByIdempotencyKey(userId: string, key: string): Promise<GenerationWithOutputs | null>;
  /** The latest generation of the same recipe that completed with every output still there. */
  findByRecipe(userId: string, recipeHash: string): Promise<GenerationWithOutputs | null>;
  /** Takes a generation for one worker and raises its fence; null when it is finished or gone. */
  claim(id: string, at: Date): Promise<(GenerationRow & { tier: Tier }) | null>;
  /** Locks the row until the transaction ends; null when it is not running under this fence any more. */
  lockRunning(id: string, attempt: number): Promise<GenerationRow | null>;
  lockOwned(userId: string, id: string): Promise<GenerationRow | null>;
  /**
   * Adds an output and ends the provider's call that made it.
   *
   * @returns how many outputs with a picture there are now, or null when an earlier attempt delivered this one
   */
  addOutput(output: NewOutput): Promise<number | null>;
  /** Gives every output that is not there this error. */
  addMissing(row: GenerationRow, error: { code: string; message: string }): Promise<void>;
  countDelivered(id: string): Promise<number>;
  /** Progress never goes back. @returns false when another attempt holds the generation */
  report(id: string, attempt: number, progress: number, step: string): Promise<boolean>;
  setProvider(id: string, attempt: number, provider: string): Promise<void>;
  /** @returns null when another attempt holds it, else whether the person asked to stop */
  beat(id: string, attempt: number, at: Date): Promise<{ isCancelRequested: boolean } | null>;
  /** Gives it back to the queue, unfinished; it is in nobody's way until `notBefore`. */
  handBack(
    id: string,
    attempt: number,
    handBack: { step: string; notBefore: Date | null; isFailure: boolean },
  ): Promise<void>;
  finish(id: string, finish: Finish): Promise<GenerationRow>;
  requestCancel(id: string, at: Date): Promise<void>;
  /** Given to the queue and perhaps lost there, or running without a sign of life. */
  listForgotten(queuedBefore: Date, silentSince: Date, limit: number): Promise<string[]>;
  /** Median seconds from start to finish of a model's latest generations; null before the first. */
  medianSeconds(model: string): Promise<number | null>;
}

export function createGenerationsRepository({ client }: Database): GenerationsRepository {
  const first = async (condition: Prisma.Sql): Promise<GenerationWithOutputs | null> => {
    const [row] = await client.$queryRaw<GenerationWithOutputs[]>`${withOutputs} WHERE ${condition} LIMIT 1`;
    return row ?? null;
  };

  return {
    async create({ params, ...generation }) {
      try {
        return await client.generation.create({ data: { ...generation, params: params as Prisma.InputJsonObject } });
      } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
          throw new IdempotencyKeyTaken();
        throw error;
      }
    },

    addInputs: (id, userId, assetIds) => client.$executeRaw`
      INSERT INTO generation_inputs ("generationId", "assetId")
      SELECT ${id}, a.id FROM assets a
      WHERE a."userId" = ${userId} AND a.id = ANY(${[...assetIds]}) AND a."deletedAt" IS NULL`,

    async listInputs(generationId) {
      const rows = await client.generationInput.findMany({ where: { generationId }, select: { assetId: true } });
      return rows.map(({ assetId }) => assetId);
    },

    find: (id) => first(Prisma.sql`g.id = ${id} AND g."deletedAt" IS NULL`),

    findOwned: (userId, id) => first(Prisma.sql`g.id = ${id} AND g."userId" = ${userId} AND g."deletedAt" IS NULL`),

    findByIdempotencyKey: (userId, key) => first(Prisma.sql`g."userId" = ${userId} AND g."idempotencyKey" = ${key}`),

    findByRecipe: (userId, recipeHash) =>
      first(Prisma.sql`g."userId" = ${userId} AND g."recipeHash" = ${recipeHash}
        AND g.status = 'completed' AND g."deletedAt" IS NULL AND g.count = (
          SELECT count(*) FROM generation_outputs o JOIN assets a ON a.id = o."assetId"
          WHERE o."generationId" = g.id AND o.status = 'completed' AND a."deletedAt" IS NULL
        ) ORDER BY g."createdAt" DESC`),

    async claim(id, at) {
      const [row] = await client.$queryRaw<(GenerationRow & { tier: Tier })[]>`
        UPDATE generations g SET
          crashes = g.crashes + CASE WHEN g.status = 'processing' THEN 1 ELSE 0 END,
          status = 'processing', step = 'Starting', attempts = g.attempts + 1, version = g.version + 1,
          "heartbeatAt" = ${at}, "startedAt" = COALESCE(g."startedAt", ${at}), "queuedAt" = COALESCE(g."queuedAt", ${at}),
          "notBefore" = NULL
        FROM users u
        WHERE g.id = ${id} AND g.status IN ('pending', 'processing') AND u.id = g."userId"
        RETURNING g.*, u.tier::text AS tier`;
      return row ?? null;
    },

    async lockRunning(id, attempt) {
      const [row] = await client.$queryRaw<GenerationRow[]>`
        SELECT * FROM generations WHERE id = ${id} AND attempts = ${attempt} AND status = 'processing' FOR UPDATE`;
      return row ?? null;
    },

    async lockOwned(userId, id) {
      const [row] = await client.$queryRaw<GenerationRow[]>`
        SELECT * FROM generations WHERE id = ${id} AND "userId" = ${userId} AND "deletedAt" IS NULL FOR UPDATE`;
      return row ?? null;
    },

    async addOutput(output) {
      const { generationId, index, status, seed, assetId, notes, errorCode, errorMessage } = output;
      const isDelivered = status === "completed";
      const [row] = await client.$queryRaw<{ added: number; before: number }[]>`
        WITH ended AS (
          UPDATE provider_calls SET outcome = ${isDelivered ? "delivered" : "unusable"}, "endedAt" = now()
          WHERE "generationId" = ${generationId} AND index = ${index} AND "endedAt" IS NULL
        ), added AS (
          INSERT INTO generation_outputs ("generationId", index, status, seed, "assetId", notes, "errorCode", "errorMessage")
          VALUES (${generationId}, ${index}, ${status}::output_status, ${seed}, ${assetId}, ${notes}::text[], ${errorCode}, ${errorMessage})
          ON CONFLICT DO NOTHING RETURNING 1
        )
        SELECT (SELECT count(*) FROM added)::int AS added,
          (SELECT count(*) FROM generation_outputs WHERE "generationId" = ${generationId} AND status = 'completed')::int AS before`;
      if (!row?.added) return null;
      return row.before + (isDelivered ? 1 : 0);
    },

    async addMissing({ id: generationId, attempts, count, seed }, { code: errorCode, message: errorMessage }) {
      await client.$executeRaw`
        INSERT INTO generation_outputs ("generationId", index, status, seed, "errorCode", "errorMessage")
        SELECT ${generationId}, i, 'failed', ${seed} + i, ${errorCode}, ${errorMessage} FROM generate_series(0, ${count}::int - 1) AS i
        WHERE EXISTS (SELECT 1 FROM generations WHERE id = ${generationId} AND attempts = ${attempts} AND status = 'processing')
        ON CONFLICT DO NOTHING`;
    },

    countDelivered: (generationId) => client.generationOutput.count({ where: { generationId, status: "completed" } }),

    async report(id, attempt, progress, step) {
      const count = await client.$executeRaw`
        UPDATE generations SET progress = GREATEST(progress, ${progress}), step = ${step}, version = version + 1
        WHERE id = ${id} AND attempts = ${attempt} AND status = 'processing'`;
      return count === 1;
    },

    async setProvider(id, attempt, provider) {
      await client.generation.updateMany({
        where: { id, attempts: attempt, status: "processing" },
        data: { provider },
      });
    },

    async beat(id, attempt, at) {
      const rows = await client.generation.updateManyAndReturn({
        where: { id, attempts: attempt, status: "processing" },
        data: { heartbeatAt: at },
        select: { cancelRequestedAt: true },
      });
      return rows[0] ? { isCancelRequested: rows[0].cancelRequestedAt !== null } : null;
    },

    async handBack(id, attempt, { step, notBefore, isFailure }) {
      await client.generation.updateMany({
        where: { id, attempts: attempt, status: "processing" },
        data: {
          status: "pending",
          step,
          notBefore,
          failures: { increment: isFailure ? 1 : 0 },
          version: { increment: 1 },
        },
      });
    },

    finish: (id, { status, step, charged, errorCode, errorMessage, at }) =>
      client.generation.update({
        where: { id },
        data: {
          status,
          step,
          charged,
          finishedAt: at,
          version: { increment: 1 },
          ...(status === "completed" && { progress: 100 }),
          ...(errorCode !== undefined && { errorCode }),
          ...(errorMessage !== undefined && { errorMessage }),
        },
      }),

    async requestCancel(id, at) {
      await client.generation.update({
        where: { id },
        data: { cancelRequestedAt: at, step: "Stopping", version: { increment: 1 } },
      });
    },

    async listForgotten(queuedBefore, silentSince, take) {
      const rows = await client.generation.findMany({
        where: {
          OR: [
            {
              status: "pending",
              queuedAt: { lt: queuedBefore },
              OR: [{ notBefore: null }, { notBefore: { lt: queuedBefore } }],
            },
            { status: "processing", heartbeatAt: { lt: silentSince } },
          ],
        },
        select: { id: true },
        orderBy: { createdAt: "asc" },
        take,
      });
      return rows.map(({ id }) => id);
    },

    async medianSeconds(model) {
      const [row] = await client.$queryRaw<{ seconds: number | null }[]>`
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM "finishedAt" - "startedAt"))::float AS seconds
        FROM (
          SELECT "startedAt", "finishedAt" FROM generations
          WHERE model = ${model} AND status = 'completed' AND NOT "fromCache" ORDER BY "finishedAt" DESC LIMIT 50
        ) AS latest`;
      return row?.seconds ?? null;
    },
  };
}
