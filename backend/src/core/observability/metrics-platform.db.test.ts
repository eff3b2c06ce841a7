import { afterAll, beforeAll, expect, test } from "bun:test";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial } from "../testing/trial-person";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], concurrency: 1 });
}, 30_000);
afterAll(() => platform.close());

/** The value of a series whose labels include these, summed over the others. */
const readMetrics = async () => {
  const response = await fetch(`${platform.url}/metrics`);
  expect(response.status).toBe(200);
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return (name: string, labels: Record<string, string> = {}) =>
    lines
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
};

test("a running platform shows its work by outcome, its queue, reserved credits, streams and answers by route", async () => {
  const ada = await joinTrial(platform);
  const before = await readMetrics();
  const gate = createGate();
  await ada.follow(await ada.draw("good", 2));
  await ada.follow(await ada.draw("refused"));
  const running = await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);
  const waiting = [await ada.draw("held", 2, { seed: gate.seed }), await ada.draw("good", 1, { lane: "bulk" })];
  const controller = new AbortController();
  await ada.events({ signal: controller.signal });
  await fetch(`${platform.url}/api/generations/${running.id}`);
  await ada.get(running);

  const read = await readMetrics();
  const count = "lumiku_generation_duration_seconds_count";
  expect(read(count, { app: "trial", model: "good", provider: "builtin", outcome: "completed" })).toBe(1);
  expect(read(count, { app: "trial", model: "refused", outcome: "failed" })).toBe(1);
  expect(read("lumiku_queue_depth", { lane: "interactive" })).toBe(1);
  expect(read("lumiku_queue_depth", { lane: "bulk" })).toBe(1);
  expect(read("lumiku_queue_processing", { lane: "interactive" })).toBe(1);
  expect(read("lumiku_generations", { status: "completed" })).toBe(1);
  expect(read("lumiku_credits_reserved")).toBe(20);
  expect(read("lumiku_event_streams")).toBeGreaterThanOrEqual(1);
  const requests = "lumiku_http_request_duration_seconds_count";
  const route = "/api/generations/:generationId";
  expect(read(requests, { method: "GET", route, status: "401" })).toBe(1);
  expect(read(requests, { method: "GET", route, status: "200" })).toBeGreaterThanOrEqual(3);
  expect(read(requests, { method: "POST", route: "/api/apps/trial/draw", status: "202" })).toBe(5);
  expect(read(requests, { route: running.id })).toBe(0);
  expect(before(count)).toBe(0);

  controller.abort();
  for (const one of [...waiting, running]) await ada.follow(await ada.cancel(one));
  const after = await readMetrics();
  expect(after(count, { outcome: "cancelled" })).toBe(3);
  expect(after("lumiku_queue_depth")).toBe(0);
  expect(after("lumiku_credits_reserved")).toBe(0);
}, 20_000);
