import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createCollectingStage } from "./collecting-stage.fixture";

type CollectingStage = Awaited<ReturnType<typeof createCollectingStage>>;

let collecting: CollectingStage;
let stage: CollectingStage["stage"];
let theirs: CollectingStage["theirs"];
let tell: CollectingStage["tell"];
let tellAll: CollectingStage["tellAll"];
let begin: CollectingStage["begin"];
let subscribe: CollectingStage["subscribe"];
beforeAll(async () => {
  collecting = await createCollectingStage();
  ({ stage, theirs, tell, tellAll, begin, subscribe } = collecting);
});
afterAll(() => stage.drop());
beforeEach(() => collecting.reset());

const basic = { plan: "basic", interval: "month" } as const;
const proYear = { plan: "pro", interval: "year" } as const;
const enterprise = { plan: "enterprise", interval: "month" } as const;

const settle = <T>(work: Promise<T>) =>
  work.then(
    () => "accepted",
    (error) => error.code,
  );

test("a plan begins with the gateway's period, however its news arrive", async () => {
  const ada = await stage.join();
  theirs.pay((await begin(ada)).id);
  await tellAll((news) => [...news.toReversed(), ...news]);
  expect(await stage.rows(ada)).toHaveLength(1);
  expect(await stage.subscriptions.find(ada)).toMatchObject({
    ...{ status: "active", gateway: "stripe", plan: "pro", periodEnd: "2027-02-28T12:00:00.000Z" },
  });
});

test("an upgrade is the gateway's to charge, and there with its answer", async () => {
  const { ada } = await subscribe();
  expect(await stage.subscriptions.previewChange(ada, enterprise)).toMatchObject({
    takesEffect: "now",
    dueCents: 70_00,
  });
  expect(await stage.subscriptions.change(ada, enterprise)).toMatchObject({ plan: "enterprise", priceCents: 100_00 });
  await tellAll();
  expect(await stage.actsOn(ada)).toEqual(["started", "upgraded"]);
  expect(
    (await stage.paymentsOf(ada)).map(({ purpose, amountCents, status }) => `${purpose} ${amountCents} ${status}`),
  ).toEqual(["subscription 3000 paid", "upgrade 7000 paid"]);
});

test("a year instead of a month takes the gateway's new period", async () => {
  const { ada } = await subscribe();
  stage.at("2027-02-10T12:00:00Z");
  expect(await stage.subscriptions.change(ada, proYear)).toMatchObject({
    ...{ interval: "year", periodStart: "2027-02-10T12:00:00.000Z", periodEnd: "2028-02-10T12:00:00.000Z" },
  });
});

test("an upgrade that is declined there changes nothing here, not even what was planned", async () => {
  const { ada, id } = await subscribe();
  await stage.subscriptions.change(ada, basic);
  await tellAll();
  theirs.get(id).card = "declined";
  const before = await stage.row(ada);
  expect(await settle(stage.subscriptions.change(ada, enterprise))).toBe("PAYMENT_DECLINED");
  expect(await stage.row(ada)).toEqual(before);
});

test("while the gateway is away, nothing is changed here", async () => {
  const { ada } = await subscribe();
  const before = await stage.row(ada);
  theirs.setAway(true);
  for (const act of [
    () => stage.subscriptions.change(ada, enterprise),
    () => stage.subscriptions.change(ada, basic),
    () => stage.subscriptions.cancel(ada),
    () => stage.subscriptions.endForDeletion(ada),
  ]) {
    expect(await settle<unknown>(act())).toBe("PAYMENT_UNAVAILABLE");
  }
  expect(await stage.row(ada)).toEqual(before);
});

test("a downgrade is planned there and here, comes with the renewal, and is told", async () => {
  const { ada, id } = await subscribe();
  expect(await stage.subscriptions.change(ada, basic)).toMatchObject({ plan: "pro", next: basic });
  expect(theirs.get(id).next).toEqual(basic);
  await tellAll();
  stage.at("2027-02-28T12:00:00Z");
  theirs.turn(id);
  await tellAll();
  expect(await stage.subscriptions.find(ada)).toMatchObject({ plan: "basic", next: null, priceCents: 10_00 });
  expect(await stage.mailsTo(ada)).toContain("plan-downgraded");
});

test("resuming undoes a downgrade and a cancellation there and here", async () => {
  const { ada, id } = await subscribe();
  await stage.subscriptions.change(ada, basic);
  expect(await stage.subscriptions.resume(ada)).toMatchObject({ next: null });
  expect(theirs.get(id).next).toBeNull();
  expect(await stage.subscriptions.cancel(ada)).toMatchObject({ cancelAtPeriodEnd: true });
  expect(theirs.get(id).cancelAtPeriodEnd).toBe(true);
  expect(await stage.subscriptions.resume(ada)).toMatchObject({ cancelAtPeriodEnd: false });
  expect(theirs.get(id).cancelAtPeriodEnd).toBe(false);
  await tellAll();
  expect(await stage.actsOn(ada)).toEqual(["started", "downgradeScheduled", "resumed", "cancelled", "resumed"]);
});

test("a cancelled plan that is upgraded goes on, there and here", async () => {
  const { ada, id } = await subscribe();
  await stage.subscriptions.cancel(ada);
  expect(await stage.subscriptions.change(ada, enterprise)).toMatchObject({ cancelAtPeriodEnd: false });
  expect(theirs.get(id)).toMatchObject({ plan: "enterprise", cancelAtPeriodEnd: false });
});

test("what is cancelled or resumed on the gateway's own pages is followed", async () => {
  const { ada, id } = await subscribe();
  theirs.get(id).cancelAtPeriodEnd = true;
  await tell({ kind: "subscription.changed", gatewaySubscriptionId: id });
  expect(await stage.subscriptions.find(ada)).toMatchObject({ cancelAtPeriodEnd: true });
  stage.at("2027-02-28T12:00:00Z");
  theirs.turn(id);
  await tellAll();
  expect(await stage.row(ada)).toMatchObject({ status: "ended", endReason: "cancelled" });
});

test("renewals told late and in the wrong order leave the latest period, and each payment is kept", async () => {
  const { ada, id } = await subscribe();
  for (const time of ["2027-02-28T12:00:00Z", "2027-03-31T12:00:00Z"]) {
    stage.at(time);
    theirs.turn(id);
  }
  await tellAll((news) => news.toReversed());
  expect(await stage.subscriptions.find(ada)).toMatchObject({ periodEnd: "2027-04-30T12:00:00.000Z" });
  expect((await stage.paymentsOf(ada)).filter(({ status }) => status === "paid")).toHaveLength(3);
});

test("a period that has begun there and is not paid yet is not given", async () => {
  const { ada, id } = await subscribe();
  stage.at("2027-02-28T12:00:00Z");
  theirs.turn(id);
  await tell({ kind: "subscription.changed", gatewaySubscriptionId: id });
  expect(await stage.subscriptions.find(ada)).toMatchObject({ periodEnd: "2027-02-28T12:00:00.000Z" });
  await tellAll();
  expect(await stage.subscriptions.find(ada)).toMatchObject({ periodEnd: "2027-03-31T12:00:00.000Z" });
});
