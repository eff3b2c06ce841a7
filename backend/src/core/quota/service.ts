import type { Quota } from "@lumiku/contracts/accounts";
import type { QuotaRepository } from "./repository";

export interface QuotaService {
  /** Null without a plan that is paid for or in its grace. */
  find(userId: string): Promise<Quota | null>;
}

export interface QuotaDependencies {
  repository: QuotaRepository;
  findSettings(userId: string): Promise<{ usesCreditsAfterQuota: boolean }>;
  now: () => Date;
}

export function createQuotaService({ repository, findSettings, now }: QuotaDependencies): QuotaService {
  return {
    async find(userId) {
      const [state, settings] = await Promise.all([repository.find(userId, now()), findSettings(userId)]);
      if (!state) return null;
      return {
        daily: { limit: state.dayLimit, used: state.dayUsed, resetAt: state.dayEnd.toISOString() },
        monthly: { limit: state.monthLimit, used: state.monthUsed, resetAt: state.monthEnd.toISOString() },
        usesCreditsAfterwards: settings.usesCreditsAfterQuota,
      };
    },
  };
}
