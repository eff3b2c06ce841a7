import type { Payment } from "@lumiku/contracts/payments";

/** A pack that waits to be paid, for tests to change. */
export const payment = (changes: Partial<Payment>): Payment => ({
  id: "p1",
  purpose: "pack",
  status: "pending",
  gateway: "sandbox",
  description: "500 credits",
  amountCents: 4_500,
  refundedCents: 0,
  currency: "usd",
  credits: 500,
  dispute: null,
  failureMessage: null,
  checkoutUrl: "/checkout/sandbox/c1",
  receiptNumber: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  paidAt: null,
  ...changes,
});
