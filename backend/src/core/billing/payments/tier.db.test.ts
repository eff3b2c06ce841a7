import { afterAll, beforeAll, expect, test } from "bun:test";
import type { GatewayFact } from "../gateways/gateway";
import { type Buyer, type Counter, openCounter } from "./counter.fixture";

/** One person alone may be lucky. */
const PEOPLE = 25;

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

const join = async () => {
  const id = crypto.randomUUID();
  await counter.platform.database.client.user.create({ data: { id, name: "Ada", email: `${id}@example.com` } });
  return { userId: id } as Buyer;
};
/** What is told of a payment once it is made. */
const successOf = async (ada: Buyer, what: "pack" | "plan") => {
  const order = { userId: ada.userId, gateway: "sandbox", currency: "usd", amountCents: 10_00 } as const;
  const bought =
    what === "pack"
      ? ({ purpose: "pack", pack: { key: "credits-100", credits: 100 } } as const)
      : ({ purpose: "subscription", plan: { plan: "enterprise", interval: "month" } } as const);
  return counter.successOf(
    ada,
    await counter.platform.billing.payments.begin({
      ...{ ...order, ...bought, description: what, idempotencyKey: crypto.randomUUID() },
    }),
  );
};
const refundOf = ({ gatewayPaymentId }: { gatewayPaymentId: string }): GatewayFact => ({
  ...{ kind: "refund.succeeded", gatewayPaymentId, gatewayRefundId: crypto.randomUUID(), reason: null },
  ...{ amountCents: 10_00, currency: "usd" },
});

const tiersAfter = async (act: (ada: Buyer) => Promise<unknown>) => {
  const tiers = new Set<string>();
  for (let count = 0; count < PEOPLE; count++) {
    const ada = await join();
    await act(ada);
    tiers.add(await counter.tier(ada));
  }
  return [...tiers];
};

test("whoever pays for credits and for a plan at the same moment has the plan's tier", async () => {
  const { apply } = counter.platform.billing.payments;
  const tiers = await tiersAfter(async (ada) => {
    const [pack, plan] = [await successOf(ada, "pack"), await successOf(ada, "plan")];
    await Promise.all([apply("sandbox", plan), apply("sandbox", pack)]);
  });
  expect(tiers).toEqual(["enterprise"]);
}, 20_000);

test("whoever is given credits back while a plan begins has the plan's tier", async () => {
  const { apply } = counter.platform.billing.payments;
  const tiers = await tiersAfter(async (ada) => {
    const [pack, plan] = [await successOf(ada, "pack"), await successOf(ada, "plan")];
    await apply("sandbox", pack);
    await Promise.all([apply("sandbox", plan), apply("sandbox", refundOf(pack))]);
  });
  expect(tiers).toEqual(["enterprise"]);
}, 20_000);

test("whoever is given credits back while others are paid for is on the basic tier", async () => {
  const { apply } = counter.platform.billing.payments;
  const tiers = await tiersAfter(async (ada) => {
    const [pack, other] = [await successOf(ada, "pack"), await successOf(ada, "pack")];
    await apply("sandbox", pack);
    await Promise.all([apply("sandbox", other), apply("sandbox", refundOf(pack))]);
  });
  expect(tiers).toEqual(["basic"]);
}, 20_000);
