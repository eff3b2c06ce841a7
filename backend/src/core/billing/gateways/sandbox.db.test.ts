import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Clock, createClock } from "../../testing/clock";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { describePaymentGateway } from "./gateway-suite";
import { orderOf } from "./order.fixture";
import { createSandbox, type Sandbox } from "./sandbox";
import { createSandboxSigner } from "./sandbox-signing";
import type { Damage } from "./webhook-sender.fixture";

const SECRET = "test-signing-secret-of-32-characters";

async function openSandbox() {
  const clock = createClock();
  const db = await createTestDatabase();
  const bodies: string[] = [];
  const sandbox = createSandbox({
    ...{ database: db.database, signingSecret: SECRET, now: clock.now },
    deliver: async (body) => void bodies.push(body),
  });
  return { db, clock, bodies, sandbox };
}

describePaymentGateway("the sandbox", async () => {
  const { db, clock, bodies, sandbox } = await openSandbox();
  return {
    gateway: sandbox.gateway,
    pay: async (checkoutId) => void (await sandbox.server.decide(checkoutId, "works")),
    listWebhooks: async () => bodies,
    sign(body, damage?: Damage) {
      const lateMs = damage === "too-old" ? -301_000 : damage === "too-early" ? 302_000 : 0;
      const signer = createSandboxSigner(damage === "another-secret" ? `${SECRET}-of-another` : SECRET);
      const headers = signer.sign(body, new Date(clock.now().getTime() + lateMs)).toJSON() as Record<string, string>;
      if (damage !== "signature") return headers;
      return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(/.{3}$/, "abc")]));
    },
    close: () => db.drop(),
  };
});

let db: TestDatabase;
let clock: Clock;
let bodies: string[];
let sandbox: Sandbox;
beforeAll(async () => {
  ({ db, clock, bodies, sandbox } = await openSandbox());
});
afterAll(() => db.drop());

const subscribe = async (card: "works" | "fails-later") => {
  const userId = crypto.randomUUID();
  const { checkoutId } = await sandbox.gateway.createCheckout(
    orderOf({ userId, plan: { plan: "pro", interval: "month" } }),
  );
  await sandbox.server.decide(checkoutId, card);
  return `cus_${userId}`;
};
const charge = (customerId: string, reference = crypto.randomUUID()) => {
  const { plans } = sandbox.gateway;
  if (plans?.collects !== "platform") throw new Error("The sandbox does not collect for the platform");
  return plans.charge({ reference, customerId, amountCents: 30_00, currency: "usd", description: "Pro, a month" });
};

test("a reference is charged once, by however many at once", async () => {
  const customerId = await subscribe("works");
  const reference = crypto.randomUUID();
  const charged = await Promise.all(Array.from({ length: 10 }, () => charge(customerId, reference)));
  expect(new Set(charged.map(({ gatewayPaymentId }) => gatewayPaymentId)).size).toBe(1);
  expect(bodies.filter((body) => body.includes(reference))).toHaveLength(1);
});

test("the card that fails later pays the checkout and is declined at the renewal, and so is one that is not known", async () => {
  for (const customerId of [await subscribe("fails-later"), "cus_nobody"]) {
    await expect(charge(customerId)).rejects.toMatchObject({ code: "PAYMENT_DECLINED" });
  }
});

test("the first decision counts, also of twenty at once", async () => {
  const { checkoutId } = await sandbox.gateway.createCheckout(orderOf());
  const outcomes = ["works", "declined", "abandon", "fails-later"] as const;
  const rows = await Promise.all(
    Array.from({ length: 20 }, (_, index) => sandbox.server.decide(checkoutId, outcomes[index % 4] ?? "works")),
  );
  expect(new Set(rows.map(({ status }) => status)).size).toBe(1);
  expect(bodies.filter((body) => body.includes(rows[0]?.reference ?? "?"))).toHaveLength(1);
});

test("nobody pays a checkout of yesterday", async () => {
  const order = orderOf();
  const { checkoutId, expiresAt } = await sandbox.gateway.createCheckout(order);
  expect(expiresAt?.getTime()).toBeGreaterThan(clock.now().getTime() + 86_000_000);
  clock.advance(86_400_001);
  expect((await sandbox.server.decide(checkoutId, "works")).status).toBe("expired");
  expect(await sandbox.gateway.settleCheckout(checkoutId)).toEqual({
    ...{ kind: "checkout.expired", reference: order.reference, checkoutId },
  });
});

test("its addresses stay on the name the platform is visited by", async () => {
  const order = orderOf({ successUrl: "https://lumiku.example/billing/return?payment=1" });
  const { checkoutId, url } = await sandbox.gateway.createCheckout(order);
  expect(url).toBe(`/checkout/sandbox/${checkoutId}`);
  expect((await sandbox.server.findCheckout(checkoutId))?.successUrl).toBe("/billing/return?payment=1");
});
