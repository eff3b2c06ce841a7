import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { until } from "../queue/queue.fixture";
import { createRedisServer, type RedisServer } from "../queue/redis-server.fixture";
import { requireRedis } from "../testing/servers";
import type { Budget } from "./budgets";
import { type Counters, createMemoryCounters, createRedisCounters } from "./counters";

const budget = (requests: number, windowSeconds = 60): Budget => ({
  ...{ name: `budget-${crypto.randomUUID()}`, counted: "address", requests, windowSeconds },
});
const openRedis = (url: string, prefix: string, lines: string[] = []) =>
  createRedisCounters({
    ...{ url, prefix },
    logger: { info: (_, line) => void lines.push(line), warn: (_, line) => void lines.push(line) },
  });

async function countTogether(one: Counters, other: Counters): Promise<boolean> {
  const probe = budget(1);
  await one.count(probe, "anybody");
  return (await other.count(probe, "anybody")).isExceeded;
}

for (const kind of ["memory", "redis"] as const) {
  describe(`counters in ${kind}`, () => {
    let counters: Counters;
    beforeAll(async () => {
      if (kind === "memory") {
        counters = createMemoryCounters();
        return;
      }
      const prefix = crypto.randomUUID();
      counters = openRedis(requireRedis(), prefix);
      const other = openRedis(requireRedis(), prefix);
      await until(() => countTogether(counters, other));
      await other.close();
    });
    afterAll(() => counters.close());

    test("exactly as many as allowed, however many come at once, and each is told what is left", async () => {
      const limited = budget(20);
      const standings = await Promise.all(Array.from({ length: 50 }, () => counters.count(limited, "ada")));
      const allowed = standings.filter(({ isExceeded }) => !isExceeded);
      expect(allowed.map(({ remaining }) => remaining).sort((a, b) => b - a)).toEqual(
        Array.from({ length: 20 }, (_, index) => 19 - index),
      );
      for (const { resetMs } of standings) expect(resetMs).toBeWithin(1, 60_001);
    });

    test("everybody has a budget of their own, and of each kind", async () => {
      const [one, other] = [budget(1), budget(1)];
      for (const [limited, subject] of [
        [one, "ada"],
        [one, "bob"],
        [other, "ada"],
      ] as const)
        expect((await counters.count(limited, subject)).isExceeded).toBe(false);
      expect((await counters.count(one, "ada")).isExceeded).toBe(true);
    });

    test("whoever waits as long as they are told may go on, also if they asked in between", async () => {
      const limited = budget(1, 1);
      await counters.count(limited, "ada");
      const { isExceeded, resetMs } = await counters.count(limited, "ada");
      expect(isExceeded).toBe(true);
      expect(resetMs).toBeLessThanOrEqual(1_000);
      const startedAt = performance.now();
      await until(async () => !(await counters.count(limited, "ada")).isExceeded);
      expect(performance.now() - startedAt).toBeLessThan(resetMs + 500);
    });
  });
}

describe("counters whose Redis goes away", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await createRedisServer({ isPersistent: false });
  });
  afterAll(() => server.remove());

  test("go on by themselves within the limit, and together again when it is back", async () => {
    const lines: string[] = [];
    const [here, there] = [openRedis(server.url, "outage", lines), openRedis(server.url, "outage")];
    const limited = budget(3, 600);
    const count = async (counters: Counters) => (await counters.count(limited, "ada")).isExceeded;
    await until(() => countTogether(here, there));

    await server.kill();
    const startedAt = performance.now();
    for (const counters of [here, there])
      expect([await count(counters), await count(counters), await count(counters), await count(counters)]).toEqual([
        ...[false, false, false, true],
      ]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);

    await server.start();
    await until(() => countTogether(here, there));
    expect(lines).toEqual([
      "Redis does not answer: each process counts requests for itself",
      "requests are counted in Redis again",
    ]);
    await Promise.all([here.close(), there.close()]);
  });
});
