import { expect, test } from "bun:test";
import type { Plan } from "@lumiku/contracts/billing";
import { findOrder } from "./order-words";

const plan: Plan = {
  ...{ key: "pro", name: "Pro", tier: "pro", currency: "usd", monthCents: 3_000, yearCents: 30_000 },
  ...{ dailyUnits: 200, monthlyUnits: 6_000, storageBytes: 1, features: ["FLUX pro"] },
};
const free: Plan = { ...plan, key: "free", name: "Free", monthCents: 0, yearCents: 0 };
const pack = { key: "credits-500", credits: 500, amountCents: 4_500, currency: "usd" };
const offer = { plans: [free, plan], packs: [pack] };

test("the price is the platform's, whatever the address names", () => {
  expect(findOrder(offer, { pack: "credits-500" })).toMatchObject({
    ...{ name: "500 credits", amountCents: 4_500, choice: null },
    request: { kind: "pack", pack: "credits-500" },
  });
  expect(findOrder(offer, { plan: "pro", interval: "year" })).toMatchObject({
    ...{ amountCents: 30_000, choice: { plan: "pro", interval: "year" } },
    request: { kind: "plan", plan: "pro", interval: "year" },
  });
});

test("what is not for sale is no order", () => {
  expect(findOrder(offer, { pack: "credits-7" })).toBeNull();
  expect(findOrder(offer, { plan: "free", interval: "month" })).toBeNull();
  expect(findOrder(offer, { plan: "pro", interval: "week" })).toBeNull();
  expect(findOrder(offer, { plan: "basic", interval: "month" })).toBeNull();
});
