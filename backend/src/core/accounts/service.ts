import { platformError, type Tier } from "@lumiku/app-sdk";
import type { Me } from "@lumiku/contracts/accounts";
import type { AssetsService } from "../assets/service";
import { storageLimitBytes } from "../billing/catalogue";
import type { Cache } from "../cache/cache";
import type { CreditsService } from "../credits/service";
import type { QuotaService } from "../quota/service";
import type { AccountsRepository } from "./repository";

export interface AccountsService {
  me(userId: string): Promise<Me>;
  /** The tier whose models the account may use. */
  tierOf(userId: string): Promise<Tier>;
  /** Whether so many more bytes fit into the account's storage. What came in the last seconds may not be counted yet. */
  hasRoom(userId: string, bytes: number): Promise<boolean>;
  /** To be called when anything that `me` tells has changed. */
  changed(userId: string): Promise<void>;
}

export interface AccountsDependencies {
  repository: AccountsRepository;
  credits: CreditsService;
  quota: Pick<QuotaService, "find">;
  assets: Pick<AssetsService, "usedBytes">;
  cache: Pick<Cache, "getOrLoad" | "forget">;
}

const ME_TTL_MS = 30_000;
/** Summing up many files at every output would be dear; what is over the limit by then is little. */
const STORAGE_TTL_MS = 10_000;

export function createAccountsService(dependencies: AccountsDependencies): AccountsService {
  const { repository, credits, assets, cache } = dependencies;
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

  return {
    me: (userId) => cache.getOrLoad("me", userId, ME_TTL_MS, () => readMe(userId)),
    tierOf: (userId) => repository.findTier(userId),

    async hasRoom(userId, bytes) {
      const known = await cache.getOrLoad("storage", userId, STORAGE_TTL_MS, () => readStorage(userId));
      if (known.usedBytes + bytes <= known.limitBytes) return true;
      const { usedBytes, limitBytes } = await readStorage(userId);
      return usedBytes + bytes <= limitBytes;
    },

    changed: (userId) => cache.forget("me", userId),
  };
}
