import { platformError, type Tier } from "@lumiku/app-sdk";
import type { Database } from "../db/client";

export interface AccountRow {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  role: string;
  tier: Tier;
  createdAt: Date;
}

export interface AccountsRepository {
  find(userId: string): Promise<AccountRow | null>;
  /** @throws AppError UNAUTHENTICATED when the account is gone */
  findTier(userId: string): Promise<Tier>;
}

export function createAccountsRepository({ client }: Database): AccountsRepository {
  return {
    find: (id) => client.user.findUnique({ where: { id } }),

    async findTier(id) {
      const user = await client.user.findUnique({ where: { id }, select: { tier: true } });
      if (!user) throw platformError("UNAUTHENTICATED");
      return user.tier;
    },
  };
}
