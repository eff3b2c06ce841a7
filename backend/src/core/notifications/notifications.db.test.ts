import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import type { Notification } from "@lumiku/contracts/notifications";
import { storageLimitBytes } from "../billing/catalogue";
import { joinSubscribed } from "../generations/subscriber.fixture";
import { createQuotaRepository } from "../quota/repository";
import { createQuotaService } from "../quota/service";
import { createClock } from "../testing/clock";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, promote, type TrialPerson } from "../testing/trial-person";

const DAY_MS = 24 * 3_600_000;

const clock = createClock();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], now: clock.now });
}, 30_000);
afterAll(() => platform.close());

type Reader = Pick<TrialPerson, "notifications">;
const list = async (person: Reader) => (await person.notifications.list()).items;
const listOf = async (person: Reader, kind: Notification["kind"]) =>
  (await list(person)).filter((notification) => notification.kind === kind);
const isTold = (kind: string) => (event: { type: string; data: unknown }) =>
  event.type === "notification.created" && (event.data as Notification).kind === kind;

/** As if it had been asked for so long ago. */
async function backdate({ id }: Generation, seconds: number): Promise<void> {
  const createdAt = new Date(Date.now() - seconds * 1_000);
  await platform.database.client.generation.update({ where: { id }, data: { createdAt } });
}

async function drawSlowly(person: TrialPerson, seconds: number, count = 1, prompt = "A hat"): Promise<Generation> {
  const gate = createGate();
  const started = await person.draw("held", count, { seed: gate.seed, prompt });
  await gate.reached(1);
  await backdate(started, seconds);
  gate.open();
  return person.follow(started);
}

describe("work", () => {
  test("that failed is told, with its reason and what became of the price, once it is so", async () => {
    const ada = await joinTrial(platform);
    const listen = await ada.listen();
    const failed = await ada.follow(await ada.draw("refused", 2, { prompt: "A hat" }));
    const told = {
      ...{ kind: "generation.failed", title: "2 pictures could not be made", link: `/work?open=${failed.id}` },
      body: "“A hat”: The provider refused this. Nothing was charged: 10 credits are free again.",
      readAt: null,
    };
    const [notification, ...others] = await list(ada);
    expect(notification).toMatchObject(told);
    expect(others).toEqual([]);
    const events = await listen(isTold("generation.failed"));
    expect(events.at(-1)?.data).toEqual(notification);
  });

  test("that was quick is not told, nor what the person stopped; what took its time is", async () => {
    const ada = await joinTrial(platform);
    await ada.follow(await ada.draw("good"));
    const gate = createGate();
    const stopped = await ada.draw("held", 1, { seed: gate.seed });
    await gate.reached(1);
    await backdate(stopped, 60);
    await ada.cancel(stopped);
    await ada.follow(stopped);
    expect(await list(ada)).toEqual([]);
    const slow = await drawSlowly(ada, 16, 2);
    expect(await list(ada)).toMatchObject([
      {
        ...{ kind: "generation.completed", title: "Your 2 pictures are ready", link: `/work?open=${slow.id}` },
        body: "“A hat” is in your work.",
      },
    ]);
  });

  test("whose end is undone is not told", async () => {
    const ada = await joinTrial(platform);
    const { notifications, database } = platform;
    const notice = { kind: "storage.low", title: "T", body: "B", link: null, key: "undone" } as const;
    const undone = database.transaction(async () => {
      await notifications.tell(ada.userId, notice);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await list(ada)).toEqual([]);
  });
});

describe("money", () => {
  test("a payment is told when it is paid and when it is not, each once", async () => {
    const ada = await joinTrial(platform);
    for (const outcome of ["works", "declined"] as const) {
      const payment = await ada.billing.checkout({ body: { kind: "pack", pack: "credits-100" } });
      const checkoutId = payment.checkoutUrl?.split("/").at(-1) ?? "";
      await ada.billing.decideSandboxCheckout({ params: { checkoutId }, body: { outcome } });
      await platform.billing.webhooks.idle();
      await ada.billing.confirm({ params: { paymentId: payment.id } });
    }
    expect(await list(ada)).toMatchObject([
      { kind: "payment.failed", title: "Your payment of $10.00 did not go through", link: "/billing/payments" },
      { kind: "payment.succeeded", title: "We have received $10.00", link: "/billing/payments" },
    ]);
  });

  test("a plan that begins is told, with its payment", async () => {
    const ada = await joinTrial(platform);
    const payment = await ada.billing.checkout({ body: { kind: "plan", plan: "basic", interval: "month" } });
    const checkoutId = payment.checkoutUrl?.split("/").at(-1) ?? "";
    await ada.billing.decideSandboxCheckout({ params: { checkoutId }, body: { outcome: "works" } });
    await platform.billing.webhooks.idle();
    expect((await list(ada)).map(({ kind, title }) => [kind, title]).toSorted()).toEqual([
      ["payment.succeeded", "We have received $10.00"],
      ["plan.changed", "Your Basic plan has begun"],
    ]);
  });

  test("credits that an administrator gives are told with the reason; those that are taken are not", async () => {
    const [ada, admin] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
    await promote(platform, admin.userId);
    const params = { userId: ada.userId };
    const body = { amount: 50, reason: "For your patience" };
    await admin.admin.adjustCredits({ params, body, idempotencyKey: "gift" });
    await admin.admin.adjustCredits({ params, body, idempotencyKey: "gift" });
    await admin.admin.adjustCredits({ params, body: { amount: -10, reason: "A mistake" } });
    expect(await list(ada)).toMatchObject([
      { kind: "credits.granted", title: "You were given 50 credits", body: "For your patience" },
    ]);
  });
});

describe("limits", () => {
  test("a quota that is used up is told once, with when it resets", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 3 });
    await ada.follow(await ada.draw("good", 2));
    expect(await list(ada)).toEqual([]);
    const gate = createGate();
    // Its unit comes back, and is used up once more on the same day.
    const stopped = await ada.draw("held", 1, { seed: gate.seed });
    await gate.reached(1);
    await ada.cancel(stopped);
    await ada.follow(stopped);
    await ada.follow(await ada.draw("good", 1));
    await expect(ada.draw("good", 1)).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
    const body = expect.stringMatching(
      /^All of your daily quota of 3 units is used\. It resets at 00:00 UTC \(in .*\)\.$/,
    );
    expect(await list(ada)).toMatchObject([{ kind: "quota.exhausted", title: "Your daily quota is used up", body }]);
  });

  test("the next day's quota is told again, and the month's is named before the day's", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 3, monthlyUnits: 9 });
    const takeOn = (day: string) =>
      createQuotaService({
        ...{ repository: createQuotaRepository(platform.database), notifications: platform.notifications },
        findSettings: platform.accountsRepository.findSettings,
        now: () => new Date(`2026-03-${day}T12:00:00Z`),
      }).take(ada.userId, 3);
    for (const day of ["02", "03", "04"]) await takeOn(day);
    expect((await list(ada)).map(({ title }) => title)).toEqual([
      ...["Your monthly quota is used up", "Your daily quota is used up", "Your daily quota is used up"],
    ]);
  });

  test("work that goes on on credits after the quota says so, once", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 3, usesCredits: true });
    await ada.follow(await ada.draw("good", 2));
    expect((await ada.follow(await ada.draw("good", 2))).cost.unit).toBe("credits");
    await ada.follow(await ada.draw("good", 2));
    expect(await listOf(ada, "quota.exhausted")).toMatchObject([
      { body: expect.stringMatching(/used up but for 1; this needs 2.*Work goes on on credits\.$/) },
    ]);
  });

  test("storage that is almost full is told once until it is below again", async () => {
    const ada = await joinTrial(platform);
    const draw = async () => ada.follow(await ada.draw("good"));
    await draw();
    const first = await fill(ada, storageLimitBytes.free * 0.9);
    await draw();
    await draw();
    expect(await listOf(ada, "storage.low")).toMatchObject([
      { title: "Your storage is almost full", body: expect.stringContaining("90 % of your 1 GB"), link: "/work" },
    ]);
    await ada.assets.remove({ params: { assetId: first } });
    await platform.cache.forget("storage", ada.userId);
    await draw();
    expect(await listOf(ada, "storage.low")).toHaveLength(1);
    await fill(ada, storageLimitBytes.free * 0.95);
    await draw();
    expect(await listOf(ada, "storage.low")).toHaveLength(2);
  });
});

