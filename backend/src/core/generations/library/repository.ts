import type { GenerationStatus } from "@lumiku/app-sdk";
import type { Position } from "@lumiku/app-sdk/server";
import { Prisma } from "../../../../generated/prisma/client";
import type { Database } from "../../db/client";
import { type GenerationWithOutputs, withOutputs } from "../repository";

export interface WorkFilter {
  appId?: string | undefined;
  status?: GenerationStatus | undefined;
  /** Patterns of LIKE that its texts fit, all of them. */
  patterns: readonly string[];
  from?: Date | undefined;
  to?: Date | undefined;
  /** What was removed since then, in place of what was not. */
  removedSince?: Date | undefined;
  after?: Position | undefined;
  limit: number;
}

export interface ArchivedPicture {
  generationId: string;
  appId: string;
  model: string;
  provider: string | null;
  params: Record<string, unknown>;
  createdAt: Date;
  index: number;
  seed: number;
  storageKey: string;
  mime: string;
}

/** Work as its owner keeps it: found, put into the bin and taken out again. */
export interface LibraryRepository {
  list(userId: string, filter: WorkFilter): Promise<GenerationWithOutputs[]>;
  listByIds(userId: string, ids: readonly string[]): Promise<GenerationWithOutputs[]>;
  /** Holds these until the transaction ends, so that what is done to them and their files is done one after the other. */
  lock(userId: string, ids: readonly string[]): Promise<void>;
  /** Marks those that are finished, and the files of each with the same moment. @returns their ids */
  remove(userId: string, ids: readonly string[], at: Date): Promise<string[]>;
  /** Undoes {@link LibraryRepository.remove} for what was removed since then: a file that went before stays away. */
  restore(userId: string, ids: readonly string[], since: Date): Promise<string[]>;
  /** The pictures of work that was not removed, the oldest work first. */
  listPictures(userId: string, ids: readonly string[]): Promise<ArchivedPicture[]>;
  /**
   * Forgets what people wrote in work that was removed before then. What it cost, when, and with which model stays: the
   * ledger and the statistics count on it. @returns how many
   */
  scrub(removedBefore: Date, limit: number): Promise<number>;
}

export function createLibraryRepository({ client }: Pick<Database, "client">): LibraryRepository {
  return {
    list(userId, { appId, status, patterns, from, to, removedSince, after, limit }) {
      // Left out instead of left open: a condition that always holds looks choosy to the planner, which then reads
      // all of a person's work and sorts it, in place of the first page of the index.
      return client.$queryRaw<GenerationWithOutputs[]>`
        ${withOutputs} WHERE g."userId" = ${userId}
        ${removedSince ? Prisma.sql`AND g."deletedAt" > ${removedSince}` : Prisma.sql`AND g."deletedAt" IS NULL`}
        ${appId === undefined ? Prisma.empty : Prisma.sql`AND g."appId" = ${appId}`}
        ${status === undefined ? Prisma.empty : Prisma.sql`AND g.status = ${status}::generation_status`}
        ${from ? Prisma.sql`AND g."createdAt" >= ${from}` : Prisma.empty}
        ${to ? Prisma.sql`AND g."createdAt" < ${to}` : Prisma.empty}
        ${patterns.length > 0 ? Prisma.sql`AND g."searchText" LIKE ALL (${[...patterns]}::text[])` : Prisma.empty}
        ${after ? Prisma.sql`AND (g."createdAt", g.id) < (${after.at}, ${after.id})` : Prisma.empty}
        ORDER BY g."createdAt" DESC, g.id DESC LIMIT ${limit + 1}`;
    },

    listByIds: (userId, ids) => client.$queryRaw<GenerationWithOutputs[]>`
      ${withOutputs} WHERE g."userId" = ${userId} AND g.id = ANY(${[...ids]}) AND g."deletedAt" IS NULL
      ORDER BY g."createdAt" DESC, g.id DESC`,

    async lock(userId, ids) {
      await client.$queryRaw`
        SELECT 1 FROM generations WHERE "userId" = ${userId} AND id = ANY(${[...ids]}) ORDER BY id FOR UPDATE`;
    },

    async remove(userId, ids, at) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        WITH removed AS (
          UPDATE generations SET "deletedAt" = ${at}, version = version + 1
          WHERE "userId" = ${userId} AND id = ANY(${[...ids]}) AND "deletedAt" IS NULL
            AND status IN ('completed', 'failed', 'cancelled')
          RETURNING id
        ), files AS (
          UPDATE assets a SET "deletedAt" = ${at} FROM removed
          WHERE a."generationId" = removed.id AND a."userId" = ${userId} AND a."deletedAt" IS NULL
        )
        SELECT id FROM removed`;
      return rows.map(({ id }) => id);
    },

    async restore(userId, ids, since) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        WITH gone AS (
          SELECT id, "deletedAt" AS at FROM generations
          WHERE "userId" = ${userId} AND id = ANY(${[...ids]}) AND "deletedAt" > ${since}
        ), files AS (
          UPDATE assets a SET "deletedAt" = NULL FROM gone
          WHERE a."generationId" = gone.id AND a."userId" = ${userId} AND a."deletedAt" = gone.at
        )
        UPDATE generations g SET "deletedAt" = NULL, version = g.version + 1 FROM gone WHERE g.id = gone.id
        RETURNING g.id`;
      return rows.map(({ id }) => id);
    },

    listPictures: (userId, ids) => client.$queryRaw<ArchivedPicture[]>`
      SELECT g.id AS "generationId", g."appId", g.model, g.provider, g.params, g."createdAt",
        o.index, o.seed, a."storageKey", a.mime
      FROM generations g
        JOIN generation_outputs o ON o."generationId" = g.id AND o.status = 'completed'
        JOIN assets a ON a.id = o."assetId" AND a."userId" = g."userId" AND a."deletedAt" IS NULL
      WHERE g."userId" = ${userId} AND g.id = ANY(${[...ids]}) AND g."deletedAt" IS NULL
      ORDER BY g."createdAt", g.id, o.index`,

    async scrub(removedBefore, limit) {
      const rows = await client.$queryRaw<unknown[]>`
        WITH old AS (
          SELECT id FROM generations
          WHERE "deletedAt" < ${removedBefore} AND ("searchText" <> '' OR params <> '{}')
          LIMIT ${limit} FOR UPDATE SKIP LOCKED
        ), outputs AS (
          UPDATE generation_outputs o SET notes = '{}', "errorMessage" = NULL FROM old WHERE o."generationId" = old.id
        ), inputs AS (
          DELETE FROM generation_inputs i USING old WHERE i."generationId" = old.id
        ), calls AS (
          UPDATE provider_calls c SET ticket = NULL FROM old
          WHERE c."generationId" = old.id AND c."endedAt" IS NOT NULL
        )
        UPDATE generations g SET params = '{}', "searchText" = '', "recipeHash" = NULL, "errorMessage" = NULL
        FROM old WHERE g.id = old.id RETURNING 1`;
      return rows.length;
    },
  };
}
