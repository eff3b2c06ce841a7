import { expect, test } from "bun:test";
import { payment } from "../../core/payment.fixture";
import { paymentState } from "./payment-words";

test("a payment that was given back, disputed or taken back says so before it says that it was paid", () => {
  const paid = payment({ status: "paid" });
  expect(paymentState(paid).label).toBe("Paid");
  expect(paymentState({ ...paid, refundedCents: 1_000 }).label).toBe("Partly refunded");
  expect(paymentState({ ...paid, refundedCents: 4_500 }).label).toBe("Refunded");
  expect(paymentState({ ...paid, dispute: "open" }).label).toBe("Disputed");
  expect(paymentState({ ...paid, dispute: "lost", refundedCents: 4_500 }).label).toBe("Charged back");
  expect(paymentState({ ...paid, dispute: "won" }).label).toBe("Paid");
});
