import { expect, setSystemTime, test } from "bun:test";
import { me, quota } from "./account.fixture";
import { priceOf, unitsLeft } from "./quota";

const now = Date.parse("2026-01-01T12:00:00Z");
const model = { costCredits: 8, costUnits: 2 };

setSystemTime(now);

test("the window that runs out first says what is left", () => {
  expect(unitsLeft(quota({ daily: 12, monthly: 400 }))).toMatchObject({ count: 38, window: "daily" });
  expect(unitsLeft(quota({ daily: 0, monthly: 1_490 }))).toMatchObject({ count: 10, window: "monthly" });
  expect(unitsLeft(quota({ daily: 60, monthly: 60 }))).toMatchObject({ count: 0, window: "daily" });
});

test("a day that is over counts as unused, before the server has said so", () => {
  const later = Date.parse("2026-01-02T00:00:01Z");
  expect(unitsLeft(quota({ daily: 50, monthly: 400 }), later)).toMatchObject({ count: 50, window: "daily" });
});

test("without a plan work costs credits, and more than one has cannot be afforded", () => {
  expect(priceOf(me(), model, 4)).toEqual({ unit: "credits", total: 32, isAffordable: true });
  expect(priceOf(me({ credits: { available: 31, held: 40 } }), model, 4)).toMatchObject({ isAffordable: false });
});

test("units are spent before credits, also by somebody who has no credits", () => {
  const subscriber = me({ quota: quota({ daily: 42, monthly: 42 }), credits: { available: 0, held: 0 } });
  expect(priceOf(subscriber, model, 4)).toEqual({ unit: "quota", total: 8, isAffordable: true });
});

test("after the quota work costs credits only for somebody who has allowed that", () => {
  const careful = me({ quota: quota({ daily: 43, monthly: 43 }) });
  expect(priceOf(careful, model, 4)).toEqual({ unit: "quota", total: 8, isAffordable: false });
  const eager = { ...careful, settings: { ...careful.settings, usesCreditsAfterQuota: true } };
  expect(priceOf(eager, model, 4)).toEqual({ unit: "credits", total: 32, isAffordable: true });
});
