import { expect } from "bun:test";
import type { FaultModel } from "./fault-app.fixture";
import type { PieceOutcome } from "./stage.fixture";

const mostAsked: Record<FaultModel, number> = {
  bfl: 1,
  huggingface: 1,
  sdserver: Number.POSITIVE_INFINITY,
  builtin: 0,
};

/**
 * Whatever happened, a generation of one output has ended in one of these two ways: it is there and paid, or it
 * has failed with one of the codes and is given back.
 */
export function expectSound(model: FaultModel, outcome: PieceOutcome, codes: readonly string[]): void {
  const { status, outputs, error, charged, balance, asked, openCalls } = outcome;
  expect(openCalls).toBe(0);
  expect(asked).toBeLessThanOrEqual(mostAsked[model]);
  if (status === "completed") {
    expect({ outputs, error, charged, balance }).toEqual({
      ...{ outputs: ["completed"], error: null, charged: 5 },
      balance: { available: 95, held: 0 },
    });
  } else {
    expect({ status, charged, balance }).toEqual({
      ...{ status: "failed", charged: 0 },
      balance: { available: 100, held: 0 },
    });
    expect(codes).toContain(error ?? "");
  }
}

/** The person who comes back with `Last-Event-ID` learns how it ended. */
export function expectTold({ status, balance, told }: PieceOutcome): void {
  expect({ status: told.status, balance: told.balance }).toEqual({ status, balance });
}
