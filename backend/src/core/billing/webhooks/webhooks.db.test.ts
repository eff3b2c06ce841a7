import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestPlatform } from "../../testing/platform";
import type { GatewayFact } from "../gateways/gateway";
import { type Buyer, breakOnce, type Counter, openCounter } from "../payments/counter.fixture";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

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
const events = (eventId: string) => counter.platform.database.client.webhookEvent.findMany({ where: { eventId } });
const statusOf = async (eventId: string) => (await events(eventId))[0]?.status;
const refundOf = (
  gatewayPaymentId: string,
  amountCents: number,
  gatewayRefundId = crypto.randomUUID(),
): GatewayFact => ({
  ...{ kind: "refund.succeeded", gatewayPaymentId, gatewayRefundId, amountCents, currency: "usd", reason: null },
});

test("the same webhook twenty times at once is granted once", async () => {
  const payment = await counter.begin(await newcomer());
  const fact = counter.successOf(ada, payment);
  const eventId = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => counter.post(fact, { eventId })));
  expect(answers).toEqual(Array(20).fill(200));
  expect(await counter.available(ada)).toBe(600);
  expect(await events(eventId)).toHaveLength(1);
  expect(await statusOf(eventId)).toBe("processed");
});

test("the same payment told by twenty events at once is granted once", async () => {
  const payment = await counter.begin(await newcomer());
  const fact = counter.successOf(ada, payment);
  const answers = await Promise.all(Array.from({ length: 20 }, () => counter.post(fact)));
  expect(answers).toEqual(Array(20).fill(200));
  expect(await counter.available(ada)).toBe(600);
  const grants = await counter.platform.database.client.ledgerEntry.findMany({
    where: { userId: ada.userId, idempotencyKey: `payment:${payment.id}` },
  });
  expect(grants.map(({ availableDelta }) => availableDelta)).toEqual([500]);
  expect(await counter.alerts(ada)).toEqual([]);
});

test("a webhook with a bad signature is refused with 400 and leaves nothing behind", async () => {
  const payment = await counter.begin(await newcomer());
  const eventId = crypto.randomUUID();
  const status = await counter.post(counter.successOf(ada, payment), {
    eventId,
    secret: "a-secret-of-somebody-else-entirely",
  });
  expect(status).toBe(400);
  expect(await events(eventId)).toEqual([]);
  expect(await counter.available(ada)).toBe(100);
});

test("a webhook signed more than 300 seconds ago or ahead is refused and leaves nothing behind", async () => {
  const payment = await counter.begin(await newcomer());
  for (const seconds of [-301, 302]) {
    const eventId = crypto.randomUUID();
    const signedAt = new Date(counter.clock.now().getTime() + seconds * 1_000);
    expect(await counter.post(counter.successOf(ada, payment), { eventId, signedAt })).toBe(400);
    expect(await events(eventId)).toEqual([]);
  }
  expect(await counter.available(ada)).toBe(100);
});

test("a webhook delivered again days later, with a fresh signature, changes nothing", async () => {
  const payment = await counter.begin(await newcomer());
  const fact = counter.successOf(ada, payment);
  const eventId = crypto.randomUUID();
  expect(await counter.post(fact, { eventId })).toBe(200);
  counter.clock.advance(5 * DAY_MS);
  expect(await counter.post(fact, { eventId })).toBe(200);
  expect(await counter.post(fact)).toBe(200);
  expect(await counter.available(ada)).toBe(600);
  expect(await counter.alerts(ada)).toEqual([]);
});

test("a gateway that is not set up is not found, and a body beyond one mebibyte is refused unread", async () => {
  const post = (path: string, body: string) => fetch(counter.platform.url + path, { method: "POST", body });
  expect((await post("/api/webhooks/stripe", "{}")).status).toBe(404);
  expect((await post("/api/webhooks/sandbox", "x".repeat(1024 * 1024 + 1))).status).toBe(413);
});

test("a refund that overtakes its payment waits for it, and is applied with it", async () => {
  const payment = await counter.begin(await newcomer());
  const fact = counter.successOf(ada, payment);
  const refund = crypto.randomUUID();
  expect(await counter.post(refundOf(fact.gatewayPaymentId, 9_00), { eventId: refund })).toBe(200);
  expect(await statusOf(refund)).toBe("received");
  expect(await counter.available(ada)).toBe(100);
  await counter.post(fact);
  expect(await statusOf(refund)).toBe("processed");
  expect(await counter.available(ada)).toBe(500);
});

test("what could not be acted upon is tried again later, once by however many workers", async () => {
  const payment = await counter.begin(await newcomer());
  const sandbox = counter.platform.billing.sandbox?.gateway;
  if (sandbox) breakOnce(sandbox, "readFact", "before");
  const eventId = crypto.randomUUID();
  expect(await counter.post(counter.successOf(ada, payment), { eventId })).toBe(200);
  expect(await counter.available(ada)).toBe(100);
  const other = await createTestPlatform({ beside: counter.platform, hasWorker: false, now: counter.clock.now });
  const workers = [counter.platform.billing.webhooks, other.billing.webhooks];
  expect(await Promise.all(workers.map((worker) => worker.process()))).toEqual([0, 0]);
  counter.clock.advance(MINUTE_MS);
  const counts = await Promise.all([...workers, ...workers].map((worker) => worker.process()));
  await other.close();
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await events(eventId)).toMatchObject([{ status: "processed", attempts: 2 }]);
  expect(await counter.available(ada)).toBe(600);
});

test("what was stored by a process that died is acted upon by another", async () => {
  const payment = await counter.begin(await newcomer());
  const fact = counter.successOf(ada, payment);
  const at = counter.clock.now();
  const payload = JSON.stringify({ id: "left-behind", createdAt: at.toISOString(), fact });
  await counter.platform.database.client.webhookEvent.create({
    data: {
      gateway: "sandbox",
      eventId: "left-behind",
      type: fact.kind,
      payload,
      occurredAt: at,
      receivedAt: at,
      nextTryAt: at,
    },
  });
  await counter.platform.billing.webhooks.process();
  expect(await counter.available(ada)).toBe(600);
});

test("after three days it is given up and somebody is told; after ninety its text is gone", async () => {
  await newcomer();
  const { webhooks } = counter.platform.billing;
  const eventId = crypto.randomUUID();
  await counter.post(refundOf(crypto.randomUUID(), 1_00), { eventId });
  counter.clock.advance(2 * DAY_MS);
  await webhooks.process();
  expect(await statusOf(eventId)).toBe("received");
  counter.clock.advance(DAY_MS);
  await webhooks.process();
  expect(await statusOf(eventId)).toBe("failed");
  expect((await counter.alerts()).filter((kind) => kind === "webhook-failed")).toHaveLength(1);
  expect((await events(eventId))[0]?.payload).not.toBe("");
  counter.clock.advance(88 * DAY_MS);
  expect(await webhooks.trim()).toBeGreaterThan(0);
  expect(await events(eventId)).toMatchObject([{ payload: "", status: "failed" }]);
  expect(await counter.discrepancies()).toEqual([]);
});
