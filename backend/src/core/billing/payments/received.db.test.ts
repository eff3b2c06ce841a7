import { afterAll, beforeAll, expect, test } from "bun:test";
import type { GatewayFact } from "../gateways/gateway";
import { type Buyer, type Counter, openCounter } from "./counter.fixture";

const HOUR_MS = 3_600_000;

let counter: Counter;
let ada: Buyer;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

const newcomer = async () => {
  ada = await counter.platform.join();
  return ada;
};
const statusOf = async (eventId: string) =>
  (await counter.platform.database.client.webhookEvent.findFirst({ where: { eventId } }))?.status;

test("money that arrives after the checkout expired, failed or was given up is granted all the same", async () => {
  for (const end of ["expired", "failed"] as const) {
    const payment = await counter.begin(await newcomer());
    const checkoutId = payment.checkoutUrl?.split("/").at(-1) ?? "";
    await counter.post(
      end === "expired"
        ? { kind: "checkout.expired", reference: payment.id, checkoutId }
        : {
            kind: "payment.failed",
            reference: payment.id,
            gatewayPaymentId: null,
            gatewaySubscriptionId: null,
            message: "Declined.",
          },
    );
    const ended = await ada.billing.payment({ params: { paymentId: payment.id } });
    expect(ended.status).toBe(end === "expired" ? "cancelled" : "failed");
    await counter.post(counter.successOf(ada, payment));
    expect((await ada.billing.payment({ params: { paymentId: payment.id } })).status).toBe("paid");
    expect(await counter.available(ada)).toBe(600);
  }
});

test("another amount or currency than was asked for grants nothing, and somebody is told", async () => {
  for (const changes of [{ amountCents: 1 }, { amountCents: 450_00 }, { currency: "idr" }]) {
    const payment = await counter.begin(await newcomer());
    await counter.post({ ...counter.successOf(ada, payment), ...changes });
    await counter.post({ ...counter.successOf(ada, payment), ...changes });
    expect(await counter.available(ada)).toBe(100);
    expect(await counter.alerts(ada)).toEqual(["amount-mismatch"]);
    const refused = await ada.billing.payment({ params: { paymentId: payment.id } });
    expect(refused).toMatchObject({ status: "failed", receiptNumber: null });
    // The right amount still counts.
    await counter.post({ ...counter.successOf(ada, payment), gatewayPaymentId: crypto.randomUUID() });
    expect(await counter.available(ada)).toBe(600);
  }
});

test("a customer who has paid for somebody else pays for nobody else, and somebody is told", async () => {
  const bob = await counter.platform.join("Bob");
  await counter.buy(bob);
  const payment = await counter.begin(await newcomer());
  await counter.post({ ...counter.successOf(ada, payment), customerId: `cus_${bob.userId}` });
  expect(await counter.available(ada)).toBe(100);
  expect(await counter.available(bob)).toBe(600);
  expect(await counter.alerts(ada)).toEqual(["customer-mismatch"]);
});

test("a reference of another customer's payment grants nothing to either, and somebody is told", async () => {
  const bob = await counter.platform.join("Bob");
  await counter.buy(await newcomer());
  await counter.buy(bob);
  const payment = await counter.begin(ada, "credits-100");
  const theirs = await counter.begin(bob, "credits-100");
  // Ada's customer, and the reference of Bob's payment.
  await counter.post({ ...counter.successOf(ada, payment), reference: theirs.id });
  expect([await counter.available(ada), await counter.available(bob)]).toEqual([600, 600]);
  expect(await counter.alerts(bob)).toEqual(["customer-mismatch"]);
});

test("the same money told for two payments is granted for the first alone", async () => {
  const first = await counter.begin(await newcomer(), "credits-500");
  const fact = counter.successOf(ada, first);
  await counter.post(fact);
  const second = await counter.begin(ada, "credits-500");
  await counter.post({ ...fact, reference: second.id });
  expect(await counter.available(ada)).toBe(600);
  expect(await counter.alerts(ada)).toEqual(["customer-mismatch"]);
});

test("a payment paid a second time is granted once; giving the second back changes nothing here", async () => {
  const payment = await counter.begin(await newcomer());
  await counter.post(counter.successOf(ada, payment));
  const again = { ...counter.successOf(ada, payment), gatewayPaymentId: crypto.randomUUID() };
  await counter.post(again);
  expect(await counter.available(ada)).toBe(600);
  expect(await counter.alerts(ada)).toEqual(["paid-twice"]);
  const refund = crypto.randomUUID();
  const givenBack = { gatewayPaymentId: again.gatewayPaymentId, gatewayRefundId: "second", reason: null };
  await counter.post(
    { kind: "refund.succeeded", ...givenBack, amountCents: 45_00, currency: "usd" },
    { eventId: refund },
  );
  expect(await statusOf(refund)).toBe("ignored");
  expect(await counter.available(ada)).toBe(600);
});

test("money for nothing that was asked for waits for an hour, then somebody is told", async () => {
  await newcomer();
  const fact: GatewayFact = {
    ...{ kind: "payment.succeeded", reference: crypto.randomUUID(), gatewayPaymentId: crypto.randomUUID() },
    ...{ customerId: null, amountCents: 5_00, currency: "usd", paidAt: counter.clock.now(), subscription: null },
  };
  const eventId = crypto.randomUUID();
  await counter.post(fact, { eventId });
  expect(await statusOf(eventId)).toBe("received");
  expect(await counter.alerts()).toEqual([]);
  counter.clock.advance(HOUR_MS + 1_000);
  await counter.platform.billing.webhooks.process();
  expect(await statusOf(eventId)).toBe("ignored");
  expect(await counter.alerts()).toEqual(["unknown-payment"]);
});
