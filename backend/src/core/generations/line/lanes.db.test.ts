import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { AppError, type Generation } from "@lumiku/app-sdk";
import { createGate } from "../../testing/gate";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, promote, type TrialPerson } from "../../testing/trial-person";

for (const engine of ["postgres", "redis"] as const) {
  describe(`lanes on ${engine}`, () => {
    const concurrency = 4;
    let platform: TestPlatform;
    let admin: TrialPerson;
    beforeAll(async () => {
      const limits = { userConcurrency: 2, backoffMs: 600_000 };
      platform = await createTestPlatform({ engine, apps: [trialApp], concurrency, limits });
      admin = await joinTrial(platform);
      await promote(platform, admin.userId);
    }, 30_000);
    afterAll(() => platform.close());

    const stateOf = async (person: TrialPerson, id: string) => (await person.get({ id })).status;

    test("one person runs so many at once and no more, and leaves the other slots to others", async () => {
      const [ada, bob] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
      const gate = createGate();
      const mine: Generation[] = [];
      for (let index = 0; index < 5; index++) mine.push(await ada.draw("held", 1, { seed: gate.seed }));
      await gate.reached(2);
      expect((await bob.follow(await bob.draw("good"))).status).toBe("completed");
      const states = async () => Promise.all(mine.map(({ id }) => stateOf(ada, id)));
      expect(await states()).toEqual(["processing", "processing", "pending", "pending", "pending"]);
      gate.pass(1);
      await gate.reached(3);
      expect((await states()).filter((status) => status === "processing")).toHaveLength(2);
      gate.open();
      for (const one of mine) expect((await ada.follow(one)).status).toBe("completed");
    }, 20_000);

    test("work that waits to be tried again occupies no slot, and can be cancelled meanwhile", async () => {
      const people = await Promise.all(Array.from({ length: 3 }, () => joinTrial(platform)));
      const failing = await Promise.all(
        people
          .flatMap((person) => [person, person])
          .map(async (person) => {
            const listen = await person.listen();
            const started = await person.draw("overloaded");
            await listen(({ data }) => {
              const { id, step } = data as { id?: string; step?: string };
              return id === started.id && step === "Trying again in a moment";
            });
            return { person, started };
          }),
      );
      const bob = await joinTrial(platform);
      expect((await bob.follow(await bob.draw("good"))).status).toBe("completed");
      for (const { person, started } of failing) {
        expect(await person.get(started)).toMatchObject({ status: "pending", attempts: 1 });
        expect(await person.cancel(started)).toMatchObject({ status: "cancelled", cost: { charged: 0 } });
      }
      for (const person of people) expect(await person.balance()).toEqual({ available: 100, held: 0 });
    }, 20_000);

    test("a paused lane holds what has not begun, lets end what runs, and leaves the other lane alone", async () => {
      const [ada, bob, cyd] = await Promise.all([joinTrial(platform), joinTrial(platform), joinTrial(platform)]);
      const gate = createGate();
      const draw = (person: TrialPerson) => person.draw("held", 1, { seed: gate.seed });
      const running = [await draw(ada), await draw(ada), await draw(bob), await draw(bob)];
      await gate.reached(concurrency);
      // The first of them is handed out ahead already.
      const waiting = [await cyd.draw("good"), await cyd.draw("good")];
      await platform.dispatcher.idle();
      expect(await admin.queue.pauseLane({ params: { lane: "interactive" } })).toMatchObject({
        ...{ lane: "interactive", isPaused: true, waiting: 2, processing: concurrency },
      });
      gate.open();
      for (const [index, one] of running.entries()) {
        expect((await (index < 2 ? ada : bob).follow(one)).status).toBe("completed");
      }
      expect((await ada.follow(await ada.draw("good", 1, { lane: "bulk" }))).status).toBe("completed");
      await platform.dispatcher.idle();
      expect(await Promise.all(waiting.map(({ id }) => stateOf(cyd, id)))).toEqual(["pending", "pending"]);
      const { items } = await admin.queue.listLanes();
      expect(items).toMatchObject([
        { lane: "interactive", isPaused: true, waiting: 2, processing: 0, oldestSeconds: expect.any(Number) },
        { lane: "bulk", isPaused: false, waiting: 0, processing: 0, oldestSeconds: null },
      ]);
      expect((await cyd.cancel(waiting[1] ?? { id: "" })).status).toBe("cancelled");

      expect(await admin.queue.resumeLane({ params: { lane: "interactive" } })).toMatchObject({ isPaused: false });
      const [first] = waiting;
      if (!first) throw new Error("Nothing waits");
      expect((await cyd.follow(first)).status).toBe("completed");
    }, 20_000);

    test("for everyone but administrators there are no lanes; for them there are only those there are", async () => {
      const ada = await joinTrial(platform);
      const params = { lane: "interactive" };
      const attempts = [
        () => ada.queue.listLanes(),
        () => ada.queue.pauseLane({ params }),
        () => ada.queue.resumeLane({ params }),
        () => admin.queue.pauseLane({ params: { lane: "slow" } }),
      ];
      for (const attempt of attempts) {
        const refusal = await attempt().catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(AppError);
        expect(refusal).toMatchObject({ status: 404, code: "NOT_FOUND" });
      }
      expect((await ada.follow(await ada.draw("good"))).status).toBe("completed");
    }, 20_000);
  });
}
