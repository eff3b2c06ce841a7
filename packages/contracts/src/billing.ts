import { definePlatformContract, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";
import { TierName } from "./accounts";
import { Gateway, Payment } from "./payments";

export const Interval = z.enum(["month", "year"]);
export type Interval = z.infer<typeof Interval>;

export const PlanKey = z.enum(["basic", "pro", "enterprise"]);
export type PlanKey = z.infer<typeof PlanKey>;

/** Prices are whole minor units (cents) of `currency`. */
export const Plan = z.object({
  key: z.enum(["free", "basic", "pro", "enterprise"]),
  name: z.string(),
  tier: TierName,
  currency: z.string(),
  monthCents: z.int(),
  yearCents: z.int(),
  /** Null for the free plan, which spends credits. */
  dailyUnits: z.int().nullable(),
  monthlyUnits: z.int().nullable(),
  storageBytes: z.int(),
  features: z.array(z.string()),
});
export type Plan = z.infer<typeof Plan>;

export const Pack = z.object({
  key: z.string(),
  credits: z.int(),
  amountCents: z.int(),
  currency: z.string(),
});
export type Pack = z.infer<typeof Pack>;

export const Subscription = z.object({
  id: z.string(),
  plan: PlanKey,
  interval: Interval,
  status: z.enum(["active", "past_due", "suspended", "ended"]),
  priceCents: z.int(),
  currency: z.string(),
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime(),
  cancelAtPeriodEnd: z.boolean(),
  /** Takes over at the end of the period; null when nothing changes. */
  next: z.object({ plan: PlanKey, interval: Interval, priceCents: z.int() }).nullable(),
  /** While past due: until when everything still works. */
  graceEndsAt: z.iso.datetime().nullable(),
  /** While suspended: until when paying brings it back. */
  suspensionEndsAt: z.iso.datetime().nullable(),
  gateway: Gateway.shape.id,
});
export type Subscription = z.infer<typeof Subscription>;

export const CheckoutRequest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pack"), pack: z.string().max(60), gateway: Gateway.shape.id.optional() }),
  z.object({ kind: z.literal("plan"), plan: PlanKey, interval: Interval, gateway: Gateway.shape.id.optional() }),
]);
export type CheckoutRequest = z.infer<typeof CheckoutRequest>;

export const PlanChoice = z.object({ plan: PlanKey, interval: Interval });
export type PlanChoice = z.infer<typeof PlanChoice>;

export const PlanChangePreview = z.object({
  /** "now" for an upgrade, which is charged at once; "period-end" for everything else. */
  takesEffect: z.enum(["now", "period-end"]),
  at: z.iso.datetime(),
  /** Due now: the new price for what is left of the period, less what is unused of the old. */
  dueCents: z.int(),
  /** From the next renewal on. */
  priceCents: z.int(),
  currency: z.string(),
});
export type PlanChangePreview = z.infer<typeof PlanChangePreview>;

