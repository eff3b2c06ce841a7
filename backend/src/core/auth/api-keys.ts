import { platformError } from "@lumiku/app-sdk";
import { type ApiKey, ApiKeyScope } from "@lumiku/contracts/account";
import { z } from "zod";
import type { AuditRepository } from "../audit/repository";
import type { Database } from "../db/client";
import type { AuthMails } from "./mails";
import type { ApiKeyRow, ApiKeysRepository, CredentialsRepository } from "./repository";
import type { SessionCache } from "./session-cache";

export const API_KEY_PREFIX = "lk_";
const MAX_KEYS = 25;
const MAX_KEY_LENGTH = 200;
/** A use is written down about this often. */
const USED_MS = 60_000;

/** The form better-auth keeps permissions in: what may be done, by resource. Ours is the platform. */
const Permissions = z.object({ lumiku: z.array(ApiKeyScope) });

export interface NewKey {
  name: string;
  scopes: ApiKeyScope[];
  /** Never ends when left out. */
  expiresInDays?: number | undefined;
}

type KeyFacts = Omit<ApiKeyRow, "permissions">;

export interface UsedKey {
  id: string;
  userId: string;
  scopes: readonly ApiKeyScope[];
}

/** Keys that stand for a person, for programs. Only their hash is kept. */
export interface ApiKeys {
  /** Newest first. One that has expired is cleared away before long. */
  list(userId: string): Promise<ApiKey[]>;
  /** @returns the key as well, this once. @throws AppError CONFLICT when there are too many */
  create(userId: string, key: NewKey, address?: string): Promise<ApiKey & { key: string }>;
  /** Ends a key at once, in every process. @throws AppError NOT_FOUND, also for another person's */
  revoke(userId: string, keyId: string, address?: string): Promise<void>;
  /** @returns whose it is and what it may do; null for one that does not count */
  verify(key: string): Promise<UsedKey | null>;
}

export interface ApiKeysDependencies {
  repository: ApiKeysRepository;
  credentials: Pick<CredentialsRepository, "findPerson">;
  database: Pick<Database, "transaction">;
  /** Makes a key and keeps its hash. */
  make(userId: string, key: NewKey): Promise<KeyFacts & { key: string }>;
  /** By the same function. */
  hash(key: string): Promise<string>;
  sessions: Pick<SessionCache, "revoke">;
  audit: Pick<AuditRepository, "add">;
  mails: Pick<AuthMails, "apiKeyCreated">;
  now: () => Date;
}

export function createApiKeys(dependencies: ApiKeysDependencies): ApiKeys {
  const { repository, credentials, database, make, hash, sessions, audit, mails, now } = dependencies;
  return {
    list: async (userId) => (await repository.list(userId)).map((row) => toApiKey(row, readScopes(row))),

    async create(userId, wanted, address) {
      const person = await credentials.findPerson(userId);
      if (!person) throw platformError("UNAUTHENTICATED");
      // The plugin works outside of our transactions, so a key too many is made, counted and taken back, unseen.
      const { key, ...made } = await make(userId, wanted);
      const isKept = await database.transaction(async () => {
        if ((await repository.countLocked(userId)) > MAX_KEYS) {
          await repository.remove(userId, made.id);
          return false;
        }
        await audit.add({
          ...{ actorKind: "user", actorId: userId, userId, action: "api-key.created", targetId: made.id, address },
          details: { name: wanted.name, scopes: wanted.scopes, expiresInDays: wanted.expiresInDays ?? null },
        });
        await mails.apiKeyCreated(person, wanted.name);
        return true;
      });
      if (!isKept) throw platformError("CONFLICT", { message: `You have ${MAX_KEYS} API keys. End one first.` });
      return { ...toApiKey(made, wanted.scopes), key };
    },

    async revoke(userId, keyId, address) {
      await database.transaction(async () => {
        if (!(await repository.remove(userId, keyId))) throw platformError("NOT_FOUND");
        await audit.add({
          ...{ actorKind: "user", actorId: userId, userId, action: "api-key.revoked", targetId: keyId, address },
        });
      });
      await sessions.revoke(userId);
    },

    async verify(key) {
      if (!key.startsWith(API_KEY_PREFIX) || key.length > MAX_KEY_LENGTH) return null;
      const at = now();
      const found = await repository.findUsable(await hash(key), at);
      if (!found) return null;
      const since = new Date(at.getTime() - USED_MS);
      if (!found.lastRequest || found.lastRequest < since) await repository.markUsed(found.id, { at, since });
      return { id: found.id, userId: found.referenceId, scopes: readScopes(found) };
    },
  };
}

function toApiKey(row: KeyFacts, scopes: ApiKeyScope[]): ApiKey {
  return {
    id: row.id,
    name: row.name ?? "",
    start: row.start ?? API_KEY_PREFIX,
    scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastRequest?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

/** A key whose permissions cannot be read may do nothing. */
function readScopes({ permissions }: ApiKeyRow): ApiKeyScope[] {
  try {
    return Permissions.parse(JSON.parse(permissions ?? "{}")).lumiku;
  } catch {
    return [];
  }
}
