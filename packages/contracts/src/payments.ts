import { z } from "zod";

export const Gateway = z.object({
  id: z.enum(["sandbox", "stripe", "paypal"]),
  name: z.string(),
  /** No real money moves. */
  isTest: z.boolean(),
  sellsPlans: z.boolean(),
  /** Has a page of its own for cards and invoices. */
  hasPortal: z.boolean(),
});
export type Gateway = z.infer<typeof Gateway>;

export const Payment = z.object({
  id: z.string(),
  purpose: z.enum(["pack", "subscription", "renewal", "upgrade"]),
  status: z.enum(["pending", "paid", "failed", "cancelled"]),
  gateway: Gateway.shape.id,
  description: z.string(),
  amountCents: z.int(),
  refundedCents: z.int(),
  currency: z.string(),
  /** Bought with it; 0 for plans. */
  credits: z.int(),
  dispute: z.enum(["open", "won", "lost"]).nullable(),
  failureMessage: z.string().nullable(),
  /** Where to go on paying, while it is pending. */
  checkoutUrl: z.string().nullable(),
  /** On the receipt; null until it is paid. */
  receiptNumber: z.string().nullable(),
  createdAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
});
export type Payment = z.infer<typeof Payment>;
