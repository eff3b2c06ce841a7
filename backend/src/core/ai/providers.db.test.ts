import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { type ProviderId, providerIds } from "@lumiku/contracts/providers";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";
import { type ProtocolServer, play, type Scenario, scenarios } from "./testing/protocol-server";
import { played, until } from "./testing/served-platform";
import { type Outcome, outcomeOf } from "./testing/subjects";

// Seven platforms at once, each waiting for its slowest.
setDefaultTimeout(60_000);

const PRICE = 5;
/** A circuit that was closed behind the platform's back is seen as closed after this. */
const FRESH_MS = 1_100;

/** How a generation of one picture ends. Work that waits for what may pass is tried three times. */
const endings: Record<Outcome, { status: Generation["status"]; code: string | undefined; attempts: number }> = {
  picture: { status: "completed", code: undefined, attempts: 1 },
  spoilt: { status: "failed", code: "BAD_RESULT", attempts: 1 },
  endless: { status: "failed", code: "TIMED_OUT", attempts: 1 },
  outage: { status: "failed", code: "MODEL_UNAVAILABLE", attempts: 3 },
  busy: { status: "failed", code: "MODEL_UNAVAILABLE", attempts: 3 },
  exhausted: { status: "failed", code: "MODEL_UNAVAILABLE", attempts: 1 },
  misconfigured: { status: "failed", code: "MODEL_UNAVAILABLE", attempts: 1 },
  refused: { status: "failed", code: "PROVIDER_REFUSED", attempts: 1 },
  moderated: { status: "failed", code: "CONTENT_BLOCKED", attempts: 1 },
  failed: { status: "failed", code: "PROVIDER_FAILED", attempts: 1 },
  lost: { status: "failed", code: "PROVIDER_LOST", attempts: 1 },
};

/** What only a provider would say, of anything these servers play. */
const providerText =
  /127\.0\.0\.1|https?:|credentials|password|token|used up your|requests|prompt is too|invalid|4000|internal|CUDA|memory|crashed|disconnected|flagged|checker|nsfw|E005|moderation_|expired|AccessDenied|generate_image|html|loading|\d{3}:/i;

/** Long enough for a busy machine, short enough for a body that trickles nine times. Milliseconds. */
const limits = { idleMs: 500, totalMs: 1_200 };

const clock = createClock();

interface Stand {
  server: ProtocolServer;
  platform: TestPlatform;
  /** The same, where work may take only a moment. */
  hasty: TestPlatform;
  ada: TrialPerson;
}
const stands = new Map<ProviderId, Stand>();

beforeAll(async () => {
  await Promise.all(
    providerIds.map(async (id) => {
      const server = played[id].start();
      const providers = [played[id].create({ url: server.url, limits })];
      const options = { engine: "redis", apps: [trialApp], providers, now: clock.now, concurrency: 2 } as const;
      const platform = await createTestPlatform(options);
      const hasty = await createTestPlatform({ ...options, limits: { deadlineMs: 2_000 } });
      stands.set(id, { server, platform, hasty, ada: await joinTrial(platform) });
    }),
  );
});

afterEach(async () => {
  const counts = await Promise.all(
    [...stands.values()].map(({ platform }) => platform.database.client.providerCircuit.deleteMany()),
  );
  if (counts.some(({ count }) => count > 0)) clock.advance(FRESH_MS);
});

afterAll(async () => {
  await Promise.all(
    [...stands.values()].map(async ({ server, platform, hasty }) => {
      await Promise.all([platform.close(), hasty.close()]);
      await server.stop();
    }),
  );
});

const forEach = (work: (id: ProviderId, stand: Stand) => Promise<void>) =>
  Promise.all([...stands].map(([id, stand]) => work(id, stand)));

