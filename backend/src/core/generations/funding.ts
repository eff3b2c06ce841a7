import { AppError, type ModelContract, platformError } from "@lumiku/app-sdk";
import type { Balance } from "../credits/repository";
import { type CreditsService, insufficientCredits } from "../credits/service";
import type { QuotaService } from "../quota/service";
import type { GenerationRow } from "./repository";

type Price = Pick<ModelContract, "costCredits" | "costUnits">;

/** What a generation's row says about what it is paid with. Never a mix of both units. */
export type Reservation = Pick<GenerationRow, "costUnit" | "unitCost" | "reserved" | "quotaDay" | "quotaMonth">;

export interface WorkToPay {
  userId: string;
  generationId: string;
  count: number;
  price: Price;
  /** For the person's ledger. */
  note: string;
}

export interface Forecast {
  unit: "credits" | "quota";
  perOutput: number;
  total: number;
  /** Of that unit, before it. */
  left: number;
  /** What {@link Funding.reserve} would throw. */
  refusal: AppError | null;
}

/** How work is paid: units of a plan first; credits without a plan, or after it where the person allows that. */
export interface Funding {
  /**
   * Reserves what work costs at most, in the transaction in progress.
   *
   * @returns the reservation, and the balance after it when it is in credits
   * @throws AppError QUOTA_EXCEEDED, INSUFFICIENT_CREDITS
   */
  reserve(work: WorkToPay): Promise<{ reservation: Reservation; balance: Balance | null }>;
  /**
   * Keeps what is charged and gives the rest back to where it came from. The caller holds the row's lock and ends
   * the generation in the same transaction, so this happens once. @returns the balance after it when it is in credits
   */
  settle(row: GenerationRow, charged: number, note: string): Promise<Balance | null>;
  /** What a start would reserve now. */
  foresee(userId: string, price: Price, count: number): Promise<Forecast>;
}

export interface FundingDependencies {
  quota: Pick<QuotaService, "take" | "giveBack" | "foresee">;
  credits: Pick<CreditsService, "hold" | "settle" | "balance">;
}

export function createFunding({ quota, credits }: FundingDependencies): Funding {
  const holdCredits = async ({ userId, generationId, count, price, note }: WorkToPay) => {
    const reserved = price.costCredits * count;
    const balance = await credits.hold({ userId, generationId, amountCredits: reserved, note });
    return { reservation: inCredits(price.costCredits, reserved), balance };
  };

  return {
    async reserve(work) {
      const { userId, count, price } = work;
      const reserved = price.costUnits * count;
      const answer = await quota.take(userId, reserved);
      if (answer.outcome === "none") return holdCredits(work);
      if (answer.outcome === "granted") {
        const { day: quotaDay, month: quotaMonth } = answer.windows;
        const reservation = { costUnit: "quota", unitCost: price.costUnits, reserved, quotaDay, quotaMonth };
        return { reservation, balance: null };
      }
      if (!answer.isCreditsAllowed) throw answer.refusal;
      try {
        return await holdCredits(work);
      } catch (error) {
        if (error instanceof AppError) throw neitherSuffices(answer.refusal, error);
        throw error;
      }
    },

    async settle(row, charged, note) {
      const { id: generationId, userId, reserved, costUnit, quotaDay, quotaMonth } = row;
      if (costUnit === "credits")
        return credits.settle({ userId, generationId, heldCredits: reserved, chargedCredits: charged, note });
      if (!quotaDay || !quotaMonth) throw new Error(`Generation ${generationId} does not say whose units it holds`);
      if (charged < reserved) await quota.giveBack(userId, { day: quotaDay, month: quotaMonth }, reserved - charged);
      return null;
    },

    async foresee(userId, { costCredits, costUnits }, count) {
      const inQuota = { unit: "quota", perOutput: costUnits, total: costUnits * count } as const;
      const answer = await quota.foresee(userId, inQuota.total);
      if (answer.outcome === "granted") return { ...inQuota, left: answer.left, refusal: null };
      if (answer.outcome === "refused" && !answer.isCreditsAllowed)
        return { ...inQuota, left: answer.left, refusal: answer.refusal };
      const total = costCredits * count;
      const { available } = await credits.balance(userId);
      const short = available < total ? insufficientCredits(total, available) : null;
      const refusal = short && answer.outcome === "refused" ? neitherSuffices(answer.refusal, short) : short;
      return { unit: "credits", perOutput: costCredits, total, left: available, refusal };
    },
  };
}

/** A reservation in credits, as the row records it. */
export function inCredits(unitCost: number, reserved: number): Reservation {
  return { costUnit: "credits", unitCost, reserved, quotaDay: null, quotaMonth: null };
}

/** The quota's rule is named as well: it is what the person would rather wait for. */
function neitherSuffices(quota: AppError, credits: AppError): AppError {
  const message = `${quota.message} ${credits.message}`;
  return platformError("INSUFFICIENT_CREDITS", { message, details: { ...credits.details, quota: quota.details } });
}
