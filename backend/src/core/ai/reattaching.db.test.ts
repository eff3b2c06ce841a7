import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Generation } from "@lumiku/app-sdk";
import { type ProviderId, providerIds } from "@lumiku/contracts/providers";
import { createTestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import type { Post } from "./testing/doomed-worker.fixture";
import type { ProtocolServer } from "./testing/protocol-server";
import { type Served, serve, until } from "./testing/served-platform";

// A process that is killed for real, with one worker for each provider.
setDefaultTimeout(60_000);

const locks = { lockDurationMs: 1_000, stalledIntervalMs: 500 };
const closing: (() => Promise<unknown>)[] = [];
let stands: [ProviderId, Served<ProviderId>][] = [];

beforeEach(async () => {
  stands = await Promise.all(
    providerIds.map(async (id): Promise<(typeof stands)[number]> => {
      const served = await serve<ProviderId>([id], { engine: "redis", hasWorker: false, locks });
      closing.push(served.close);
      return [id, served];
    }),
  );
});

afterEach(async () => {
  await Promise.all(closing.splice(stands.length).map((close) => close()));
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function startDoomedWorker(): Promise<Bun.Subprocess> {
  const posts = stands.map(
    ([id, { servers, platform }]): Post => ({
      ...{ id, url: servers[id].url, deployment: platform.deployment },
    }),
  );
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "testing/doomed-worker.fixture.ts"), JSON.stringify(posts)],
    {
      ...{ stdin: "ignore", stdout: "pipe", stderr: "inherit" },
    },
  );
  for await (const chunk of child.stdout) if (new TextDecoder().decode(chunk).includes("ready")) return child;
  throw new Error("The worker did not start");
}

interface End extends Pick<Generation, "status" | "attempts"> {
  code: string | undefined;
  charged: number;
  available: number;
  held: number;
  accepted: number;
  openCalls: number;
}

const made: End = {
  ...{ status: "completed", attempts: 2, code: undefined, charged: 5, available: 95, held: 0 },
  ...{ accepted: 1, openCalls: 0 },
};
const lost: End = { ...made, status: "failed", code: "PROVIDER_LOST", charged: 0, available: 100 };
const madeAgain: End = { ...made, accepted: 2 };

/** Kills the worker when every call has come as far as `isThere`; then the providers go on and another worker comes. */
async function endsAfterTheKill(
  prepare: (server: ProtocolServer) => void,
  isThere: (id: ProviderId, server: ProtocolServer, hasTicket: boolean) => boolean,
): Promise<Partial<Record<ProviderId, End>>> {
  const child = await startDoomedWorker();
  const started = await Promise.all(
    stands.map(async ([id, { servers, platform, ada }]) => {
      const server = servers[id];
      prepare(server);
      const generation = await ada.draw("remote");
      await until(async () => {
        const call = await platform.database.client.providerCall.findFirst();
        return isThere(id, server, call?.ticket !== null);
      });
      return generation;
    }),
  );
  child.kill("SIGKILL");
  await child.exited;
  const ends = await Promise.all(
    stands.map(async ([id, { servers, platform, providers, ada }], index): Promise<[ProviderId, End]> => {
      Object.assign(servers[id], { scenario: "success", isSilent: false });
      const options = { apps: [trialApp], providers, locks, beside: platform };
      closing.push((await createTestPlatform(options)).close);
      const ended = await ada.follow(started[index] as Generation);
      if (ended.status === "completed") expect(ended.outputs[0]?.notes).not.toEqual([]);
      expect(await platform.credits.audit()).toEqual([]);
      const { status, attempts, error, cost } = ended;
      const openCalls = await platform.database.client.providerCall.count({ where: { endedAt: null } });
      const end = { status, attempts, code: error?.code, charged: cost.charged, ...(await ada.balance()) };
      return [id, { ...end, accepted: servers[id].accepted, openCalls }];
    }),
  );
  return Object.fromEntries(ends);
}

test("a worker killed while its provider works: what has a ticket is taken up again, the rest is never billed twice", async () => {
  const ends = await endsAfterTheKill(
    (server) => {
      server.scenario = "never-ends";
    },
    (id, { accepted }, hasTicket) => accepted === 1 && (hasTicket || id === "huggingface" || id === "openai"),
  );
  const ticketed = { sdserver: made, comfyui: made, bfl: made, fal: made, replicate: made };
  expect(ends).toEqual({ ...ticketed, huggingface: lost, openai: lost });
});

test("a worker killed before the provider's answer: what may have been billed is lost and refunded, what is free is made again", async () => {
  const ends = await endsAfterTheKill(
    (server) => {
      server.isSilent = true;
    },
    (_, { accepted }) => accepted === 1,
  );
  const metered = { bfl: lost, fal: lost, replicate: lost, huggingface: lost, openai: lost };
  expect(ends).toEqual({ sdserver: madeAgain, comfyui: madeAgain, ...metered });
});
