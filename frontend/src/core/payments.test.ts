import { beforeEach, expect, test } from "bun:test";
import { handlePlatformEvent } from "./event-stream";
import { payment } from "./payment.fixture";
import { usePayments } from "./payments";

const current = () => usePayments.getState().byId.p1;

beforeEach(() => usePayments.getState().clear());

test("a payment that is paid never goes back to waiting, whatever comes late", () => {
  handlePlatformEvent("payment.updated", payment({ status: "paid", receiptNumber: "R-1" }));
  handlePlatformEvent("payment.updated", payment({ status: "pending" }));
  usePayments.getState().upsert(payment({ status: "failed" }));
  expect(current()).toMatchObject({ status: "paid", receiptNumber: "R-1" });
});

test("a second card may succeed after the first was declined", () => {
  handlePlatformEvent("payment.updated", payment({ status: "failed" }));
  handlePlatformEvent("payment.updated", payment({ status: "paid" }));
  expect(current()?.status).toBe("paid");
});

test("what was given back is not taken again by a late word", () => {
  handlePlatformEvent("payment.updated", payment({ status: "paid", refundedCents: 2_000 }));
  handlePlatformEvent("payment.updated", payment({ status: "paid" }));
  expect(current()?.refundedCents).toBe(2_000);
});
