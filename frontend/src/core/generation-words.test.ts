import { expect, test } from "bun:test";
import { generation } from "./generation.fixture";
import { madeWithWords, missingWords, modelWords, outcomeWords, paceWords, promptOf } from "./generation-words";
import { duration, ordinal } from "./words";

test("waiting work says its place and how long, running work how far and how long", () => {
  const waiting = { status: "pending", queuePosition: 3, etaSeconds: 41 } as const;
  expect(paceWords(generation(waiting))).toBe("3rd in line, about 40 s");
  expect(paceWords(generation({ ...waiting, queuePosition: 1, etaSeconds: null }))).toBe("next in line");
  expect(paceWords(generation({ progress: 45, etaSeconds: 12 }))).toBe("45 % · about 12 s left");
  expect(paceWords(generation({ progress: 45 }))).toBe("45 %");
});

test("work is called by its prompt, else by its name, else by what describes it", () => {
  expect(promptOf(generation({ params: { prompt: "A hat", name: "Hats" } }))).toBe("A hat");
  expect(promptOf(generation({ params: { prompt: " ", name: "Harbour logo", mode: "fitted" } }))).toBe("Harbour logo");
  expect(promptOf(generation({ params: { mode: "fitted" } }))).toBe("fitted");
});

test("work that failed says that nothing was charged, once, and only when it is so", () => {
  const error = { code: "PROVIDER_REFUSED", message: "The provider refused this." };
  const cost = { unit: "credits", reserved: 8, charged: 0 } as const;
  expect(outcomeWords(generation({ status: "failed", error, cost }))).toBe(
    "The provider refused this. Nothing was charged.",
  );
  const said = { code: "INTERNAL", message: "Something went wrong on our side. Nothing was charged." };
  expect(outcomeWords(generation({ status: "failed", error: said, cost }))).toBe(said.message);
  expect(outcomeWords(generation({ status: "cancelled", cost: { ...cost, charged: 8 } }))).toBe("Cancelled.");
  expect(outcomeWords(generation({ status: "completed" }))).toBeUndefined();
});

test("blocked work and blocked pictures are explained, with what they cost", () => {
  const error = { code: "CONTENT_BLOCKED", message: "moderation_blocked" };
  expect(outcomeWords(generation({ status: "failed", error }))).toMatch(/safety rules.*nothing was charged for it/);
  const output = { index: 0, status: "failed", seed: 1, asset: null, error, notes: [] } as const;
  expect(missingWords({ ...output, notes: [] })).toMatch(/safety rules.*nothing was charged for it/);
});

test("providers and models have names for people", () => {
  const names = ["builtin", "sdserver", "bfl", "fal"].map((provider) => madeWithWords(generation({ provider })));
  expect(names).toEqual([
    "Built in",
    "Made with Local (stable-diffusion.cpp)",
    "Made with Black Forest Labs",
    "Made with fal",
  ]);
  expect(madeWithWords(generation({ provider: null }))).toBeUndefined();
  expect(["flux-dev", "gpt-image", "illustrated"].map(modelWords)).toEqual(["FLUX dev", "GPT image", "Illustrated"]);
});

test("estimates are as exact as an estimate can be", () => {
  expect([0.2, 12, 41, 89, 150, 7_200].map(duration)).toEqual(["1 s", "12 s", "40 s", "90 s", "3 min", "2 h"]);
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 113].map(ordinal).join(" ")).toBe(
    "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 113th",
  );
});
