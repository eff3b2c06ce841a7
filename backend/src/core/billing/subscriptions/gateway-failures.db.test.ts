import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { GatewayFact } from "../gateways/gateway";
import { createCollectingStage } from "./collecting-stage.fixture";

type CollectingStage = Awaited<ReturnType<typeof createCollectingStage>>;

let collecting: CollectingStage;
let stage: CollectingStage["stage"];
let theirs: CollectingStage["theirs"];
let tell: CollectingStage["tell"];
let tellAll: CollectingStage["tellAll"];
let begin: CollectingStage["begin"];
let subscribe: CollectingStage["subscribe"];
let failRenewal: CollectingStage["failRenewal"];
let refund: CollectingStage["refund"];
beforeAll(async () => {
  collecting = await createCollectingStage();
  ({ stage, theirs, tell, tellAll, begin, subscribe, failRenewal, refund } = collecting);
});
afterAll(() => stage.drop());
beforeEach(() => collecting.reset());

const basic = { plan: "basic", interval: "month" } as const;

const settle = <T>(work: Promise<T>) =>
  work.then(
    () => "accepted",
    (error) => error.code,
  );

test("a renewal the gateway could not collect begins the grace; the platform asks no card", async () => {
  const { ada, id } = await subscribe();
  await failRenewal(id);
  expect(await stage.row(ada)).toMatchObject({
    ...{ status: "past_due", graceEndsAt: new Date("2027-03-07T12:00:00Z"), nextAttemptAt: null },
  });
  expect(await stage.mailsTo(ada)).toContain("plan-payment-failed");
  const before = await stage.row(ada);
  stage.at("2027-03-05T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toEqual(before);
});

test("the gateway's own invoice brings the plan back, and a failure told late undoes nothing", async () => {
  const { ada, id } = await subscribe();
  await failRenewal(id);
  const late: GatewayFact = {
    ...{ kind: "payment.failed", reference: null, gatewayPaymentId: null, gatewaySubscriptionId: id },
    message: "Your card was declined.",
  };
  stage.at("2027-03-03T12:00:00Z");
  const payment = await stage.subscriptions.recover(ada);
  expect(payment).toMatchObject({
    purpose: "renewal",
    amountCents: 30_00,
    checkoutUrl: `http://gateway/invoices/${id}`,
  });
  theirs.payInvoice(id);
  await tellAll();
  await tell(late);
  expect(await stage.subscriptions.find(ada)).toMatchObject({
    status: "active",
    periodEnd: "2027-03-31T12:00:00.000Z",
  });
  expect(await stage.actsOn(ada)).toEqual(["started", "pastDue", "recovered"]);
});

test("asking to pay an invoice that is paid already says so, and finds the plan active", async () => {
  const { ada, id } = await subscribe();
  await failRenewal(id);
  theirs.payInvoice(id);
  theirs.news.length = 0;
  expect(await settle(stage.subscriptions.recover(ada))).toBe("CONFLICT");
  expect(await stage.subscriptions.find(ada)).toMatchObject({ status: "active" });
});

test("a grace that is over suspends; paying there brings it back; else it ends there as well", async () => {
  const [one, other] = [await subscribe(), await subscribe()];
  for (const { id } of [one, other]) {
    stage.at("2027-01-31T12:00:00Z");
    await failRenewal(id);
  }
  stage.at("2027-03-07T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(one.ada)).toMatchObject({ status: "suspended" });
  expect(await stage.tier(one.ada)).toBe("free");
  stage.at("2027-03-10T12:00:00Z");
  theirs.payInvoice(one.id);
  await tellAll();
  expect(await stage.row(one.ada)).toMatchObject({ status: "active", periodEnd: new Date("2027-03-31T12:00:00Z") });
  stage.at("2027-03-21T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(other.ada)).toMatchObject({ status: "ended", endReason: "unpaid", nextAttemptAt: null });
  expect(theirs.get(other.id).status).toBe("ended");
});

test("when no news come, the job looks an hour after the period's end, and again each hour", async () => {
  const { ada, id } = await subscribe();
  stage.at("2027-02-28T12:59:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({ status: "active", nextAttemptAt: null });
  stage.at("2027-02-28T13:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({ status: "active", nextAttemptAt: new Date("2027-02-28T14:00:00Z") });
  theirs.turn(id);
  theirs.news.length = 0;
  stage.at("2027-02-28T14:00:00Z");
  await stage.job.runDue();
  expect(await stage.subscriptions.find(ada)).toMatchObject({
    status: "active",
    periodEnd: "2027-03-31T12:00:00.000Z",
  });
});

test("a plan that was refunded ends there too, also when the gateway is away at first", async () => {
  const { ada, id } = await subscribe();
  theirs.setAway(true);
  await refund(ada);
  await stage.job.runDue();
  theirs.setAway(false);
  expect(theirs.get(id).status).toBe("active");
  expect(await stage.subscriptions.find(ada)).toBeNull();
  stage.at("2027-01-31T12:06:00Z");
  await stage.job.runDue();
  expect(theirs.get(id).status).toBe("ended");
});

test("a second subscription at the gateway is ended there, and somebody is told", async () => {
  const ada = await stage.join();
  const first = await begin(ada);
  const second = await begin(ada, basic);
  const ids = [theirs.pay(first.id), theirs.pay(second.id)];
  await tellAll();
  await stage.job.runDue();
  expect(ids.map((id) => theirs.get(id).status)).toEqual(["active", "ended"]);
  expect(await stage.alertsOf(ada)).toEqual(["paid-twice"]);
});

test("what the gateway collects after the end here is told to somebody, and it is ended there again", async () => {
  const { ada, id } = await subscribe();
  await refund(ada);
  stage.at("2027-02-28T12:00:00Z");
  theirs.turn(id);
  await tellAll();
  expect(await stage.alertsOf(ada)).toEqual(["unknown-payment"]);
  await stage.job.runDue();
  expect(theirs.get(id).status).toBe("ended");
});

test("a removed account's plan ends at the gateway before it ends here, and so does one that was still to be ended", async () => {
  const [one, other] = [await subscribe(), await subscribe()];
  await stage.subscriptions.endForDeletion(one.ada);
  expect(theirs.get(one.id).status).toBe("ended");
  await refund(other.ada);
  await stage.subscriptions.endForDeletion(other.ada);
  expect(theirs.get(other.id).status).toBe("ended");
});
