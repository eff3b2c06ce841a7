import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";
import { TierName } from "./accounts";

export const AppManifest = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  icon: z.string(),
  color: z.string(),
  order: z.int(),
  features: z.object({ beta: z.boolean(), comingSoon: z.boolean() }),
  /** Where pictures may be sent to it: `/apps/<id>/<path>?asset=<id>`. */
  receives: z.object({ label: z.string(), path: z.string() }).nullable(),
  /** Names of its events on the stream, as "<app id>/<event>". */
  events: z.array(z.string()),
  access: z.object({
    minTier: TierName,
    isOpen: z.boolean(),
    /** Why it is closed, for people; null when open. */
    reason: z.string().nullable(),
  }),
});
export type AppManifest = z.infer<typeof AppManifest>;

const Range = z.object({ min: z.number(), max: z.number(), default: z.number() });

export const Model = z.object({
  key: z.string(),
  name: z.string(),
  summary: z.string(),
  action: z.string(),
  minTier: TierName,
  /** Per output. */
  costCredits: z.int(),
  costUnits: z.int(),
  has: z.array(z.string()),
  size: z.object({ min: z.int(), max: z.int(), multipleOf: z.int() }).nullable(),
  steps: Range.nullable(),
  guidance: Range.nullable(),
  minReferences: z.int(),
  maxReferences: z.int(),
  isAvailable: z.boolean(),
  /** The refusal a start would answer with ("MODEL_LOCKED", "MODEL_UNAVAILABLE") and the reason for people. */
  closed: z.object({ code: z.string(), reason: z.string() }).nullable(),
  /** Median of this model's recent generations, start to finish; null before the first. */
  typicalSeconds: z.number().nullable(),
});
export type Model = z.infer<typeof Model>;

export const QuoteRequest = z.object({
  appId: z.string(),
  action: z.string(),
  model: z.string(),
  count: z.int().min(1).max(64).default(1),
});

export const Quote = z.object({
  /** What a start would be paid with now: credits, or units of the plan's quota. The numbers are in it. */
  unit: z.enum(["credits", "quota"]),
  perOutput: z.int(),
  count: z.int(),
  total: z.int(),
  /** What there is to pay with; of the quota, what both the day and the month have left. */
  left: z.int(),
  /** Whether that is enough. */
  isAffordable: z.boolean(),
  /** What a start would be refused with now, money or not; null when it would be accepted. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type Quote = z.infer<typeof Quote>;

export const apps = definePlatformContract({
  id: "apps",
  routes: {
    list: {
      method: "get",
      path: "/apps",
      summary: "The apps of this platform, with access and reasons",
      response: z.object({ items: z.array(AppManifest) }),
    },
    models: {
      method: "get",
      path: "/apps/:appId/models",
      summary: "An app's models with prices and availability",
      response: z.object({ items: z.array(Model) }),
    },
    quote: {
      method: "post",
      path: "/quotes",
      summary: "The price of an action before it is started",
      body: QuoteRequest,
      response: Quote,
    },
  },
});
