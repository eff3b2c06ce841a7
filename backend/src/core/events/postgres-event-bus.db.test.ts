import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { inbox, logger, newUser, numbers, range, withClient } from "./event-bus.fixture";
import { createPostgresEventBus } from "./postgres-event-bus";
import { listenToPostgres } from "./postgres-listener";
import { openProxy } from "./tcp-proxy.fixture";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const listenerOptions = {
  channels: ["lumiku_events"],
  onNotification: () => {},
  onLost: () => {},
  onRestored: () => {},
  heartbeatMs: 50,
  timeoutMs: 200,
  logger,
};

test("a connection that has gone silent is noticed, and nothing is lost or doubled", async () => {
  const proxy = await openProxy(db.connectionString);
  const [here, there] = await Promise.all([
    createPostgresEventBus({ connectionString: proxy.url, heartbeatMs: 50, timeoutMs: 200, logger }),
    createPostgresEventBus({ connectionString: db.connectionString, logger }),
  ]);
  const ada = newUser();
  const box = inbox();
  await here.subscribe(ada, undefined, box.listen);
  await there.publish(ada, "noted", { n: 0 });
  await box.wait(1);
  proxy.silence();
  for (let n = 1; n < 10; n++) await there.publish(ada, "noted", { n });
  expect(numbers(await box.wait(10))).toEqual(range(10));
  await there.publish(ada, "noted", { n: 10 });
  expect(numbers(await box.wait(11))).toEqual(range(11));
  await here.check();
  await Promise.all([here.close(), there.close()]);
  proxy.close();
});

test("closing while it connects again leaves no connection behind", async () => {
  const proxy = await openProxy(db.connectionString);
  const lost = Promise.withResolvers<void>();
  const listener = await listenToPostgres({
    ...listenerOptions,
    connectionString: proxy.url,
    timeoutMs: 5_000,
    onLost: lost.resolve,
    onRestored: () => {
      throw new Error("It was closed before");
    },
  });
  const isListeningAgain = proxy.holdBack(/LISTEN/);
  await withClient(db.connectionString, (client) =>
    client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = $1`, [
      new URL(db.connectionString).pathname.slice(1),
    ]),
  );
  await lost.promise;
  expect(listener.isListening()).toBe(false);
  await isListeningAgain;
  await listener.close();
  await proxy.whenEmpty();
  proxy.close();
});

test("closing while the server is away does not wait for it", async () => {
  const proxy = await openProxy(db.connectionString);
  const lost = Promise.withResolvers<void>();
  const listener = await listenToPostgres({ ...listenerOptions, connectionString: proxy.url, onLost: lost.resolve });
  proxy.close();
  await lost.promise;
  const startedAt = performance.now();
  await listener.close();
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test("a LISTEN that fails is an error and leaves no connection behind", async () => {
  const proxy = await openProxy(db.connectionString);
  const options = { ...listenerOptions, connectionString: proxy.url, channels: ["not a name"] };
  await expect(listenToPostgres(options)).rejects.toThrow("syntax error");
  await proxy.whenEmpty();
  proxy.close();
});

test("ids are really trimmed: a reader among them is told to reset, one after them is not", async () => {
  const bus = await createPostgresEventBus({ connectionString: db.connectionString, retentionMs: 60_000, logger });
  const ada = newUser();
  const ids = await Promise.all(range(20).map((n) => bus.publish(ada, "noted", { n })));
  await withClient(db.connectionString, async (client) => {
    await client.query(`UPDATE events SET "createdAt" = now() - interval '2 minutes' WHERE id < $1`, [ids[10]]);
    await bus.trim();
    const { rows } = await client.query<{ id: string }>("SELECT id::text FROM events ORDER BY events.id");
    expect(rows.map(({ id }) => id)).toEqual(ids.slice(10));
  });
  const [gone, kept] = [inbox(), inbox()];
  await bus.subscribe(ada, ids[9], gone.listen);
  expect((await gone.wait(1)).map(({ type }) => type)).toEqual(["reset"]);
  await bus.subscribe(ada, ids[10], kept.listen);
  expect(numbers(await kept.wait(9))).toEqual(range(20).slice(11));

  await withClient(db.connectionString, (client) =>
    client.query(`UPDATE events SET "createdAt" = now() - interval '2 minutes'`),
  );
  await bus.trim();
  const nothing = inbox();
  await bus.subscribe(ada, ids[19], nothing.listen);
  expect((await nothing.wait(1)).map(({ type }) => type)).toEqual(["reset"]);
  await bus.close();
});

test("an event that PostgreSQL refuses takes none of those published with it along", async () => {
  const bus = await createPostgresEventBus({ connectionString: db.connectionString, logger });
  const ada = newUser();
  const box = inbox();
  await bus.subscribe(ada, undefined, box.listen);
  const published = range(9).map((n) => bus.publish(ada, n === 5 ? "null\0byte" : "noted", { n }));
  const outcomes = await Promise.allSettled(published);
  expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual(range(9).map((n) => n !== 5));
  expect(numbers(await box.wait(8))).toEqual(range(9).filter((n) => n !== 5));
  await bus.close();
});
