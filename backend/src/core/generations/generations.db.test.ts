import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type AppError, createClient, type Generation } from "@lumiku/app-sdk";
import fc from "fast-check";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trial, trialApp } from "../testing/trial-app";

for (const engine of ["postgres", "redis"] as const) {
  describe(`generations on ${engine}`, () => {
    let platform: TestPlatform;
    beforeAll(async () => {
      platform = await createTestPlatform({ engine, apps: [trialApp] });
    });
    afterAll(() => platform.close());

    const join = async () => {
      const person = await platform.join();
      const api = createClient(trial, async ({ method, url, body, headers }) => {
        const response = await person.fetch(url, {
          method: method.toUpperCase(),
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        const answer = await response.json();
        if (response.ok) return answer;
        throw answer;
      });
      const draw = (model: string, count: number, seed?: number) =>
        api.draw({ body: { model, count, ...(seed !== undefined && { seed }) } });
      const balance = async () => (await person.accounts.me()).credits;
      const ledger = () =>
        platform.database.client.ledgerEntry.findMany({
          where: { userId: person.userId },
          orderBy: { id: "asc" },
          select: { kind: true, availableDelta: true, heldDelta: true },
        });
      return { ...person, draw, balance, ledger };
    };

    test("what is started is held, what is delivered is charged", async () => {
      const ada = await join();
      const started = await ada.draw("good", 3);
      expect(started).toMatchObject({ status: "pending", cost: { unit: "credits", reserved: 15, charged: 0 } });
      expect(await ada.follow(started)).toMatchObject({ status: "completed", cost: { reserved: 15, charged: 15 } });
      expect(await ada.ledger()).toEqual([
        { kind: "grant", availableDelta: 100, heldDelta: 0 },
        { kind: "hold", availableDelta: -15, heldDelta: 15 },
        { kind: "capture", availableDelta: 0, heldDelta: -15 },
      ]);
    });

    test("when half of it fails, that half is given back and says why", async () => {
      const ada = await join();
      const finished = await ada.follow(await ada.draw("half", 4, 0));
      expect(finished).toMatchObject({ status: "completed", cost: { reserved: 20, charged: 10 } });
      expect(finished.outputs.map(({ status, error }) => error?.code ?? status)).toEqual([
        "completed",
        "CONTENT_BLOCKED",
        "completed",
        "CONTENT_BLOCKED",
      ]);
      expect(await ada.balance()).toEqual({ available: 90, held: 0 });
    });

    test("a refusal is final, told in words, and free", async () => {
      const ada = await join();
      const finished = await ada.follow(await ada.draw("refused", 2));
      expect(finished).toMatchObject({
        status: "failed",
        attempts: 1,
        error: { code: "PROVIDER_REFUSED", message: "The provider refused this." },
      });
      expect(await ada.balance()).toEqual({ available: 100, held: 0 });
    });

    test("a failure that may pass is tried again, and charged once", async () => {
      const ada = await join();
      const finished = await ada.follow(await ada.draw("flaky", 1));
      expect(finished).toMatchObject({ status: "completed", attempts: 2, cost: { charged: 5 } });
      expect(await ada.balance()).toEqual({ available: 95, held: 0 });
    });

    test("bytes that are no picture are never delivered or charged", async () => {
      const ada = await join();
      const finished = await ada.follow(await ada.draw("garbage", 1));
      expect(finished).toMatchObject({ status: "failed", outputs: [{ asset: null }], error: { code: "BAD_RESULT" } });
      expect(await ada.balance()).toEqual({ available: 100, held: 0 });
    });

    test("cancelling running work keeps and charges what was delivered, and gives back the rest", async () => {
      const ada = await join();
      const started = await ada.draw("slow", 3, 8);
      // The first picture comes at once, the second never.
      for (
        let now = started;
        now.outputs.length === 0;
        now = await ada.generations.get({ params: { generationId: started.id } })
      )
        await Bun.sleep(5);
      await Promise.all([1, 2, 3].map(() => ada.generations.cancel({ params: { generationId: started.id } })));
      const finished = await ada.follow(started);
      expect(finished).toMatchObject({ status: "cancelled", cost: { reserved: 15, charged: 5 } });
      expect(finished.outputs).toHaveLength(1);
      expect(await ada.balance()).toEqual({ available: 95, held: 0 });
      expect(await ada.generations.cancel({ params: { generationId: started.id } })).toMatchObject({
        status: "cancelled",
        version: finished.version,
      });
    });

    test("fifty starts at once against credits for twenty: twenty are accepted, thirty refused, never below zero", async () => {
      const ada = await join();
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => ada.draw("good", 1)));
      const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(results.length - refusals.length).toBe(20);
      expect(new Set(refusals.map(({ status, code }) => `${status} ${code}`))).toEqual(
        new Set(["402 INSUFFICIENT_CREDITS"]),
      );
      for (const result of results) if (result.status === "fulfilled") await ada.follow(result.value);
      expect(await ada.balance()).toEqual({ available: 0, held: 0 });
    });

    test("a model above the account's tier, or without a provider, is refused and says what would open it", async () => {
      const ada = await join();
      const refusal = (model: string) =>
        ada.draw(model, 1).then(
          () => null,
          (problem: unknown) => problem,
        );
      expect(await refusal("costly")).toMatchObject({ status: 403, code: "MODEL_LOCKED", details: { minTier: "pro" } });
      expect(await refusal("remote")).toMatchObject({ status: 503, code: "MODEL_UNAVAILABLE" });
      const { items } = await ada.apps.models({ params: { appId: "trial" } });
      expect(items.find(({ key }) => key === "costly")).toMatchObject({
        isAvailable: false,
        closed: { code: "MODEL_LOCKED" },
      });
      expect(await ada.balance()).toEqual({ available: 100, held: 0 });
    });

    test("the quote is what a start reserves", async () => {
      const ada = await join();
      const quote = await ada.apps.quote({ body: { appId: "trial", action: "draw", model: "good", count: 4 } });
      expect(quote).toEqual({
        ...{ unit: "credits", perOutput: 5, count: 4, total: 20, left: 100 },
        ...{ isAffordable: true, refusal: null },
      });
      expect((await ada.draw("good", 4)).cost.reserved).toBe(quote.total);
    });

    test("whatever people do in whatever order, the books balance and no output is paid twice", async () => {
      const act = fc.record({
        model: fc.constantFrom("good", "half", "refused", "flaky", "slow"),
        count: fc.integer({ min: 1, max: 4 }),
        seed: fc.integer({ min: 0, max: 100_000 }),
        isCancelled: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
          const people = await Promise.all([join(), join()]);
          await Promise.all(
            people.flatMap((person) =>
              acts.map(async ({ model, count, seed, isCancelled }) => {
                const started = await person.draw(model, count, seed).catch((problem: AppError) => problem);
                if (!("id" in started)) return expect(started.code).toBe("INSUFFICIENT_CREDITS");
                // What never ends by itself has to be stopped.
                if (isCancelled || model === "slow")
                  await person.generations.cancel({ params: { generationId: started.id } });
                expectPaidOnce(await person.follow(started));
              }),
            ),
          );
          expect(await platform.credits.audit()).toEqual([]);
          for (const person of people) {
            const { available, held } = await person.balance();
            const spent = (await person.generations.list({ query: { limit: 100 } })).items.reduce(
              (sum, { cost }) => sum + cost.charged,
              0,
            );
            expect({ available, held }).toEqual({ available: 100 - spent, held: 0 });
          }
        }),
        { numRuns: 12 },
      );
    }, 60_000);
  });
}

function expectPaidOnce({ outputs, cost }: Generation): void {
  const delivered = outputs.filter(({ status }) => status === "completed").length;
  expect(cost.charged).toBe(delivered * 5);
  expect(cost.charged).toBeLessThanOrEqual(cost.reserved);
  expect(new Set(outputs.map(({ index }) => index)).size).toBe(outputs.length);
}
