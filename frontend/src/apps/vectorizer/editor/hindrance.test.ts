import { expect, test } from "bun:test";
import type { Model } from "@lumiku/contracts/apps";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { findHindrance, leftAfter } from "./hindrance";
import { changeShared, toTuning } from "./tuning";

const model = { key: "vtracer", closed: null } as Model;
const locked = { ...model, closed: { code: "MODEL_LOCKED", reason: "Part of the Basic plan and above." } };
const tuning = toTuning({ model: "vtracer", settings: TraceSettings.parse({}) });
const price = { unit: "credits", total: 3, isAffordable: true } as const;

test("nothing hinders what is open, complete and affordable", () => {
  expect(findHindrance(tuning, model, price)).toBeUndefined();
  expect(leftAfter(price, 100)).toBe("97 credits left after");
});

test("the first thing in the way is said, with the code that leads on", () => {
  const empty = changeShared(tuning, { palette: { kind: "fixed", colors: [] } });
  const dear = { ...price, isAffordable: false };
  expect(findHindrance(empty, locked, dear)).toEqual({
    words: "Part of the Basic plan and above.",
    code: "MODEL_LOCKED",
  });
  expect(findHindrance(empty, model, dear)).toEqual({ words: "The palette needs at least one colour." });
  expect(findHindrance(tuning, model, dear)?.code).toBe("INSUFFICIENT_CREDITS");
  expect(findHindrance(tuning, model, { ...dear, unit: "quota" })?.code).toBe("QUOTA_EXCEEDED");
  expect(leftAfter(price, 2)).toBeUndefined();
});

test("while prices are on their way nothing is said and nothing starts", () => {
  expect(findHindrance(tuning, undefined, undefined)).toEqual({ words: undefined });
});
