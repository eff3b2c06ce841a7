import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Redis } from "ioredis";
import { Client } from "pg";
import { createLogger } from "../observability/logger";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import type { EventBus, StoredEvent } from "./event-bus";
import { createPostgresEventBus } from "./postgres-event-bus";
import { createRedisEventBus } from "./redis-event-bus";

const logger = createLogger({ level: "silent", format: "json" });
const redisUrl = process.env.LUMIKU_TEST_REDIS_URL;
if (!redisUrl) throw new Error("LUMIKU_TEST_REDIS_URL is not set: run the tests with `bun run test`");

for (const kind of ["postgres", "redis"] as const) {
  describe(`events on ${kind}`, () => {
    const prefix = `test-${crypto.randomUUID()}`;
    let db: TestDatabase;
    // Two buses are two processes: they share nothing but the server.
    let here: EventBus;
    let there: EventBus;
    const open = () =>
      kind === "redis"
        ? createRedisEventBus({ url: redisUrl, prefix, logger })
        : createPostgresEventBus({ connectionString: db.connectionString, logger });
    beforeAll(async () => {
      db = await createTestDatabase();
      [here, there] = await Promise.all([open(), open()]);
    });
    afterAll(async () => {
      await Promise.all([here.close(), there.close()]);
      await db.drop();
    });

    test("an event reaches every process in order, and nobody else's stream", async () => {
      const [ada, eve] = [newUser(), newUser()];
      const [first, second, other] = [inbox(), inbox(), inbox()];
      await Promise.all([
        here.subscribe(ada, undefined, first.listen),
        there.subscribe(ada, undefined, second.listen),
        there.subscribe(eve, undefined, other.listen),
      ]);
      for (let n = 0; n < 20; n++) await here.publish(ada, "noted", { n });
      expect(numbers(await first.wait(20))).toEqual(range(20));
      expect(numbers(await second.wait(20))).toEqual(range(20));
      expect(other.events).toEqual([]);
    });

    test("a subscriber that comes back with the last id it saw misses nothing and hears nothing twice", async () => {
      const ada = newUser();
      const before = inbox();
      const subscription = await here.subscribe(ada, undefined, before.listen);
      for (let n = 0; n < 5; n++) await there.publish(ada, "noted", { n });
      const seen = await before.wait(5);
      await subscription.close();
      for (let n = 5; n < 12; n++) await there.publish(ada, "noted", { n });
      const after = inbox();
      await here.subscribe(ada, seen.at(-1)?.id, after.listen);
      await there.publish(ada, "noted", { n: 12 });
      expect(numbers(await after.wait(8))).toEqual(range(13).slice(5));
      expect(before.events).toHaveLength(5);
    });

    test("twenty publishers at once: whoever joins and leaves in the middle gets every event once, in one order", async () => {
      const ada = newUser();
      const whole = inbox();
      await there.subscribe(ada, undefined, whole.listen);
      const stitched: StoredEvent[] = [];
      const publishing = Promise.all(
        range(20).map(async (publisher) => {
          for (let n = 0; n < 10; n++) await (n % 2 ? here : there).publish(ada, "noted", { n: publisher * 10 + n });
        }),
      );
      let last: string | undefined;
      const first = whole.wait(1);
      last = (await first)[0]?.id;
      stitched.push(...whole.events.slice(0, 1));
      while (stitched.length < 200) {
        const part = inbox();
        const subscription = await here.subscribe(ada, last, part.listen);
        await part.wait(Math.min(7, 200 - stitched.length));
        await subscription.close();
        stitched.push(...part.events);
        last = stitched.at(-1)?.id;
      }
      await publishing;
      const all = await whole.wait(200);
      expect(new Set(numbers(all)).size).toBe(200);
      expect(stitched.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    });

    test("an id that is not kept any more, or never was, is answered by a reset", async () => {
      const ada = newUser();
      await here.publish(ada, "noted", {});
      for (const unknown of kind === "redis" ? ["1-1", "nonsense"] : ["999999999", "nonsense"]) {
        const box = inbox();
        await here.subscribe(ada, unknown, box.listen);
        expect((await box.wait(1)).map(({ type }) => type)).toEqual(["reset"]);
      }
    });

    test("an event too large for a notification arrives whole and in its place", async () => {
      const ada = newUser();
      const box = inbox();
      await there.subscribe(ada, undefined, box.listen);
      const large = "x".repeat(100_000);
      await Promise.all([
        here.publish(ada, "noted", { n: 0, large }),
        here.publish(ada, "noted", { n: 1 }),
        here.publish(ada, "noted", { n: 2 }),
      ]);
      const events = await box.wait(3);
      expect(events.map(({ data }) => data.length).sort((a, b) => b - a)[0]).toBeGreaterThan(100_000);
      expect(new Set(numbers(events)).size).toBe(3);
    });

    test("losing the connection in the middle loses no event", async () => {
      const ada = newUser();
      const box = inbox();
      await here.subscribe(ada, undefined, box.listen);
      for (let n = 0; n < 60; n++) {
        if (n === 20) await cutConnections();
        await publishStubbornly(there, ada, n);
      }
      const events = await box.wait(60);
      expect([...new Set(numbers(events))]).toEqual(range(60));
      expect(events).toHaveLength(60);
    });

    test("a signal reaches every process", async () => {
      for (const bus of [here, there])
        while (
          !(await bus.check().then(
            () => true,
            () => false,
          ))
        )
          await Bun.sleep(10);
      const heard = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
      await here.onSignal("stop", (payload) => heard[0]?.resolve(payload));
      await there.onSignal("stop", (payload) => heard[1]?.resolve(payload));
      await here.signal("stop", "generation-1");
      expect(await Promise.all(heard.map(({ promise }) => promise))).toEqual(["generation-1", "generation-1"]);
    });

    async function cutConnections(): Promise<void> {
      if (kind === "redis") {
        const redis = new Redis(redisUrl ?? "");
        await redis.call("CLIENT", "KILL", "TYPE", "pubsub");
        redis.disconnect();
        return;
      }
      const client = new Client({ connectionString: db.connectionString });
      await client.connect();
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
      );
      await client.end();
    }
  });
}

async function publishStubbornly(bus: EventBus, userId: string, n: number): Promise<void> {
  for (;;) {
    const isPublished = await bus.publish(userId, "noted", { n }).then(
      () => true,
      () => false,
    );
    if (isPublished) return;
  }
}

function inbox() {
  const events: StoredEvent[] = [];
  let check = () => {};
  return {
    events,
    listen: (event: StoredEvent) => {
      events.push(event);
      check();
    },
    wait: (count: number) =>
      new Promise<StoredEvent[]>((resolve) => {
        check = () => events.length >= count && resolve(events);
        check();
      }),
  };
}

const newUser = () => `user-${crypto.randomUUID()}`;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const numbers = (events: StoredEvent[]) => events.map(({ data }) => (JSON.parse(data) as { n: number }).n);
