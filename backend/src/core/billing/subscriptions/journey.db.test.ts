import { afterAll, beforeAll, expect, test } from "bun:test";
import type { SandboxCheckout } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import { createClock } from "../../testing/clock";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";

const DAY_MS = 86_400_000;
const clock = createClock();
let platform: TestPlatform;
let ada: Awaited<ReturnType<TestPlatform["join"]>>;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false, now: clock.now });
  ada = await platform.join();
}, 30_000);
afterAll(() => platform.close());

type Outcome = "works" | "fails-later";

const pay = async ({ checkoutUrl }: Payment, outcome: Outcome): Promise<SandboxCheckout> => {
  const checkoutId = checkoutUrl?.split("/").at(-1) ?? "";
  const checkout = await ada.billing.decideSandboxCheckout({ params: { checkoutId }, body: { outcome } });
  await platform.billing.webhooks.idle();
  return checkout;
};
const plan = async () => (await ada.billing.subscription()).subscription;
const passDays = async (days: number) => {
  clock.advance(days * DAY_MS);
  await platform.billing.plans.runDue();
};

test("a life at the front door: begun, upgraded, not renewed, suspended, brought back by paying, renewed, cancelled, over", async () => {
  await pay(await ada.billing.checkout({ body: { kind: "plan", plan: "basic", interval: "month" } }), "works");
  expect(await plan()).toMatchObject({ plan: "basic", status: "active", next: null });
  expect(await ada.accounts.me()).toMatchObject({
    ...{ account: { type: "subscription", tier: "basic", plan: "basic" } },
    quota: { daily: { limit: 50, used: 0 }, monthly: { limit: 1_500 } },
  });

  const choice = { plan: "pro", interval: "month" } as const;
  const { dueCents } = await ada.billing.previewChange({ body: choice });
  expect(await ada.billing.change({ body: choice })).toMatchObject({ plan: "pro", priceCents: 30_00 });
  expect(await ada.accounts.me()).toMatchObject({ account: { tier: "pro" }, quota: { daily: { limit: 200 } } });
  const [upgrade] = (await ada.billing.payments()).items;
  expect(upgrade).toMatchObject({ purpose: "upgrade", status: "paid", amountCents: dueCents });

  await platform.database.client.sandboxCustomer.updateMany({ data: { card: "fails-later" } });
  await passDays(31);
  expect(await plan()).toMatchObject({ status: "past_due" });
  expect(await ada.accounts.me()).toMatchObject({ account: { tier: "pro" } });
  await passDays(7);
  expect(await plan()).toMatchObject({ status: "suspended" });
  expect(await ada.accounts.me()).toMatchObject({ account: { type: "payg", tier: "free" }, quota: null });

  await pay(await ada.billing.recover(), "works");
  expect(await plan()).toMatchObject({ status: "active", plan: "pro" });
  await passDays(31);
  expect(await plan()).toMatchObject({ status: "active" });
  expect((await ada.billing.payments()).items[0]).toMatchObject({ purpose: "renewal", status: "paid" });

  expect(await ada.billing.cancel()).toMatchObject({ cancelAtPeriodEnd: true });
  expect(await ada.billing.resume()).toMatchObject({ cancelAtPeriodEnd: false });
  await ada.billing.cancel();
  await passDays(32);
  expect(await plan()).toBeNull();
  expect(await ada.accounts.me()).toMatchObject({ account: { type: "payg", tier: "free", plan: "free" } });

  const mails = await platform.mailsTo((await ada.accounts.me()).user.email);
  expect(mails.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["plan-began", "plan-payment-failed", "plan-suspended", "plan-cancelled", "plan-ended"]),
  );
}, 20_000);

test("screens hear of a plan that begins: account, quota and payment", async () => {
  const controller = new AbortController();
  const stream = await ada.events({ signal: controller.signal });
  await pay(await ada.billing.checkout({ body: { kind: "plan", plan: "basic", interval: "year" } }), "works");
  const heard = new Set<string>();
  for await (const { type } of stream) {
    heard.add(type);
    if (["account.updated", "quota.updated", "payment.updated"].every((wanted) => heard.has(wanted))) break;
  }
  controller.abort();
  expect(await plan()).toMatchObject({ interval: "year", priceCents: 100_00 });
  await expect(ada.billing.checkout({ body: { kind: "plan", plan: "pro", interval: "month" } })).rejects.toMatchObject({
    code: "ALREADY_SUBSCRIBED",
  });
}, 20_000);
