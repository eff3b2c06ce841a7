import type { Tier } from "@lumiku/app-sdk";
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
}

export function createAccountsRepository({ client }: Database): AccountsRepository {
  return {
    find: (id) => client.user.findUnique({ where: { id } }),
  };
}
