import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { Problem } from "@lumiku/app-sdk";
import type { ProviderId } from "@lumiku/contracts/providers";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { promote } from "../testing/trial-person";
import { startFalServer } from "./testing/fal-server";
import type { ProtocolServer, Scenario } from "./testing/protocol-server";
import { divert, type Served, type ServeOptions, serve, until } from "./testing/served-platform";

setDefaultTimeout(30_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open<Id extends ProviderId>(ids: readonly Id[], options: ServeOptions = {}): Promise<Served<Id>> {
  const served = await serve(ids, { engine: "redis", ...options });
  closing.push(served.close);
  return served;
}

/** Seeds of the calls a server was asked for, as they came. */
const seedsAsked = ({ received }: ProtocolServer) =>
  received.flatMap(({ method, body }) => (method === "POST" ? [Number(body.seed)] : []));

/** The most calls that fal worked at together: from the submit to the copy of the picture. */
function mostAtOnce({ received }: ProtocolServer): number {
  let running = 0;
  let most = 0;
  for (const { method, path } of received) {
    if (method === "POST") most = Math.max(most, ++running);
    else if (path.startsWith("/media/")) running--;
  }
  return most;
}

describe("the next provider", () => {
  test.each([
    ["server-error", "Black Forest Labs did not answer."],
    ["busy", "Black Forest Labs has too much to do."],
    ["no-credit", "Black Forest Labs has no credit left for this server."],
    ["unauthorized", "Black Forest Labs does not accept this server's key."],
  ] satisfies [Scenario, string][])(
    "%s: makes the picture instead, and the person is told why",
    async (scenario, why) => {
      const { ada, servers } = await open(["bfl", "fal"]);
      servers.bfl.scenario = scenario;
      const ended = await ada.follow(await ada.draw("remote"));
      expect(ended).toMatchObject({ status: "completed", provider: "fal", providerReason: why, attempts: 1 });
      expect(ended.cost.charged).toBe(5);
      expect([servers.bfl.received.length, servers.fal.accepted]).toEqual([1, 1]);
    },
  );

  test.each([
    ["moderated-before", "CONTENT_BLOCKED"],
    ["bad-input", "PROVIDER_REFUSED"],
    ["fails", "PROVIDER_FAILED"],
    ["result-expired", "PROVIDER_FAILED"],
  ] satisfies [Scenario, string][])(
    "%s: is never asked for what the first one refused or broke",
    async (scenario, code) => {
      const { ada, servers } = await open(["bfl", "fal"]);
      servers.bfl.scenario = scenario;
      expect(await ada.follow(await ada.draw("remote"))).toMatchObject({
        status: "failed",
        error: { code },
        provider: "bfl",
      });
      expect(servers.fal.received).toEqual([]);
    },
  );

  test("is never asked for what runs at the first one, which is taken up again", async () => {
    const http = { idleMs: 200, totalMs: 300 };
    const { ada, servers, platform } = await open(["bfl", "fal"], { http, limits: { backoffMs: 400 } });
    servers.bfl.scenario = "result-trickles";
    const started = await ada.draw("remote");
    await until(async () => (await platform.generationsRepository.find(started.id))?.failures === 1);
    servers.bfl.scenario = "success";
    expect(await ada.follow(started)).toMatchObject({ status: "completed", provider: "bfl", attempts: 2 });
    expect([servers.bfl.accepted, servers.fal.received.length]).toEqual([1, 0]);
  });

  test("that asked to wait is not asked again while the first one works at its limit", async () => {
    const { ada, servers } = await open(["bfl", "fal"], { providerLimits: { bfl: 1 } });
    Object.assign(servers.bfl, { scenario: "never-ends" });
    Object.assign(servers.fal, { scenario: "busy-with-retry-after" });
    const first = await ada.draw("remote");
    await until(() => servers.bfl.accepted === 1);
    const second = await ada.draw("remote");
    await until(() => servers.fal.received.length === 1);
    // Two rounds later it has still been asked once.
    await Bun.sleep(600);
    servers.bfl.scenario = "success";
    expect(await ada.follow(first)).toMatchObject({ status: "completed", provider: "bfl" });
    expect(await ada.follow(second)).toMatchObject({ status: "completed", provider: "bfl", providerReason: null });
    expect(servers.fal.received).toHaveLength(1);
  });
});

describe("a circuit", () => {
  test("opens after three outages, lets nothing through for half a minute, and closes with the next success", async () => {
    const clock = createClock();
    const { ada, servers, platform } = await open(["bfl", "fal"], { now: clock.now });
    const draw = async () => {
      const { status, provider, providerReason } = await ada.follow(await ada.draw("remote"));
      return { status, provider, providerReason };
    };
    const atSecond = {
      ...{ status: "completed" as const, provider: "fal", providerReason: "Black Forest Labs did not answer." },
    };
    servers.bfl.scenario = "server-error";
    for (const asked of [1, 2, 3, 3, 3]) {
      expect(await draw()).toEqual(atSecond);
      expect(servers.bfl.received).toHaveLength(asked);
    }
    servers.bfl.scenario = "success";
    expect(await draw()).toEqual(atSecond);
    expect(servers.bfl.received).toHaveLength(3);

    clock.advance(31_000);
    await stayAlive(platform);
    expect(await draw()).toEqual({ status: "completed", provider: "bfl", providerReason: null });
    expect(await platform.database.client.providerCircuit.count()).toBe(0);
  });

  test("of the only provider refuses a start with 503, why, and when to come back; nothing is held", async () => {
    const { ada, servers } = await open(["fal"]);
    servers.fal.scenario = "no-credit";
    expect(await ada.follow(await ada.draw("remote"))).toMatchObject({ error: { code: "MODEL_UNAVAILABLE" } });
    const asked = servers.fal.received.length;
    const response = await ada.fetch("/api/apps/trial/draw", {
      ...{ method: "POST", headers: { "content-type": "application/json" } },
      body: JSON.stringify({ model: "remote", count: 1 }),
    });
    const problem = Problem.parse(await response.json());
    expect({ status: response.status, code: problem.code }).toEqual({ status: 503, code: "MODEL_UNAVAILABLE" });
    expect(problem.detail).toContain("fal has no credit left for this server.");
    expect(Number(response.headers.get("retry-after"))).toBeWithin(290, 301);
    expect(servers.fal.received).toHaveLength(asked);
    expect(await ada.balance()).toEqual({ available: 100, held: 0 });
  });

  test("that stays open for minutes ends waiting work at once, with the true reason", async () => {
    const { ada, servers, platform, providers } = await open(["fal"], { hasWorker: false });
    const started = await ada.draw("remote");
    const reason = "fal does not accept this server's key.";
    const openUntil = new Date(Date.now() + 240_000);
    await platform.database.client.providerCircuit.create({
      data: { provider: "fal", failures: 1, reason, openUntil },
    });
    closing.push((await createTestPlatform({ apps: [trialApp], providers, beside: platform })).close);
    const ended = await ada.follow(started);
    expect(ended).toMatchObject({ status: "failed", attempts: 1, error: { code: "MODEL_UNAVAILABLE" } });
    expect(ended.error?.message).toContain(reason);
    expect(servers.fal.received).toEqual([]);
  });
});

test("without a provider people are told so, and administrators what they can set, for each that could serve", async () => {
  const { ada, platform } = await open([]);
  const reasons = async () => {
    const refusal = (await ada.draw("remote").catch((problem: unknown) => problem)) as Error;
    expect(refusal).toMatchObject({ status: 503, code: "MODEL_UNAVAILABLE" });
    const { items } = await ada.apps.models({ params: { appId: "trial" } });
    return [refusal.message, items.find(({ key }) => key === "remote")?.closed?.reason];
  };
  const message = "No provider for this model is set up on this platform.";
  expect(await reasons()).toEqual([message, message]);
  await promote(platform, ada.userId);
  const names = ["SDSERVER_URL", "COMFYUI_URL", "BFL_API_KEY", "FAL_KEY", "REPLICATE_API_TOKEN", "HF_TOKEN"];
  for (const name of [...names, "OPENAI_API_KEY"]) for (const reason of await reasons()) expect(reason).toContain(name);
});

describe("a provider's limit", () => {
  test("holds over two platforms together: six pictures, never more than two at once", async () => {
    const options = { providerLimits: { fal: 2 }, concurrency: 1 };
    const { ada, servers, platform, providers } = await open(["fal"], options);
    closing.push((await createTestPlatform({ apps: [trialApp], providers, beside: platform, ...options })).close);
    servers.fal.scenario = "queue-then-progress-backwards";
    const started = await Promise.all(Array.from({ length: 6 }, () => ada.draw("remote")));
    const ended = await Promise.all(started.map((generation) => ada.follow(generation)));
    expect(ended.map(({ status }) => status)).toEqual(Array(6).fill("completed"));
    expect([servers.fal.accepted, mostAtOnce(servers.fal)]).toEqual([6, 2]);
  });

  test("holds within one piece of work that asks for more", async () => {
    const { ada, servers } = await open(["fal"], { providerLimits: { fal: 2 } });
    servers.fal.scenario = "queue-then-progress-backwards";
    expect(await ada.follow(await ada.draw("remote", 4))).toMatchObject({ status: "completed", attempts: 1 });
    expect([servers.fal.accepted, mostAtOnce(servers.fal)]).toEqual([4, 2]);
  });
});

describe("four pictures", () => {
  test("are asked for at once, with the seeds that follow the first", async () => {
    const { ada, servers } = await open(["fal"]);
    servers.fal.scenario = "queue-then-progress-backwards";
    const ended = await ada.follow(await ada.draw("remote", 4, { seed: 70 }));
    expect(ended.outputs.map(({ index, seed, status }) => [index, seed, status])).toEqual(
      [70, 71, 72, 73].map((seed, index) => [index, seed, "completed"]),
    );
    expect(seedsAsked(servers.fal).sort()).toEqual([70, 71, 72, 73]);
    expect(mostAtOnce(servers.fal)).toBe(4);
    expect(new Set(ended.outputs.map(({ asset }) => asset?.sha256)).size).toBe(4);
  });

  test.each([
    ["moderated-before", "CONTENT_BLOCKED", 1],
    ["server-error", "MODEL_UNAVAILABLE", 3],
  ] satisfies [Scenario, string, number][])(
    "of which one is %s: three are kept and paid, made once",
    async (scenario, code, attempts) => {
      const troubled = startFalServer();
      closing.push(() => troubled.stop());
      troubled.scenario = scenario;
      const { ada, servers, providers } = await open(["fal"]);
      divert(providers[0], { seed: 72, to: troubled });
      const ended = await ada.follow(await ada.draw("remote", 4, { seed: 70 }));
      expect(ended).toMatchObject({ status: "completed", attempts, cost: { reserved: 20, charged: 15 } });
      expect(ended.outputs.map(({ status, error }) => error?.code ?? status)).toEqual([
        ...["completed", "completed", code, "completed"],
      ]);
      expect(await ada.balance()).toEqual({ available: 85, held: 0 });
      expect(servers.fal.accepted).toBe(3);
    },
  );
});

/** A worker with its clock put forward says at once that it still lives. */
const stayAlive = ({ database, now }: TestPlatform) =>
  database.client.workerProcess.updateMany({ data: { seenAt: now() } });
