import type { Tier } from "@lumiku/app-sdk";
import type { Interval, Pack, Plan, PlanKey } from "@lumiku/contracts/billing";
import { z } from "zod";

const GIB = 1024 ** 3;

/** Bytes an account may store, by tier. */
export const storageLimitBytes: Record<Tier, number> = {
  free: 1 * GIB,
  basic: 5 * GIB,
  pro: 25 * GIB,
  enterprise: 100 * GIB,
};

/** A plan that can be bought. */
export interface PaidPlan extends Plan {
  key: PlanKey;
  dailyUnits: number;
  monthlyUnits: number;
}

/** Everything that has a price, except models: those stand in the apps' contracts. */
export interface Catalogue {
  currency: string;
  plans: readonly Plan[];
  packs: readonly Pack[];
  getPlan(key: PlanKey): PaidPlan;
  findPack(key: string): Pack | null;
  /** Price of one period. Cents. */
  priceCents(key: PlanKey, interval: Interval): number;
}

/** Gateways take no less, and no more. */
const Price = z.int().min(50).max(99_999_999);
/** More would not fit the columns that count them. */
const Units = z.int().min(1).max(1_000_000_000);
const Credits = z.int().min(1).max(100_000_000);

const PlanPrices = z.object({ monthCents: Price, yearCents: Price, dailyUnits: Units, monthlyUnits: Units });

/** What an administrator may change of it, as a JSON file. What is left out stays as it is. */
export const CatalogueOverrides = z
  .object({
    currency: z.string().regex(/^[a-z]{3}$/, "is a currency in lower case: usd"),
    plans: z.object({
      basic: PlanPrices.partial().optional(),
      pro: PlanPrices.partial().optional(),
      enterprise: PlanPrices.partial().optional(),
    }),
    packs: z
      .array(z.object({ credits: Credits, amountCents: Price }))
      .min(1)
      .check(({ value, issues }) => {
        const isTwice = ({ credits }: { credits: number }) =>
          value.filter((pack) => pack.credits === credits).length > 1;
        const twice = value.find(isTwice);
        const message = `There is more than one of ${twice?.credits} credits`;
        if (twice) issues.push({ code: "custom", input: value, message });
      }),
  })
  .partial()
  .strict();
export type CatalogueOverrides = z.output<typeof CatalogueOverrides>;

const names: Record<PlanKey, string> = { basic: "Basic", pro: "Pro", enterprise: "Enterprise" };

const defaults: Record<PlanKey, z.output<typeof PlanPrices>> = {
  basic: { monthCents: 10_00, yearCents: 100_00, dailyUnits: 50, monthlyUnits: 1_500 },
  pro: { monthCents: 30_00, yearCents: 300_00, dailyUnits: 200, monthlyUnits: 6_000 },
  enterprise: { monthCents: 100_00, yearCents: 1_000_00, dailyUnits: 1_000, monthlyUnits: 30_000 },
};

const defaultPacks = [
  { credits: 100, amountCents: 10_00 },
  { credits: 500, amountCents: 45_00 },
  { credits: 1_000, amountCents: 80_00 },
  { credits: 5_000, amountCents: 350_00 },
];

const features: Record<Plan["key"], string[]> = {
  free: [
    "100 credits to begin with",
    "Built-in illustrators and tracing",
    "FLUX schnell and dev",
    "Credits never expire",
  ],
  basic: ["Everything in Free", "FLUX realism and GPT image", "Skeleton-conditioned poses", "Automatic tracing"],
  pro: ["Everything in Basic", "FLUX pro and Kontext", "Poses from reference photos", "Further ahead in the queue"],
  enterprise: ["Everything in Pro", "Five times the quota", "Furthest ahead in the queue"],
};

export function createCatalogue(overrides: CatalogueOverrides = {}): Catalogue {
  const currency = overrides.currency ?? "usd";
  const free: Plan = {
    ...{ key: "free", name: "Free", tier: "free", currency, monthCents: 0, yearCents: 0 },
    ...{ dailyUnits: null, monthlyUnits: null, storageBytes: storageLimitBytes.free, features: features.free },
  };
  const paid = (["basic", "pro", "enterprise"] as const).map(
    (key): PaidPlan => ({
      ...{ key, name: names[key], tier: key, currency, storageBytes: storageLimitBytes[key], features: features[key] },
      ...defaults[key],
      ...(overrides.plans?.[key] as Partial<z.output<typeof PlanPrices>> | undefined),
    }),
  );
  const packs = (overrides.packs ?? defaultPacks).map(
    (pack): Pack => ({ key: `credits-${pack.credits}`, currency, ...pack }),
  );

  const getPlan = (key: PlanKey): PaidPlan => {
    const plan = paid.find((candidate) => candidate.key === key);
    if (!plan) throw new TypeError(`There is no plan ${key}`);
    return plan;
  };
  return {
    currency,
    plans: [free, ...paid],
    packs,
    getPlan,
    findPack: (key) => packs.find((pack) => pack.key === key) ?? null,
    priceCents: (key, interval) => getPlan(key)[interval === "month" ? "monthCents" : "yearCents"],
  };
}
