import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createReplicateProvider } from "../ai/providers/replicate";
import type { ProtocolServer } from "../ai/testing/protocol-server";
import { startReplicateServer } from "../ai/testing/replicate-server";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial } from "../testing/trial-person";

for (const engine of ["postgres", "redis"] as const) {
  describe(`the deadline on ${engine}`, () => {
    let server: ProtocolServer;
    let platform: TestPlatform;
    beforeAll(async () => {
      server = startReplicateServer();
      server.scenario = "never-ends";
      const providers = [createReplicateProvider({ apiKey: "test-key", baseUrl: server.url })];
      platform = await createTestPlatform({ engine, providers, apps: [trialApp], limits: { deadlineMs: 400 } });
    }, 30_000);
    afterAll(async () => {
      await platform.close();
      await server.stop();
    });

    test("work that takes too long is stopped here and at its provider, given back and explained", async () => {
      const ada = await joinTrial(platform);
      const ended = await ada.follow(await ada.draw("remote", 2, { prompt: "A hat" }));
      expect(ended).toMatchObject({
        ...{ status: "failed", step: "Failed", attempts: 1, outputs: [], cost: { reserved: 10, charged: 0 } },
        error: { code: "TIMED_OUT", message: expect.stringContaining("took too long") },
      });
      expect(server.accepted).toBe(2);
      expect(server.cancelled.size).toBe(2);
      expect(await ada.balance()).toEqual({ available: 100, held: 0 });
    });

    test("a built-in model is stopped as well, and what it had delivered is kept and paid", async () => {
      const ada = await joinTrial(platform);
      // The first picture comes at once, the second never.
      const ended = await ada.follow(await ada.draw("slow", 2, { seed: 8 }));
      expect(ended).toMatchObject({ status: "completed", cost: { reserved: 10, charged: 5 } });
      expect(ended.outputs.map(({ status, error }) => error?.code ?? status)).toEqual(["completed", "TIMED_OUT"]);
      expect(await ada.balance()).toEqual({ available: 95, held: 0 });
    });
  });
}
