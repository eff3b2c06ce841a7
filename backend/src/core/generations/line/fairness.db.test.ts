import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { createGate } from "../../testing/gate";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, type TrialPerson } from "../../testing/trial-person";

for (const engine of ["postgres", "redis"] as const) {
  for (const { concurrency, waiting } of [
    { concurrency: 1, waiting: 200 },
    { concurrency: 4, waiting: 40 },
  ]) {
    describe(`turns on ${engine}, ${concurrency} at once`, () => {
      let platform: TestPlatform;
      beforeAll(async () => {
        platform = await createTestPlatform({ engine, concurrency, apps: [trialApp] });
      }, 30_000);
      afterAll(() => platform.close());

      test(`one thing that somebody asks for begins in the next two free slots, before the ${waiting} of another`, async () => {
        const [ada, bob] = await Promise.all([joinTrial(platform, 1_000), joinTrial(platform)]);
        const gate = createGate();
        const many = await startMany(waiting, () => ada.draw("held", 1, { seed: gate.seed }));
        await gate.reached(concurrency);
        const one = await bob.draw("good");
        gate.pass(2);
        expect((await bob.follow(one)).status).toBe("completed");

        await Promise.all(many.map(ada.cancel));
        await Promise.all((await stillRunning(platform)).map((id) => ada.follow({ ...one, id })));
        expect((await ada.balance()).held).toBe(0);

        // Who has given everything back has not used their turns.
        const next = createGate();
        await startMany(10, () => bob.draw("held", 1, { seed: next.seed }));
        await next.reached(concurrency);
        const small = await ada.draw("good");
        next.pass(2);
        expect((await ada.follow(small)).status).toBe("completed");
        next.open();
        await idle(platform, [bob]);
      }, 60_000);
    });
  }

  describe(`turns on ${engine}, among many`, () => {
    const concurrency = 4;
    let platform: TestPlatform;
    let blocker: TrialPerson;
    let people: TrialPerson[];
    beforeAll(async () => {
      platform = await createTestPlatform({ engine, concurrency, apps: [trialApp] });
      blocker = await joinTrial(platform, 1_000);
      people = await Promise.all(Array.from({ length: 10 }, () => joinTrial(platform, 1_000)));
    }, 30_000);
    afterAll(() => platform.close());

    /** Lets people line up behind work that fills every slot, and gives who began in which order. */
    const serve = async (lineUp: () => Promise<unknown>, who: TrialPerson[]) => {
      const gate = createGate();
      await startMany(concurrency + 1, () => blocker.draw("held", 1, { seed: gate.seed }));
      await gate.reached(concurrency);
      await lineUp();
      const since = new Date();
      gate.open();
      await idle(platform, [blocker, ...who]);
      return platform.database.client.generation.findMany({
        where: { startedAt: { gte: since }, userId: { not: blocker.userId } },
        select: { userId: true, lane: true },
        orderBy: [{ startedAt: "asc" }, { turn: "asc" }],
      });
    };

    test("ten people with much to do are served evenly from the first to the last", async () => {
      const rounds = 6;
      const order = await serve(
        () => Promise.all(people.map((person) => startMany(rounds, () => person.draw("good")))),
        people,
      );
      expect(order).toHaveLength(people.length * rounds);
      const served = new Map(people.map(({ userId }) => [userId, 0]));
      for (const { userId } of order) {
        served.set(userId, (served.get(userId) ?? 0) + 1);
        expect(Math.max(...served.values()) - Math.min(...served.values())).toBeLessThanOrEqual(concurrency + 1);
      }
    }, 30_000);

    test("a subscriber has three turns for everybody's one, and everybody still moves", async () => {
      const [pro, free] = people as [TrialPerson, TrialPerson];
      await platform.database.client.user.update({ where: { id: pro.userId }, data: { tier: "pro" } });
      const order = await serve(async () => {
        await startMany(10, () => free.draw("good"));
        await startMany(18, () => pro.draw("good"));
      }, [pro, free]);
      const served = { pro: 0, free: 0 };
      for (const { userId } of order) {
        served[userId === pro.userId ? "pro" : "free"]++;
        if (served.pro === 18) break;
        expect(Math.abs(served.pro - 3 * served.free)).toBeLessThanOrEqual(3 + concurrency);
      }
      expect(served.free).toBeGreaterThanOrEqual(5);
      expect(order).toHaveLength(28);
    }, 30_000);

    test("what somebody waits for goes before what nobody waits for", async () => {
      const [ada, bob] = people.slice(2) as [TrialPerson, TrialPerson];
      const order = await serve(async () => {
        await startMany(6, () => ada.draw("good", 1, { lane: "bulk" }));
        await startMany(6, () => bob.draw("good"));
      }, [ada, bob]);
      const lanes = order.map(({ lane }) => lane);
      const lastInteractive = lanes.lastIndexOf("interactive");
      const before = lanes.slice(0, lastInteractive).filter((lane) => lane === "bulk").length;
      // Slots that are free at the same moment begin together.
      expect(before).toBeLessThan(concurrency);
      expect(lanes).toHaveLength(12);
    }, 30_000);
  });
}

/** One after the other, so that their order in the line is known. */
async function startMany(amount: number, start: () => Promise<Generation>): Promise<Generation[]> {
  const started: Generation[] = [];
  for (let index = 0; index < amount; index++) started.push(await start());
  return started;
}

async function stillRunning({ database }: TestPlatform): Promise<string[]> {
  const rows = await database.client.generation.findMany({ where: { status: "processing" }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Resolves when none of these people's work is left. */
async function idle({ database }: TestPlatform, people: readonly TrialPerson[]): Promise<void> {
  await Promise.all(
    people.map(async (person) => {
      const rows = await database.client.generation.findMany({
        where: { userId: person.userId, status: { in: ["pending", "processing"] } },
        select: { id: true },
        orderBy: { turn: "desc" },
      });
      for (const { id } of rows) await person.follow(await person.get({ id }));
    }),
  );
}
