import { expect, test } from "bun:test";
import { AppError, platformError } from "@lumiku/app-sdk";
import { nextSteps, refusalWords } from "./refusal-words";

const now = Date.parse("2026-01-01T19:00:00Z");

test("every refusal says that nothing was charged, once", () => {
  expect(refusalWords(platformError("MODEL_LOCKED", { message: "Part of Pro." }))).toBe(
    "Part of Pro. Nothing was charged.",
  );
  const declined = platformError("PAYMENT_DECLINED");
  expect(refusalWords(declined)).toBe(declined.message);
});

test("without an answer nothing is said of what was charged, but that it is not charged twice", () => {
  const offline = new AppError({ code: "OFFLINE", status: 0, message: "The server cannot be reached." });
  expect(refusalWords(offline)).toBe("The server cannot be reached. Try again: it is never charged twice.");
});

test("a used-up quota says when it is there again, unless the server has", () => {
  const details = { resetAt: "2026-01-02T00:00:00Z" };
  expect(refusalWords(platformError("QUOTA_EXCEEDED", { message: "Used up.", details }), now)).toBe(
    "Used up. It resets in 5 h. Nothing was charged.",
  );
  expect(refusalWords(platformError("QUOTA_EXCEEDED", { message: "Used up. It resets soon.", details }), now)).toBe(
    "Used up. It resets soon. Nothing was charged.",
  );
});

test("whoever lacks credits, units or a tier is shown the way on; others are not sent to the till", () => {
  expect(nextSteps({ code: "INSUFFICIENT_CREDITS" }).map(({ to }) => to)).toEqual([
    "/billing/credits",
    "/billing/plans",
  ]);
  expect(nextSteps({ code: "QUOTA_EXCEEDED" })[0]?.to).toBe("/billing");
  expect(nextSteps({ code: "MODEL_LOCKED" })[0]?.to).toBe("/billing/plans");
  expect(nextSteps({ code: "MODEL_UNAVAILABLE" })).toEqual([]);
});
