import { afterAll, beforeAll, expect, test } from "bun:test";
import { createReplicateProvider } from "../ai/providers/replicate";
import type { ProtocolServer } from "../ai/testing/protocol-server";
import { startReplicateServer } from "../ai/testing/replicate-server";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial } from "../testing/trial-person";

let server: ProtocolServer;
let platform: TestPlatform;
beforeAll(async () => {
  server = startReplicateServer();
  platform = await createTestPlatform({
    apps: [trialApp],
    providers: [createReplicateProvider({ apiKey: "test-key", baseUrl: server.url })],
    // No picture that is looked at passes.
    moderation: { thresholds: { porn: 0 } },
  });
}, 30_000);
afterAll(async () => {
  await platform.close();
  await server.stop();
});

test("a blocked prompt is refused before anything is held, and the refusal names the field", async () => {
  const ada = await joinTrial(platform);
  const project = await ada.avatars.createProject({ body: { name: "Faces" } });
  const prompt = "A nude portrait";
  const starts = [
    () => ada.draw("remote", 1, { prompt }),
    () =>
      ada.avatars.generateAvatars({
        params: { projectId: project.id },
        body: { prompt, model: "illustrated", width: 256, height: 256 },
      }),
  ];
  for (const start of starts) {
    expect(await start().catch((error: unknown) => error)).toMatchObject({
      ...{ status: 422, code: "CONTENT_BLOCKED" },
      errors: [{ path: "/body/prompt", message: expect.any(String) }],
    });
  }
  expect((await ada.generations.list({ query: { limit: 10 } })).items).toEqual([]);
  expect(await ada.balance()).toEqual({ available: 100, held: 0 });
  expect(server.accepted).toBe(0);
});

test("a blocked picture is neither kept nor charged, and its owner is told why", async () => {
  const ada = await joinTrial(platform);
  const ended = await ada.follow(await ada.draw("remote", 2, { prompt: "A hat" }));
  const error = { code: "CONTENT_BLOCKED", message: expect.stringContaining("not charged") };
  expect(ended).toMatchObject({ status: "failed", attempts: 1, error, cost: { reserved: 10, charged: 0 } });
  expect(ended.outputs).toMatchObject([
    { status: "failed", asset: null, error },
    { status: "failed", asset: null, error },
  ]);
  expect(server.accepted).toBe(2);
  expect(await platform.database.client.asset.count()).toBe(0);
  expect(await platform.storage.listKeys({ modifiedBefore: new Date(Date.now() + 60_000), limit: 10 })).toEqual([]);
  expect(await ada.balance()).toEqual({ available: 100, held: 0 });
}, 30_000);

test("what this machine draws itself is not classified", async () => {
  const ada = await joinTrial(platform);
  expect(await ada.follow(await ada.draw("good", 2, { prompt: "A hat" }))).toMatchObject({
    ...{ status: "completed", provider: "builtin", cost: { charged: 10 } },
  });
});
