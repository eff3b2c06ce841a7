import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { type ProviderId, providerIds } from "@lumiku/contracts/providers";
import { startFalServer } from "./testing/fal-server";
import type { Scenario } from "./testing/protocol-server";
import { divert, played, type Served, type ServeOptions, serve, until } from "./testing/served-platform";

setDefaultTimeout(30_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open<Id extends ProviderId>(id: Id, options: ServeOptions = {}): Promise<Served<Id>> {
  const served = await serve([id], { engine: "redis", ...options });
  closing.push(served.close);
  return served;
}

/** Everything that was held is back, nothing is left open, and the work stays as it is. */
async function expectReleased(
  { platform, ada }: Pick<Served<never>, "platform" | "ada">,
  started: Generation,
  charged = 0,
): Promise<void> {
  const ended = await ada.follow(started);
  expect(ended).toMatchObject({ status: "cancelled", step: "Cancelled", error: null, cost: { charged } });
  expect(await ada.balance()).toEqual({ available: 100 - charged, held: 0 });
  expect(await platform.credits.audit()).toEqual([]);
  await platform.sweep();
  expect(await platform.database.client.providerCall.count({ where: { endedAt: null } })).toBe(0);
  expect(await ada.cancel(started)).toMatchObject({ status: "cancelled", version: ended.version });
}

/** Where the call is when the person stops it. */
const running: [ProviderId, Scenario][] = [
  ...providerIds.map((id): [ProviderId, Scenario] => [id, "never-ends"]),
  ["fal", "loading-for-ever"],
  ["replicate", "loading-for-ever"],
];

test.each(running)(
  "%s, %s: stopping ends the work at once, and the call where the provider can",
  async (id, scenario) => {
    const served = await open(id);
    const { ada, servers, platform } = served;
    const server = servers[id];
    server.scenario = scenario;
    const started = await ada.draw("remote");
    await until(async () => {
      const call = await platform.database.client.providerCall.findFirst();
      return server.accepted === 1 && (id === "huggingface" || id === "openai" || call?.ticket !== null);
    });
    await ada.cancel(started);
    await expectReleased(served, started);
    // To close the connection is how a call without a ticket is stopped.
    const isTold = played[id].canCancel || id === "huggingface" || id === "openai";
    if (isTold) await until(() => server.cancelled.size === 1);
    expect([server.accepted, server.cancelled.size]).toEqual([1, isTold ? 1 : 0]);
  },
);

test.each([...providerIds])("%s: stopping before it answers the submit ends the work at once", async (id) => {
  const served = await open(id);
  const { ada, servers } = served;
  const server = servers[id];
  server.isSilent = true;
  const started = await ada.draw("remote");
  await until(() => server.accepted === 1);
  await ada.cancel(started);
  await expectReleased(served, started);
  // The only one that lets us choose the id beforehand.
  if (id === "comfyui") await until(() => server.cancelled.size === 1);
  expect(server.accepted).toBe(1);
});

describe("stopping work that waits", () => {
  test("for a worker: no provider ever hears of it", async () => {
    const served = await open("fal", { hasWorker: false });
    const started = await served.ada.draw("remote", 4);
    expect((await served.ada.cancel(started)).status).toBe("cancelled");
    await expectReleased(served, started);
    expect(served.servers.fal.received).toEqual([]);
  });

  test("for a place at its provider: only the one in front of it was ever submitted", async () => {
    const served = await open("fal", { providerLimits: { fal: 1 } });
    const { ada, servers } = served;
    servers.fal.scenario = "never-ends";
    // Four pictures in one piece of work: three wait in the worker itself.
    const started = await ada.draw("remote", 4);
    await until(() => servers.fal.received.length > 2);
    await ada.cancel(started);
    await expectReleased(served, started);
    expect([servers.fal.accepted, servers.fal.cancelled.size]).toEqual([1, 1]);
  });

  test("for its next try: it is never made", async () => {
    const served = await open("fal", { limits: { backoffMs: 60_000 } });
    const { ada, servers, platform } = served;
    servers.fal.scenario = "server-error";
    const started = await ada.draw("remote");
    await until(async () => (await ada.get(started)).step === "Trying again in a moment");
    expect((await ada.cancel(started)).status).toBe("cancelled");
    await expectReleased(served, started);
    expect(servers.fal.received).toHaveLength(1);
    expect(await platform.queue.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
  });

  test("for its next try, with a call that goes on at the provider: the next sweep stops it there", async () => {
    const http = { idleMs: 200, totalMs: 300 };
    const served = await open("fal", { http, limits: { backoffMs: 60_000 } });
    const { ada, servers } = served;
    servers.fal.scenario = "result-trickles";
    const started = await ada.draw("remote");
    await until(async () => (await ada.get(started)).step === "Trying again in a moment");
    expect((await ada.cancel(started)).status).toBe("cancelled");
    expect(servers.fal.cancelled.size).toBe(0);
    await expectReleased(served, started);
    expect([servers.fal.accepted, servers.fal.cancelled.size]).toEqual([1, 1]);
  });
});

test("stopping after three of four pictures keeps and charges the three", async () => {
  const endless = startFalServer();
  closing.push(() => endless.stop());
  endless.scenario = "never-ends";
  const served = await open("fal");
  const { ada, providers } = served;
  divert(providers[0], { seed: 71, to: endless });
  const started = await ada.draw("remote", 4, { seed: 70 });
  await until(async () => (await ada.get(started)).outputs.length === 3);
  await ada.cancel(started);
  await expectReleased(served, started, 15);
  expect((await ada.get(started)).outputs.map(({ index, status }) => [index, status])).toEqual(
    [0, 2, 3].map((index) => [index, "completed"]),
  );
  expect([endless.accepted, endless.cancelled.size]).toEqual([1, 1]);
});
