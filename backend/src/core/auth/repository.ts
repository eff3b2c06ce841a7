import type { Database } from "../db/client";

/** Whose account something is about. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
}

/** What better-auth's own adapter has no words for. */
export interface CredentialsRepository {
  findPerson(userId: string): Promise<PersonRow | null>;
  /** By address, in lower case. */
  findPersonByEmail(email: string): Promise<PersonRow | null>;
  /** Whether signing in takes a code as well. */
  hasSecondFactor(userId: string): Promise<boolean>;
  /** Asked to be removed: nothing opens it any more. */
  isClosed(userId: string): Promise<boolean>;
  findPasswordHash(userId: string): Promise<string | null>;
  /** Hashes are salted, so one names its account. */
  replacePasswordHash(hash: string, by: string): Promise<void>;
  /** How many ways in an account has. */
  countWaysIn(userId: string): Promise<number>;
  /** Ends what was handed out and stands for a person: reset links, devices to be trusted, sign-ins half done. */
  forgetProofs(userId: string): Promise<void>;
}

export function createCredentialsRepository({ client }: Database): CredentialsRepository {
  const person = { id: true, name: true, email: true, emailVerified: true } as const;
  return {
    findPerson: (id) => client.user.findUnique({ where: { id }, select: person }),

    findPersonByEmail: (email) => client.user.findUnique({ where: { email }, select: person }),

    async hasSecondFactor(id) {
      const found = await client.user.findUnique({ where: { id }, select: { twoFactorEnabled: true } });
      return found?.twoFactorEnabled === true;
    },

    async isClosed(id) {
      const found = await client.user.findUnique({ where: { id }, select: { deletionRequestedAt: true } });
      return found?.deletionRequestedAt != null;
    },

    async findPasswordHash(userId) {
      const found = await client.account.findFirst({
        where: { userId, providerId: "credential" },
        select: { password: true },
      });
      return found?.password ?? null;
    },

    async replacePasswordHash(hash, by) {
      await client.account.updateMany({ where: { providerId: "credential", password: hash }, data: { password: by } });
    },

    countWaysIn: (userId) => client.account.count({ where: { userId } }),

    async forgetProofs(userId) {
      await client.verification.deleteMany({ where: { value: userId } });
    },
  };
}

export interface LockoutRow {
  failures: number;
  lastAt: Date;
  expiresAt: Date;
}

/** Lockouts are rows of better-auth's table for what expires; it clears away what has. */
export interface LockoutsRepository {
  /** Finds or makes a row, and holds it until the transaction in progress ends. */
  lock(key: string, fresh: { at: Date; forgottenAt: Date }): Promise<LockoutRow>;
  save(key: string, row: LockoutRow): Promise<void>;
  /** @returns false when the key was taken, and is not forgotten yet */
  take(key: string, taken: { at: Date; forgottenAt: Date }): Promise<boolean>;
  countFailures(key: string): Promise<number>;
  remove(key: string): Promise<void>;
}

export function createLockoutsRepository({ client }: Database): LockoutsRepository {
  return {
    async lock(key, { at, forgottenAt }) {
      const [row] = await client.$queryRaw<LockoutRow[]>`
        INSERT INTO verifications (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
        VALUES (${key}, ${key}, '0', ${forgottenAt}, ${at}, ${at})
        ON CONFLICT (id) DO UPDATE SET identifier = EXCLUDED.identifier
        RETURNING value::int AS failures, "updatedAt" AS "lastAt", "expiresAt"`;
      if (!row) throw new Error("An upsert gave no row");
      return row;
    },

    async save(id, { failures, lastAt, expiresAt }) {
      await client.verification.update({
        where: { id },
        data: { value: String(failures), updatedAt: lastAt, expiresAt },
      });
    },

    async take(key, { at, forgottenAt }) {
      const taken = await client.$executeRaw`
        INSERT INTO verifications (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
        VALUES (${key}, ${key}, '', ${forgottenAt}, ${at}, ${at})
        ON CONFLICT (id) DO UPDATE SET "expiresAt" = EXCLUDED."expiresAt" WHERE verifications."expiresAt" <= ${at}`;
      return taken > 0;
    },

    async countFailures(id) {
      const row = await client.verification.findUnique({ where: { id }, select: { value: true } });
      return row ? Number(row.value) : 0;
    },

    async remove(id) {
      await client.verification.deleteMany({ where: { id } });
    },
  };
}

export interface ApiKeyRow {
  id: string;
  referenceId: string;
  name: string | null;
  start: string | null;
  permissions: string | null;
  createdAt: Date;
  lastRequest: Date | null;
  expiresAt: Date | null;
}

export interface ApiKeysRepository {
  /** Newest first. */
  list(userId: string): Promise<ApiKeyRow[]>;
  /** One that may be used at this time, of an account that may. */
  findUsable(hash: string, at: Date): Promise<ApiKeyRow | null>;
  /** Counts a person's keys, and holds that number until the transaction in progress ends. */
  countLocked(userId: string): Promise<number>;
  /** Writes its use down, unless one after `since` is. */
  markUsed(id: string, used: { at: Date; since: Date }): Promise<void>;
  /** @returns whether there was such a key of theirs */
  remove(userId: string, id: string): Promise<boolean>;
  /** @returns how many there were */
  removeAll(userId: string): Promise<number>;
}

export function createApiKeysRepository({ client }: Database): ApiKeysRepository {
  return {
    list: (referenceId) => client.apiKey.findMany({ where: { referenceId }, orderBy: { id: "desc" } }),

    findUsable: (key, at) =>
      client.apiKey.findFirst({
        where: {
          ...{ key, enabled: true },
          OR: [{ expiresAt: null }, { expiresAt: { gt: at } }],
          user: { banned: false, deletionRequestedAt: null },
        },
      }),

    async countLocked(userId) {
      await client.$queryRaw`SELECT 1 FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
      return client.apiKey.count({ where: { referenceId: userId } });
    },

    async markUsed(id, { at, since }) {
      await client.apiKey.updateMany({
        where: { id, OR: [{ lastRequest: null }, { lastRequest: { lt: since } }] },
        data: { lastRequest: at },
      });
    },

    async remove(referenceId, id) {
      const { count } = await client.apiKey.deleteMany({ where: { id, referenceId } });
      return count > 0;
    },

    async removeAll(referenceId) {
      const { count } = await client.apiKey.deleteMany({ where: { referenceId } });
      return count;
    },
  };
}
