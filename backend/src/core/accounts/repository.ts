import { platformError, type Tier } from "@lumiku/app-sdk";
import { Settings } from "@lumiku/contracts/accounts";
import type { Database } from "../db/client";

export interface AccountRow {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  twoFactorEnabled: boolean;
  image: string | null;
  role: string;
  tier: Tier;
  createdAt: Date;
}

export interface AccountsRepository {
  find(userId: string): Promise<AccountRow | null>;
  /** Until the transaction ends, whoever else locks the account waits. */
  lock(userId: string): Promise<void>;
  /** @throws AppError UNAUTHENTICATED when the account is gone */
  findTier(userId: string): Promise<Tier>;
  /** The plan that is paid for or in its grace. */
  findPlan(userId: string): Promise<string | null>;
  findSettings(userId: string): Promise<Settings>;
  /** What is left out or undefined stays as it is. */
  saveSettings(userId: string, changes: SettingsChanges): Promise<Settings>;
}

export type SettingsChanges = { [K in keyof Settings]?: Settings[K] | undefined };

const defaults: Settings = {
  theme: "system",
  language: "system",
  pinnedApps: [],
  usesCreditsAfterQuota: false,
  mailsReceipts: true,
  mailsPlanNotices: true,
  notifiesOnFinish: false,
};

export function createAccountsRepository({ client }: Database): AccountsRepository {
  const read = (row: unknown): Settings => Settings.catch(defaults).parse(row ?? defaults);

  return {
    find: (id) => client.user.findUnique({ where: { id } }),

    async lock(id) {
      await client.$queryRaw`SELECT 1 FROM users WHERE id = ${id} FOR NO KEY UPDATE`;
    },

    async findTier(id) {
      const user = await client.user.findUnique({ where: { id }, select: { tier: true } });
      if (!user) throw platformError("UNAUTHENTICATED");
      return user.tier;
    },

    async findPlan(userId) {
      const found = await client.subscription.findFirst({
        where: { userId, status: { in: ["active", "past_due"] } },
        select: { plan: true },
      });
      return found?.plan ?? null;
    },

    findSettings: async (userId) => read(await client.userSettings.findUnique({ where: { userId } })),

    async saveSettings(userId, changes) {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const create = { userId, ...defaults, ...set };
      return read(await client.userSettings.upsert({ where: { userId }, create, update: set }));
    },
  };
}
