import type { PrismaClient } from "../../../../generated/prisma/client";

export interface Consent {
  userId: string;
  generationId: string;
  /** The reference pictures. */
  assetIds: readonly string[];
  /** The words that were agreed to. */
  statement: string;
  createdAt: Date;
}

export interface ConsentsRepository {
  /** Once for each generation; a repeat leaves the first as it is. */
  record(consent: Consent): Promise<void>;
  removeUser(userId: string): Promise<void>;
  /** The oldest first. */
  listEverything(userId: string): Promise<object[]>;
}

export function createConsentsRepository({
  avatarConsent: table,
}: Pick<PrismaClient, "avatarConsent">): ConsentsRepository {
  return {
    async record({ assetIds, ...consent }) {
      const data = { ...consent, id: consent.generationId, assetIds: [...assetIds] };
      await table.createMany({ data: [data], skipDuplicates: true });
    },

    async removeUser(userId) {
      await table.deleteMany({ where: { userId } });
    },

    listEverything: (userId) =>
      table.findMany({ where: { userId }, omit: { userId: true }, orderBy: { createdAt: "asc" } }),
  };
}
