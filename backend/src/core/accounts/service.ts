import { platformError, type Tier } from "@lumiku/app-sdk";
import type { Me } from "@lumiku/contracts/accounts";
import type { AssetsService } from "../assets/service";
import { storageLimitBytes } from "../billing/catalogue";
import type { Cache } from "../cache/cache";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import type { Notice, Notifications } from "../notifications/service";
import type { QuotaService } from "../quota/service";
import type { AccountsRepository } from "./repository";

export interface AccountsService {
  me(userId: string): Promise<Me>;
  /** The tier whose models the account may use. */
  tierOf(userId: string): Promise<Tier>;
  /** Whether so many more bytes fit into the account's storage. What came in the last seconds may not be counted yet. */
  hasRoom(userId: string, bytes: number): Promise<boolean>;
  /**
   * Runs what brings files back, one at a time for a person and in one transaction: all of it or, where the storage has
   * no room for it, nothing.
   *
   * @throws AppError STORAGE_FULL
   */
  bringBack<T>(userId: string, work: () => Promise<T>): Promise<T>;
  /** To be called when anything that `me` tells has changed. */
  changed(userId: string): Promise<void>;
  /** To be called when a person has added, removed or brought back files: what they take is counted anew. */
  storageChanged(userId: string): Promise<void>;
}

export interface AccountsDependencies {
  repository: AccountsRepository;
  credits: CreditsService;
  quota: Pick<QuotaService, "find">;
  assets: Pick<AssetsService, "usedBytes">;
  notifications: Notifications;
  cache: Pick<Cache, "getOrLoad" | "forget">;
  database: Pick<Database, "transaction">;
}

const ME_TTL_MS = 30_000;
/** Summing up many files at every output would be dear; what is over the limit by then is little. */
const STORAGE_TTL_MS = 10_000;
/** From this share on people are told that their storage fills up, once until it is below again. */
const STORAGE_LOW = 0.9;
const STORAGE_LOW_KEY = "storage";

export function createAccountsService(dependencies: AccountsDependencies): AccountsService {
  const { repository, credits, assets, notifications, cache, database } = dependencies;
  const get = async (userId: string) => {
    const account = await repository.find(userId);
    if (!account) throw platformError("UNAUTHENTICATED");
    return account;
  };

  const readMe = async (userId: string): Promise<Me> => {
    const [user, balance, usedBytes, plan, quota, settings] = await Promise.all([
      get(userId),
      credits.balance(userId),
      assets.usedBytes(userId),
      repository.findPlan(userId),
      dependencies.quota.find(userId),
      repository.findSettings(userId),
    ]);
    return {
      user: {
        id: user.id,
        name: user.name,
        email: user.email,
        emailVerified: user.emailVerified,
        image: user.image,
        role: user.role === "admin" ? "admin" : "user",
        hasTwoFactor: user.twoFactorEnabled,
        createdAt: user.createdAt.toISOString(),
      },
      account: { type: plan ? "subscription" : "payg", tier: user.tier, plan: plan ?? "free" },
      credits: balance,
      quota,
      storage: { usedBytes, limitBytes: storageLimitBytes[user.tier] },
      settings,
    };
  };

  const readStorage = async (userId: string) => {
    const [usedBytes, tier] = await Promise.all([assets.usedBytes(userId), repository.findTier(userId)]);
    return { usedBytes, limitBytes: storageLimitBytes[tier] };
  };

  const watchStorage = async (userId: string) => {
    const storage = await readStorage(userId);
    if (!isLow(storage)) await notifications.release(userId, STORAGE_LOW_KEY);
    return storage;
  };

  const changed = (userId: string) => cache.forget("me", userId);

  return {
    changed,

    async storageChanged(userId) {
      await Promise.all([cache.forget("storage", userId), changed(userId)]);
    },

    me: (userId) => cache.getOrLoad("me", userId, ME_TTL_MS, () => readMe(userId)),
    tierOf: (userId) => repository.findTier(userId),

    async hasRoom(userId, bytes) {
      const known = await cache.getOrLoad("storage", userId, STORAGE_TTL_MS, () => watchStorage(userId));
      const { limitBytes: limit } = known;
      if (isLow({ usedBytes: known.usedBytes + bytes, limitBytes: limit })) {
        await notifications.tell(userId, storageLow(limit));
      }
      if (known.usedBytes + bytes <= known.limitBytes) return true;
      const { usedBytes, limitBytes } = await readStorage(userId);
      return usedBytes + bytes <= limitBytes;
    },

    bringBack: (userId, work) =>
      database.transaction(async () => {
        await repository.lock(userId);
        const before = await readStorage(userId);
        const result = await work();
        const after = await readStorage(userId);
        if (after.usedBytes > Math.max(before.usedBytes, after.limitBytes)) {
          throw platformError("STORAGE_FULL", { message: NO_ROOM });
        }
        return result;
      }),
  };
}

const NO_ROOM = "Your storage has no room for these files. Nothing was brought back: remove others first.";

const isLow = ({ usedBytes, limitBytes }: Me["storage"]) => usedBytes > limitBytes * STORAGE_LOW;

function storageLow(limitBytes: number): Notice {
  return {
    ...{ kind: "storage.low", key: STORAGE_LOW_KEY, link: "/work" },
    title: "Your storage is almost full",
    body:
      `More than 90 % of your ${limitBytes / 1024 ** 3} GB is used. ` +
      "Remove what you no longer need, or take a plan with more room: without room nothing new can be kept.",
  };
}