describe("the list", () => {
  const tellMany = async (person: TrialPerson, count: number) => {
    for (let index = 0; index < count; index++) {
      const notice = { kind: "storage.low", title: `N${index}`, body: "", link: null, key: `n${index}` } as const;
      await platform.notifications.tell(person.userId, notice);
    }
  };

  test("has pages, and says how many are unread in all", async () => {
    const ada = await joinTrial(platform);
    await tellMany(ada, 5);
    const first = await ada.notifications.list({ query: { limit: 2 } });
    expect(first).toMatchObject({ unreadCount: 5, items: [{ title: "N4" }, { title: "N3" }] });
    const second = await ada.notifications.list({ query: { limit: 3, cursor: first.nextCursor ?? "" } });
    expect(second).toMatchObject({ nextCursor: null, items: [{ title: "N2" }, { title: "N1" }, { title: "N0" }] });
  });

  test("is read in part or as a whole, each by its owner alone", async () => {
    const [ada, bob] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
    await tellMany(ada, 3);
    const [last] = await list(ada);
    expect(await bob.notifications.read({ body: { ids: [last?.id ?? ""] } })).toEqual({ unreadCount: 0 });
    expect(await bob.notifications.read({ body: {} })).toEqual({ unreadCount: 0 });
    expect(await ada.notifications.read({ body: { ids: [last?.id ?? "", "nothing"] } })).toEqual({ unreadCount: 2 });
    expect((await list(ada)).map(({ readAt }) => readAt === null)).toEqual([false, true, true]);
    expect(await ada.notifications.read({ body: {} })).toEqual({ unreadCount: 0 });
    expect(await list(bob)).toEqual([]);
  });

  test("tells the same thing once, however often it is told", async () => {
    const ada = await joinTrial(platform);
    await Promise.all(Array.from({ length: 5 }, () => tellMany(ada, 1)));
    expect(await list(ada)).toHaveLength(1);
  });

  test("forgets what is older than 90 days", async () => {
    const ada = await joinTrial(platform);
    await tellMany(ada, 1);
    clock.advance(90 * DAY_MS - 60_000);
    await platform.notifications.trim();
    expect(await list(ada)).toHaveLength(1);
    clock.advance(120_000);
    await platform.notifications.trim();
    expect(await list(ada)).toEqual([]);
  });
});

/** One file that takes so much room. @returns its id */
async function fill({ userId }: TrialPerson, sizeBytes: number): Promise<string> {
  const id = Bun.randomUUIDv7();
  const facts = { mime: "image/png", width: 8, height: 8, sha256: "0".repeat(64), sizeBytes: Math.ceil(sizeBytes) };
  const keys = { storageKey: `trial/${userId}/${id}`, thumbnailKey: `trial/${userId}/${id}` };
  await platform.database.client.asset.create({ data: { id, userId, appId: "trial", ...keys, ...facts } });
  await platform.cache.forget("storage", userId);
  return id;
}
