import { afterAll, beforeAll, expect, test } from "bun:test";
import type { GatewayFact } from "../gateways/gateway";
import { type Buyer, type Counter, openCounter } from "./counter.fixture";

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

const apply = (fact: GatewayFact) => counter.platform.billing.payments.apply("sandbox", fact);
const refund = (gatewayPaymentId: string, amountCents: number, gatewayRefundId = crypto.randomUUID()) =>
  apply({ kind: "refund.succeeded", gatewayPaymentId, gatewayRefundId, amountCents, currency: "usd", reason: null });
const dispute = (end: "opened" | "won" | "lost", gatewayPaymentId: string, disputeId: string) =>
  apply({ kind: `dispute.${end}`, gatewayPaymentId, disputeId });
const refundsOf = (paymentId: string) =>
  counter.platform.database.client.refund.findMany({ where: { paymentId }, orderBy: { createdAt: "asc" } });
/** Leaves a person this many available credits. */
const spendTo = async (buyer: Buyer, left: number) => {
  const availableDelta = left - (await counter.available(buyer));
  const entry = { userId: buyer.userId, heldDelta: 0, idempotencyKey: crypto.randomUUID(), note: "Spent" };
  await counter.platform.database.client.ledgerEntry.create({ data: { ...entry, kind: "adjust", availableDelta } });
};

test("three refunds of a third take back exactly all that was bought", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada, "credits-100");
  const balances: number[] = [];
  for (const cents of [3_33, 3_33, 3_34]) {
    expect(await refund(gatewayPaymentId, cents)).toBe("applied");
    balances.push(await counter.available(ada));
  }
  expect(balances).toEqual([167, 134, 100]);
  expect((await refundsOf(payment.id)).map(({ creditsTaken }) => creditsTaken)).toEqual([33, 33, 34]);
  expect(await ada.billing.payment({ params: { paymentId: payment.id } })).toMatchObject({ refundedCents: 10_00 });
  expect(await counter.alerts(ada)).toEqual([]);
});

test("the same refund told twenty times at once takes back once", async () => {
  const ada = await counter.platform.join();
  const { gatewayPaymentId } = await counter.buy(ada);
  const refundId = crypto.randomUUID();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => refund(gatewayPaymentId, 9_00, refundId)));
  expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(1);
  expect(await counter.available(ada)).toBe(500);
});

test("two refunds at once are both counted", async () => {
  const ada = await counter.platform.join();
  const { gatewayPaymentId } = await counter.buy(ada);
  await Promise.all([refund(gatewayPaymentId, 22_50), refund(gatewayPaymentId, 22_50)]);
  expect(await counter.available(ada)).toBe(100);
});

test("what has been spent is written down as missing, the balance stays at zero, and somebody is told", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  await spendTo(ada, 120);
  await refund(gatewayPaymentId, 45_00);
  expect(await counter.available(ada)).toBe(0);
  expect(await refundsOf(payment.id)).toMatchObject([{ creditsTaken: 120, creditsMissing: 380 }]);
  expect(await counter.alerts(ada)).toEqual(["credits-spent"]);
});

test("spending against a refund at the same time never overdraws", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  const { credits, database } = counter.platform;
  const spend = (index: number) =>
    database
      .transaction(() =>
        credits.hold({
          userId: ada.userId,
          generationId: `race-${payment.id}-${index}`,
          amountCredits: 40,
          note: "Work",
        }),
      )
      .then(
        () => 1,
        () => 0,
      );
  const [, ...spent] = await Promise.all([
    refund(gatewayPaymentId, 45_00),
    ...Array.from({ length: 20 }, (_, index) => spend(index)),
  ]);
  const held = spent.reduce((sum, one) => sum + one, 0) * 40;
  const [row] = await refundsOf(payment.id);
  expect((row?.creditsTaken ?? 0) + (row?.creditsMissing ?? 0)).toBe(500);
  expect(await credits.balance(ada.userId)).toEqual({ available: 600 - held - (row?.creditsTaken ?? 0), held });
  expect(await counter.discrepancies()).toEqual([]);
});

test("more than was paid is never counted as given back, and somebody is told", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  await refund(gatewayPaymentId, 30_00);
  expect(await refund(gatewayPaymentId, 15_01)).toBe("ignored");
  expect(await counter.alerts(ada)).toEqual(["refund-exceeds-payment"]);
  expect(await ada.billing.payment({ params: { paymentId: payment.id } })).toMatchObject({ refundedCents: 30_00 });
  expect(await counter.available(ada)).toBe(267);
});

