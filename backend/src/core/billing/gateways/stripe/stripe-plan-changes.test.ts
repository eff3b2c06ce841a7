import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { GatewayCollected } from "../gateway";
import { createGatewayAt, listFacts } from "./stripe-gateway.fixture";
import { type StripeServer, startStripeServer } from "./stripe-server.fixture";
import { at, openPlans, prices } from "./stripe-subscriptions.fixture";

const DAY_MS = 86_400_000;

let server: StripeServer;
let plans: GatewayCollected;
let open: ReturnType<typeof openPlans>;
beforeEach(() => {
  server = startStripeServer();
  open = openPlans(server);
  plans = open.plans;
});
afterEach(() => server.close());

describe("an upgrade", () => {
  test("charges what the preview said: the new price for what is left, less what is unused of the old", async () => {
    const { id, period } = await open.subscribe("basic");
    const length = period.periodEnd.getTime() - period.periodStart.getTime();
    await server.elapse(length / 2);
    const due = await plans.previewChange(id, at("pro", "month"));
    expect(Math.abs(due - 10_00)).toBeLessThan(2);
    const told = await open.toldSoFar();
    const changed = await plans.change(id, at("pro", "month"), "now", "upgrade-1");
    expect(changed).toMatchObject({ plan: "pro", periodStart: period.periodStart, periodEnd: period.periodEnd });
    const [fact, ...others] = await open.toldSince(told);
    expect(others).toEqual([]);
    expect(fact).toMatchObject({
      ...{ kind: "payment.succeeded", reference: null },
      subscription: { purpose: "upgrade", plan: "pro", periodStart: period.periodStart, periodEnd: period.periodEnd },
    });
    expect(Math.abs((fact?.kind === "payment.succeeded" ? fact.amountCents : 0) - due)).toBeLessThan(2);
  });

  test("to a year begins the year now", async () => {
    const { id } = await open.subscribe("basic");
    await server.elapse(10 * DAY_MS);
    const told = await open.toldSoFar();
    const changed = await plans.change(id, at("basic", "year"), "now", "upgrade-1");
    expect(changed.interval).toBe("year");
    expect(Math.abs(changed.periodStart.getTime() - server.clock.now().getTime())).toBeLessThan(5_000);
    const [fact] = await open.toldSince(told);
    expect(fact).toMatchObject({
      subscription: {
        purpose: "upgrade",
        interval: "year",
        periodStart: changed.periodStart,
        periodEnd: changed.periodEnd,
      },
    });
  });

  test("asked for twice under one key is charged once, as is one whose answer was lost", async () => {
    const { id } = await open.subscribe("basic");
    await server.elapse(5 * DAY_MS);
    await plans.change(id, at("pro", "month"), "now", "upgrade-1");
    await plans.change(id, at("pro", "month"), "now", "upgrade-1");
    await plans.change(id, at("pro", "month"), "now", "upgrade-2");
    expect(server.taken()).toBe(2);

    const hasty = createGatewayAt(server, { timeoutMs: 100, retries: 0 }).plans as GatewayCollected;
    await hasty.previewChange(id, at("enterprise", "month"));
    server.mood = "forgetful";
    await expect(hasty.change(id, at("enterprise", "month"), "now", "upgrade-3")).rejects.toMatchObject({
      code: "PAYMENT_UNAVAILABLE",
    });
    server.mood = "well";
    expect((await hasty.change(id, at("enterprise", "month"), "now", "upgrade-3")).plan).toBe("enterprise");
    expect(server.taken()).toBe(3);
  });

  test("that is declined leaves the plan, its period and what was planned for it as they were", async () => {
    const { id } = await open.subscribe("pro");
    const { customerId } = await open.find(id);
    await plans.change(id, at("basic", "month"), "period-end", "downgrade-1");
    const before = await open.find(id);
    const told = await open.toldSoFar();
    server.setCard(customerId, "has-no-money");
    await expect(plans.change(id, at("enterprise", "month"), "now", "upgrade-1")).rejects.toMatchObject({
      ...{ code: "PAYMENT_DECLINED", message: "The card does not have enough money on it. Nothing was charged." },
    });
    expect(await open.find(id)).toEqual(before);
    expect(await open.toldSince(told)).toEqual([]);
    server.setCard(customerId, "works");
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).plan).toBe("basic");
  });

  test("that leaves nothing to pay is no payment, but a change", async () => {
    const { id } = await open.subscribe("pro");
    await server.elapse(2 * DAY_MS);
    const told = await open.toldSoFar();
    await plans.change(id, { ...at("basic", "month"), amountCents: 1_00 }, "now", "odd");
    const facts = (await listFacts(server)).slice(told);
    expect(facts.every(({ kind }) => kind === "subscription.changed")).toBe(true);
    expect(facts.length).toBeGreaterThan(0);
  });

  test("overtakes a downgrade that has not come", async () => {
    const { id } = await open.subscribe("pro");
    await plans.change(id, at("basic", "month"), "period-end", "downgrade-1");
    await plans.change(id, at("enterprise", "month"), "now", "upgrade-1");
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).plan).toBe("enterprise");
  });
});

