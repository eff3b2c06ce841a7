import { expect, test } from "bun:test";
import type { LedgerLine } from "@lumiku/contracts/billing";
import { changeWords, ownedDelta } from "./ledger-words";

const line = (kind: LedgerLine["kind"], availableDelta: number, heldDelta: number): LedgerLine => ({
  ...{ id: "l1", kind, text: "", availableDelta, heldDelta, availableAfter: 0, heldAfter: 0 },
  ...{ generationId: null, createdAt: "2026-01-01T00:00:00.000Z" },
});

test("setting credits aside and freeing them changes nothing of what one owns", () => {
  expect([ownedDelta(line("hold", -16, 16)), ownedDelta(line("release", 8, -8))]).toEqual([0, 0]);
  expect([changeWords(line("hold", -16, 16)), changeWords(line("release", 8, -8))]).toEqual(["16 held", "8 freed"]);
});

test("what is spent and what is bought carries its sign", () => {
  expect(changeWords(line("capture", 0, -16))).toBe("−16");
  expect(changeWords(line("grant", 500, 0))).toBe("+500");
});