describe("with every provider", () => {
  test.each(scenarios.filter((scenario) => scenario !== "busy-with-retry-after"))(
    "%s: the work ends as it should, told in words, paid for what came, with nothing left open",
    async (scenario) => {
      await forEach(async (id, { server, platform: patient, hasty, ada: regular }) => {
        play(server, scenario);
        const outcome = outcomeOf(played[id], scenario);
        const isEndless = outcome === "endless";
        const platform = isEndless ? hasty : patient;
        const ada = isEndless ? await joinTrial(hasty) : regular;
        const before = await ada.balance();
        const ended = await ada.follow(await ada.draw("remote"));

        const { status, code, attempts } = endings[outcome];
        const charged = status === "completed" ? PRICE : 0;
        expect({ id, provider: ended.provider, providerReason: ended.providerReason }).toEqual({
          ...{ id, provider: id, providerReason: null },
        });
        expect({ id, status: ended.status, code: ended.error?.code, attempts: ended.attempts }).toEqual({
          ...{ id, status, code, attempts },
        });
        expect(ended.cost).toEqual({ unit: "credits", reserved: PRICE, charged });
        expect(await ada.balance()).toEqual({ available: before.available - charged, held: 0 });
        expect(await platform.credits.audit()).toEqual([]);
        for (const said of [ended.error?.message, ...ended.outputs.map(({ error }) => error?.message)])
          if (said) expect(said).not.toMatch(providerText);
        if (status === "completed") await expectPicture(ada, ended);
        await expectNothingOpen(platform, ended);
        expectAskedOnce(id, server, scenario, attempts);
      });
    },
  );

  test("busy-with-retry-after: work waits as long as the provider asks, and can be stopped meanwhile", async () => {
    await forEach(async (id, { server, platform, ada }) => {
      play(server, "busy-with-retry-after");
      const before = await ada.balance();
      const started = await ada.draw("remote");
      const askedAt = clock.now().getTime();
      const notBefore = async () => (await platform.generationsRepository.find(started.id))?.notBefore;
      await until(async () => Boolean(await notBefore()));
      const waitMs = ((await notBefore())?.getTime() ?? 0) - askedAt;
      expect({ id, waits: waitMs > 6_900 && waitMs < 12_000 }).toEqual({ id, waits: true });
      expect(server.received).toHaveLength(1);
      expect((await ada.get(started)).step).toBe("Trying again in a moment");
      expect((await ada.cancel(started)).status).toBe("cancelled");
      expect(await ada.balance()).toEqual(before);
      expect((await platform.queue.queue.counts()).delayed).toBe(0);
      await expectNothingOpen(platform, started);
    });
  });
});

async function expectPicture(ada: TrialPerson, { outputs, seed }: Generation): Promise<void> {
  const [output] = outputs;
  expect(output).toMatchObject({ status: "completed", error: null, asset: { mime: "image/png" } });
  expect(output?.seed).toBeNumber();
  expect(seed).toBeNumber();
  const file = await ada.fetch(output?.asset?.url ?? "");
  expect(file.headers.get("content-type")).toBe("image/png");
  expect((await file.bytes()).byteLength).toBe(output?.asset?.sizeBytes ?? 0);
}

async function expectNothingOpen(platform: TestPlatform, { id: generationId }: Generation): Promise<void> {
  await platform.sweep();
  expect(await platform.database.client.providerCall.count({ where: { generationId, endedAt: null } })).toBe(0);
  expect(await platform.queue.queue.counts()).toMatchObject({ waiting: 0, delayed: 0 });
}

/** What may be billed is made once; without a ticket, once for each try that the provider did not answer. */
function expectAskedOnce(id: ProviderId, server: ProtocolServer, scenario: Scenario, attempts: number): void {
  const { canCancel } = played[id];
  const outcome = outcomeOf(played[id], scenario);
  const hasTicket = id !== "huggingface" && id !== "openai";
  expect({ id, isAtMost: server.accepted <= (hasTicket ? 1 : attempts) }).toEqual({ id, isAtMost: true });
  if (outcome === "picture" || outcome === "spoilt")
    expect({ id, accepted: server.accepted }).toEqual({ id, accepted: 1 });
  if (outcome === "endless") expect({ id, stopped: server.cancelled.size }).toEqual({ id, stopped: canCancel ? 1 : 0 });
}