describe("a change at the end of the period", () => {
  const downgrades = [
    ["pro", "month", "basic", "month"],
    ["pro", "year", "pro", "month"],
    ["enterprise", "year", "basic", "year"],
    ["pro", "month", "basic", "year"],
  ] as const;
  test.each(downgrades)(
    "costs nothing now and takes over then: %s by the %s to %s by the %s",
    async (plan, interval, next, by) => {
      const { id, period } = await open.subscribe(plan, interval);
      const told = await open.toldSoFar();
      const changed = await plans.change(id, at(next, by), "period-end", "change-1");
      expect(changed).toMatchObject({ plan, interval, periodEnd: period.periodEnd, cancelAtPeriodEnd: false });
      expect(await open.toldSince(told)).toEqual([]);

      await server.elapse(await open.untilRenewal(id));
      const renewed = await open.find(id);
      expect(renewed).toMatchObject({ plan: next, interval: by, periodStart: period.periodEnd, status: "active" });
      expect(await open.toldSince(told)).toMatchObject([
        {
          ...{ kind: "payment.succeeded", amountCents: prices[next][by], reference: null },
          subscription: { purpose: "renewal", plan: next, interval: by, periodStart: period.periodEnd },
        },
      ]);
      await server.elapse(await open.untilRenewal(id));
      expect(await open.find(id)).toMatchObject({ plan: next, interval: by, periodStart: renewed.periodEnd });
    },
  );

  test("asked for twice, or changed again, is the last one only", async () => {
    const { id } = await open.subscribe("enterprise");
    await plans.change(id, at("pro", "month"), "period-end", "change-1");
    await plans.change(id, at("pro", "month"), "period-end", "change-1");
    await plans.change(id, at("basic", "month"), "period-end", "change-2");
    expect(server.store.all("subscription_schedule")).toHaveLength(1);
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).plan).toBe("basic");
    await plans.change(id, at("pro", "year"), "period-end", "change-3");
    await server.elapse(await open.untilRenewal(id));
    expect(await open.find(id)).toMatchObject({ plan: "pro", interval: "year" });
  });

  test("can be taken back until it comes", async () => {
    const { id } = await open.subscribe("pro");
    await plans.change(id, at("basic", "month"), "period-end", "change-1");
    await plans.keep(id);
    await plans.keep(id);
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).plan).toBe("pro");
  });

  test("takes back a cancellation: there is to be a next period", async () => {
    const { id } = await open.subscribe("pro");
    await plans.setCancelAtPeriodEnd(id, true);
    const changed = await plans.change(id, at("basic", "month"), "period-end", "change-1");
    expect(changed.cancelAtPeriodEnd).toBe(false);
    await server.elapse(await open.untilRenewal(id));
    expect(await open.find(id)).toMatchObject({ plan: "basic", status: "active" });
  });
});
