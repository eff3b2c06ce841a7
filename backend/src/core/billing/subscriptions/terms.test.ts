import { expect, test } from "bun:test";
import type { PlanChoice } from "@lumiku/contracts/billing";
import { createCatalogue } from "../catalogue";
import { compare, termsOf } from "./terms";

const choices: Record<string, PlanChoice> = {
  "basic month": { plan: "basic", interval: "month" },
  "basic year": { plan: "basic", interval: "year" },
  "pro month": { plan: "pro", interval: "month" },
  "pro year": { plan: "pro", interval: "year" },
};

const upgrades = [
  "basic month → basic year",
  "basic month → pro month",
  "basic month → pro year",
  "basic year → pro year",
  "pro month → pro year",
];

test("a higher tier for as long or longer, or a year instead of a month, is an upgrade; all else waits", () => {
  const found = Object.entries(choices).flatMap(([from, old]) =>
    Object.entries(choices)
      .filter(([, choice]) => compare(old, choice) === "upgrade")
      .map(([to]) => `${from} → ${to}`),
  );
  expect(found).toEqual(upgrades);
  for (const choice of Object.values(choices)) expect(compare(choice, choice)).toBe("same");
});

test("terms are the catalogue's, at the price that was paid", () => {
  const catalogue = createCatalogue({ plans: { pro: { dailyUnits: 7 } } });
  const choice = { plan: "pro", interval: "year" } as const;
  expect(termsOf(catalogue, choice)).toEqual({
    ...{ ...choice, tier: "pro", dailyUnits: 7, monthlyUnits: 6_000, priceCents: 300_00, currency: "usd" },
  });
  expect(termsOf(catalogue, choice, 250_00).priceCents).toBe(250_00);
});
