import { platformError, type Tier } from "@lumiku/app-sdk";
import type { Me } from "@lumiku/contracts/accounts";
import type { AssetsService } from "../assets/service";
import type { CreditsService } from "../credits/service";
import { storageLimitBytes } from "./plans";
import type { AccountsRepository } from "./repository";

export interface AccountsService {
  me(userId: string): Promise<Me>;
  /** The tier whose models the account may use. */
  tierOf(userId: string): Promise<Tier>;
}

export interface AccountsDependencies {
  repository: AccountsRepository;
  credits: CreditsService;
  assets: AssetsService;
}

export function createAccountsService({ repository, credits, assets }: AccountsDependencies): AccountsService {
  const get = async (userId: string) => {
    const account = await repository.find(userId);
    if (!account) throw platformError("UNAUTHENTICATED");
    return account;
  };

  return {
    async me(userId) {
      const [user, balance, usedBytes] = await Promise.all([
        get(userId),
        credits.balance(userId),
        assets.usedBytes(userId),
      ]);
      return {
        user: {
          id: user.id,
          name: user.name,
          email: user.email,
          emailVerified: user.emailVerified,
          image: user.image,
          role: user.role === "admin" ? "admin" : "user",
          createdAt: user.createdAt.toISOString(),
        },
        account: { type: "payg", tier: user.tier, plan: "free" },
        credits: balance,
        quota: null,
        storage: { usedBytes, limitBytes: storageLimitBytes[user.tier] },
      };
    },

    tierOf: async (userId) => (await get(userId)).tier,
  };
}