test("an open dispute takes the credits back, one that is won returns them", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  const id = crypto.randomUUID();
  expect(await dispute("opened", gatewayPaymentId, id)).toBe("applied");
  expect(await dispute("opened", gatewayPaymentId, id)).toBe("ignored");
  expect(await counter.available(ada)).toBe(100);
  expect(await counter.alerts(ada)).toEqual(["dispute-opened"]);
  expect(await dispute("won", gatewayPaymentId, id)).toBe("applied");
  expect(await dispute("won", gatewayPaymentId, id)).toBe("ignored");
  expect(await counter.available(ada)).toBe(600);
  expect(await ada.billing.payment({ params: { paymentId: payment.id } })).toMatchObject({ dispute: "won" });
});

test("a lost dispute leaves the credits taken and the tier that came with them", async () => {
  const ada = await counter.platform.join();
  const { gatewayPaymentId } = await counter.buy(ada);
  expect(await counter.tier(ada)).toBe("basic");
  // The end may come before the beginning.
  const id = crypto.randomUUID();
  expect(await dispute("lost", gatewayPaymentId, id)).toBe("applied");
  expect(await dispute("opened", gatewayPaymentId, id)).toBe("ignored");
  expect(await counter.available(ada)).toBe(100);
  expect(await counter.tier(ada)).toBe("free");
});

test("a dispute that is won before it was opened waits for its opening", async () => {
  const ada = await counter.platform.join();
  const { gatewayPaymentId } = await counter.buy(ada);
  const id = crypto.randomUUID();
  expect(await dispute("won", gatewayPaymentId, id)).toBe("waiting");
  await dispute("opened", gatewayPaymentId, id);
  expect(await dispute("won", gatewayPaymentId, id)).toBe("applied");
  expect(await counter.available(ada)).toBe(600);
});

test("a refund during a dispute that is won in the end takes its share once", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  const id = crypto.randomUUID();
  await refund(gatewayPaymentId, 9_00);
  await dispute("opened", gatewayPaymentId, id);
  await refund(gatewayPaymentId, 9_00);
  expect(await counter.available(ada)).toBe(100);
  await dispute("won", gatewayPaymentId, id);
  expect(await counter.available(ada)).toBe(400);
  await refund(gatewayPaymentId, 27_00);
  expect(await counter.available(ada)).toBe(100);
  expect((await refundsOf(payment.id)).map(({ creditsTaken }) => creditsTaken)).toEqual([100, 100, 300]);
});

test("a plan whose payment is given back as a whole ends at once; by part it goes on", async () => {
  const ada = await counter.platform.join();
  const begun = await ada.billing.checkout({ body: { kind: "plan", plan: "pro", interval: "month" } });
  await counter.decide(ada, begun, "works");
  const { gatewayPaymentId } = await counter.platform.database.client.payment.findUniqueOrThrow({
    where: { id: begun.id },
  });
  await refund(gatewayPaymentId ?? "", 10_00);
  expect(await counter.tier(ada)).toBe("pro");
  await refund(gatewayPaymentId ?? "", 20_00);
  expect((await ada.billing.subscription()).subscription).toBeNull();
  expect(await counter.tier(ada)).toBe("free");
});

test("a refund for an account that has been removed is written down and touches nobody", async () => {
  const ada = await counter.platform.join();
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  await counter.platform.database.client.user.delete({ where: { id: ada.userId } });
  expect(await refund(gatewayPaymentId, 45_00)).toBe("applied");
  expect(await refundsOf(payment.id)).toMatchObject([{ amountCents: 45_00, creditsTaken: 0, creditsMissing: 0 }]);
});

test("every act on money is in the audit, and on the person's screens", async () => {
  const ada = await counter.platform.join();
  const controller = new AbortController();
  const stream = await ada.events({ signal: controller.signal });
  const { payment, gatewayPaymentId } = await counter.buy(ada);
  await refund(gatewayPaymentId, 45_00);
  await dispute("opened", gatewayPaymentId, crypto.randomUUID());
  const seen: string[] = [];
  for await (const { type, data } of stream) {
    seen.push(type);
    if (type === "payment.updated" && (data as { dispute: string | null }).dispute === "open") break;
  }
  controller.abort();
  const paid = ["notification.created", "payment.updated", "credits.updated", "account.updated"];
  expect(seen.slice(0, 4)).toEqual(paid);
  expect(seen.filter((type) => type === "account.updated")).toHaveLength(2);
  const acts = await counter.platform.audit.list({ userId: ada.userId, limit: 10 });
  const about = acts.filter(({ targetId }) => targetId === payment.id).map(({ action }) => action);
  expect(about.toReversed()).toEqual(["credits.bought", "payment.refunded", "dispute.opened"]);
});