/** A movement of credits in plain words. `amount` is what it did to the credits one owns: holds are 0. */
export const LedgerLine = z.object({
  id: z.string(),
  kind: z.enum(["grant", "hold", "capture", "release", "refund", "adjust"]),
  text: z.string(),
  availableDelta: z.int(),
  heldDelta: z.int(),
  availableAfter: z.int(),
  heldAfter: z.int(),
  generationId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type LedgerLine = z.infer<typeof LedgerLine>;

/** One payment of test money that waits for the person's decision. */
export const SandboxCheckout = z.object({
  id: z.string(),
  paymentId: z.string(),
  description: z.string(),
  amountCents: z.int(),
  currency: z.string(),
  isRecurring: z.boolean(),
  status: z.enum(["open", "paid", "declined", "expired"]),
  successUrl: z.string(),
  cancelUrl: z.string(),
});
export type SandboxCheckout = z.infer<typeof SandboxCheckout>;

export const billing = definePlatformContract({
  id: "billing",
  routes: {
    plans: {
      method: "get",
      path: "/billing/plans",
      summary: "Plans with prices and quotas",
      access: "public",
      response: z.object({ items: z.array(Plan) }),
    },
    packs: {
      method: "get",
      path: "/billing/packs",
      summary: "Packs of credits",
      access: "public",
      response: z.object({ items: z.array(Pack) }),
    },
    gateways: {
      method: "get",
      path: "/billing/gateways",
      summary: "Ways to pay on this platform",
      access: "public",
      response: z.object({ items: z.array(Gateway) }),
    },
    checkout: {
      method: "post",
      path: "/billing/checkout",
      summary: "Begin to pay for a pack or a plan: go to the payment's `checkoutUrl`",
      scope: "session",
      limit: "payment",
      status: 201,
      body: CheckoutRequest,
      response: Payment,
    },
    subscription: {
      method: "get",
      path: "/billing/subscription",
      summary: "Your plan; null without one",
      scope: "billing",
      response: z.object({ subscription: Subscription.nullable() }),
    },
    previewChange: {
      method: "post",
      path: "/billing/subscription/preview",
      summary: "What another plan would cost, and from when",
      scope: "session",
      body: PlanChoice,
      response: PlanChangePreview,
    },
    change: {
      method: "post",
      path: "/billing/subscription/change",
      summary: "Change the plan: an upgrade is paid and there at once, anything else comes at the end of the period",
      scope: "session",
      limit: "payment",
      body: PlanChoice,
      response: Subscription,
    },
    cancel: {
      method: "post",
      path: "/billing/subscription/cancel",
      summary: "Let the plan end with its period",
      scope: "session",
      limit: "payment",
      response: Subscription,
    },
    resume: {
      method: "post",
      path: "/billing/subscription/resume",
      summary: "Keep the plan: undo a cancellation or a change that has not come yet",
      scope: "session",
      limit: "payment",
      response: Subscription,
    },
    recover: {
      method: "post",
      path: "/billing/subscription/recover",
      summary: "Pay a renewal that failed: go to the payment's `checkoutUrl`",
      scope: "session",
      limit: "payment",
      status: 201,
      response: Payment,
    },
    portal: {
      method: "post",
      path: "/billing/portal",
      summary: "The gateway's own page for cards and invoices",
      scope: "session",
      limit: "payment",
      response: z.object({ url: z.string() }),
    },
    ledger: {
      method: "get",
      path: "/billing/ledger",
      summary: "Every movement of your credits, newest first",
      scope: "billing",
      query: PageQuery,
      response: Page(LedgerLine),
    },
    payments: {
      method: "get",
      path: "/billing/payments",
      summary: "Your payments, newest first",
      scope: "billing",
      query: PageQuery,
      response: Page(Payment),
    },
    payment: {
      method: "get",
      path: "/billing/payments/:paymentId",
      summary: "One payment",
      scope: "billing",
      response: Payment,
    },
    confirm: {
      method: "post",
      path: "/billing/payments/:paymentId/confirm",
      summary: "Back from paying: ask the gateway how it went instead of waiting for its word",
      scope: "session",
      limit: "payment",
      response: Payment,
    },
    abandon: {
      method: "post",
      path: "/billing/payments/:paymentId/cancel",
      summary: "Give up a payment that was begun",
      scope: "session",
      limit: "payment",
      response: Payment,
    },
    receipt: {
      method: "get",
      path: "/billing/payments/:paymentId/receipt",
      summary: "The receipt of a payment",
      scope: "billing",
      download: "application/pdf",
    },
    sandboxCheckout: {
      method: "get",
      path: "/billing/sandbox/:checkoutId",
      summary: "A checkout of test money",
      scope: "session",
      response: SandboxCheckout,
    },
    decideSandboxCheckout: {
      method: "post",
      path: "/billing/sandbox/:checkoutId/decide",
      summary: "Play the buyer: pay with a test card that works, is declined, or fails at the next renewal; or leave",
      scope: "session",
      limit: "payment",
      body: z.object({ outcome: z.enum(["works", "declined", "fails-later", "abandon"]) }),
      response: SandboxCheckout,
    },
  },
});
