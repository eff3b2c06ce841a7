import type { CheckoutOrder } from "./gateway";

/** What Ada wants to pay for: a pack, unless something else is said. */
export function orderOf(changes: Partial<CheckoutOrder> = {}): CheckoutOrder {
  return {
    reference: crypto.randomUUID(),
    userId: "user-1",
    email: "ada@example.com",
    customerId: null,
    description: "500 credits",
    amountCents: 45_00,
    currency: "usd",
    plan: null,
    successUrl: "https://lumiku.example/billing/paid",
    cancelUrl: "https://lumiku.example/billing",
    ...changes,
  };
}
