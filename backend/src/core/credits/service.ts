import { type AppError, platformError } from "@lumiku/app-sdk";
import type { Balance, CreditsRepository, Discrepancy, Movement } from "./repository";

/** Given once to every new account. */
export const WELCOME_CREDITS = 100;

export interface Hold {
  userId: string;
  generationId: string;
  amountCredits: number;
  note: string;
}

export interface Settlement {
  userId: string;
  generationId: string;
  /** What was held at the start. */
  heldCredits: number;
  /** What was delivered, at most what was held. The rest goes back. */
  chargedCredits: number;
  note: string;
}

export interface CreditsService {
  balance(userId: string): Promise<Balance>;
  /** Posted once per account, however often it is called. */
  grantWelcome(userId: string): Promise<void>;
  /** Moves credits from available to held, in the transaction in progress. @throws AppError INSUFFICIENT_CREDITS */
  hold(hold: Hold): Promise<Balance>;
  /** Turns a hold into a charge and gives back what was not delivered. Exactly once per generation. */
  settle(settlement: Settlement): Promise<Balance>;
  audit(): Promise<Discrepancy[]>;
}

const nothing: Balance = { available: 0, held: 0 };

export function createCreditsService({ repository }: { repository: CreditsRepository }): CreditsService {
  const balance = async (userId: string) => (await repository.find(userId)) ?? nothing;

  return {
    balance,

    async grantWelcome(userId) {
      await repository.post({
        userId,
        kind: "grant",
        availableDelta: WELCOME_CREDITS,
        heldDelta: 0,
        idempotencyKey: `welcome:${userId}`,
        note: "Welcome to Lumiku",
      });
    },

    async hold({ userId, generationId, amountCredits, note }) {
      if (amountCredits === 0) return balance(userId);
      const movement: Movement = {
        userId,
        kind: "hold",
        availableDelta: -amountCredits,
        heldDelta: amountCredits,
        idempotencyKey: `generation:${generationId}:hold`,
        generationId,
        note,
      };
      const held = await repository.postCovered(movement);
      if (held) return held;
      // Too little, or held before. Nobody moves anything while it is found out which.
      const left = (await repository.lock(userId)) ?? nothing;
      if (left.available < amountCredits) throw insufficientCredits(amountCredits, left.available);
      return (await repository.post(movement)) ?? left;
    },

    async settle({ userId, generationId, heldCredits, chargedCredits, note }) {
      if (chargedCredits < 0 || chargedCredits > heldCredits) {
        throw new RangeError(
          `Generation ${generationId} cannot charge ${chargedCredits} of ${heldCredits} held credits`,
        );
      }
      const releasedCredits = heldCredits - chargedCredits;
      let after: Balance | null = null;
      if (chargedCredits > 0) {
        after = await repository.post({
          userId,
          kind: "capture",
          availableDelta: 0,
          heldDelta: -chargedCredits,
          idempotencyKey: `generation:${generationId}:capture`,
          generationId,
          note,
        });
      }
      if (releasedCredits > 0) {
        after = await repository.post({
          userId,
          kind: "release",
          availableDelta: releasedCredits,
          heldDelta: -releasedCredits,
          idempotencyKey: `generation:${generationId}:release`,
          generationId,
          note,
        });
      }
      return after ?? balance(userId);
    },

    audit: () => repository.listDiscrepancies(),
  };
}

/** The refusal of work that costs more than is available: says how many are missing. */
export function insufficientCredits(needed: number, available: number): AppError {
  const missing = needed - available;
  const message =
    `This needs ${format(needed)} ${needed === 1 ? "credit" : "credits"} and you have ${format(available)}: ` +
    `${format(missing)} ${missing === 1 ? "is" : "are"} missing. Nothing was charged.`;
  return platformError("INSUFFICIENT_CREDITS", { message, details: { needed, available } });
}

const format = (credits: number) => credits.toLocaleString("en");
