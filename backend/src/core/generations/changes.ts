export interface NewOutput {
  generationId: string;
  index: number;
  status: "completed" | "failed";
  seed: number;
  assetId: string | null;
  notes: string[];
  errorCode: string | null;
  errorMessage: string | null;
}

export interface Finish {
  status: "completed" | "failed" | "cancelled";
  step: string;
  charged: number;
  errorCode?: string | undefined;
  errorMessage?: string | undefined;
  at: Date;
}

/** This user has used the idempotency key before. */
export class IdempotencyKeyTaken extends Error {
  override readonly name = "IdempotencyKeyTaken";
}
