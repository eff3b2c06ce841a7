import { afterEach, expect, test } from "bun:test";
import { createHttp } from "../http/server";
import type { EventBus, StoredEvent } from "./event-bus";
import { logger, range } from "./event-bus.fixture";
import { type EventReader, openReader } from "./event-reader.fixture";
import { createEventHub } from "./hub";
import { createEventStreams, type EventStreamsOptions } from "./routes";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Streams on a real server, over events in memory. Whoever asks is who the header `x-user` says. */
function serve(options?: EventStreamsOptions) {
  const log: (StoredEvent & { userId: string })[] = [];
  const of = (userId: string) => log.filter((event) => event.userId === userId);
  const hub = createEventHub(
    {
      origin: "0",
      compare: (a, b) => Number(a) - Number(b),
      latestId: async (userId) => of(userId).at(-1)?.id ?? "0",
      async readAfter(userId, id) {
        const events = of(userId);
        const index = events.findIndex((event) => event.id === id);
        return index < 0 && id !== "0" ? null : events.slice(index + 1);
      },
    },
    logger,
  );
  const publish = (userId: string, type: string, data: unknown) => {
    const event = { id: String(log.length + 1), type, data: JSON.stringify(data), userId };
    log.push(event);
    hub.receive(JSON.stringify({ user: userId, ...event }));
  };
  const streams = createEventStreams(
    { subscribe: hub.subscribe } as EventBus,
    async (headers) => ({ userId: headers.get("x-user") ?? "", role: "user" }),
    options,
  );
  const http = createHttp(logger);
  streams.mount(http);
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: (request) => http.fetch(request) });
  const readers: EventReader[] = [];
  cleanups.push(async () => {
    streams.close();
    for (const reader of readers) reader.leave();
    await server.stop(true);
  });
  const url = `http://127.0.0.1:${server.port}/api/events`;
  return {
    ...{ streams, publish, server, url },
    async join(user: string, lastEventId?: string) {
      const reader = await openReader(url, { "x-user": user, ...(lastEventId && { "last-event-id": lastEventId }) });
      readers.push(reader);
      return reader;
    },
  };
}

const numbers = ({ events }: EventReader) => events.map(({ data }) => (data as { n: number }).n);
const hasHeard = (count: number) => (reader: EventReader) => reader.events.length >= count;

test("thirty people with three streams each: everyone hears their own events, on every stream, and nobody else's", async () => {
  const { join, publish, streams } = serve();
  const people = await Promise.all(
    range(30).map(async (person) => ({
      person,
      readers: await Promise.all(range(3).map(() => join(`user-${person}`))),
    })),
  );
  expect(streams.count()).toBe(90);
  expect(streams.users().sort()).toEqual(
    range(30)
      .map((person) => `user-${person}`)
      .sort(),
  );
  for (const n of range(20)) for (const { person } of people) publish(`user-${person}`, "noted", { person, n });
  for (const { person, readers } of people) {
    for (const reader of readers) {
      await reader.until(hasHeard(20));
      expect(reader.events.map(({ data }) => data)).toEqual(range(20).map((n) => ({ person, n })));
    }
  }
});

test("a reader that left comes back with Last-Event-ID, or with the id the stream began with, and misses nothing", async () => {
  const { join, publish } = serve();
  publish("ada", "noted", { n: 0 });
  const first = await join("ada");
  await first.until((reader) => reader.text().includes("retry: 1000\nid: 1\n\n"));
  first.leave();
  for (const n of [1, 2, 3]) publish("ada", "noted", { n });
  const second = await (await join("ada", "1")).until(hasHeard(3));
  expect(numbers(second)).toEqual([1, 2, 3]);
  const third = await (await join("ada", second.events[1]?.id)).until(hasHeard(1));
  expect(numbers(third)).toEqual([3]);
});

test("what a browser sends as its last id cannot write lines of the stream", async () => {
  const { url, publish } = serve();
  publish("ada", "noted", { n: 0 });
  const reader = await openReader(`${url}?lastEventId=${encodeURIComponent("1\nevent: forged\ndata: {}")}`, {
    "x-user": "ada",
  });
  expect((await reader.until(hasHeard(1))).events).toEqual([{ id: "1", type: "reset", data: {} }]);
  expect(reader.text()).not.toContain("forged");
  reader.leave();
});

test("what is sent without being stored reaches the open streams, has no id and is not replayed", async () => {
  const { join, publish, streams } = serve();
  const [ada, eve] = await Promise.all([join("ada"), join("eve")]);
  publish("ada", "noted", { n: 0 });
  streams.send("ada", "queue.moved", { n: 1 });
  streams.send("nobody", "queue.moved", { n: 1 });
  publish("eve", "noted", { n: 2 });
  expect((await ada.until(hasHeard(2))).events).toEqual([
    { id: "1", type: "noted", data: { n: 0 } },
    { type: "queue.moved", data: { n: 1 } },
  ]);
  expect(numbers(await eve.until(hasHeard(1)))).toEqual([2]);
  publish("ada", "noted", { n: 3 });
  expect(numbers(await (await join("ada", "1")).until(hasHeard(1)))).toEqual([3]);
});

test("one stream too many ends a person's oldest, which is told to take its time, and nobody else's", async () => {
  const { join, publish, streams } = serve({ maxPerUser: 2 });
  const eve = await join("eve");
  const [oldest, middle, newest] = [await join("ada"), await join("ada"), await join("ada")];
  await oldest.ended;
  expect(oldest.text()).toContain("retry: 15000\n\n");
  expect(streams.count()).toBe(3);
  for (const user of ["ada", "eve"]) publish(user, "noted", { n: 0 });
  for (const reader of [middle, newest, eve]) expect(numbers(await reader.until(hasHeard(1)))).toEqual([0]);
  expect(oldest.events).toEqual([]);
});

test("a process that is full says so, and takes streams again when one has left", async () => {
  const { join, streams } = serve({ maxStreams: 2, heartbeatMs: 30 });
  const [first] = [await join("ada"), await join("eve")];
  expect((await join("bob")).text()).toStartWith("HTTP/1.1 503");
  first.leave();
  while (streams.count() > 1) await new Promise(setImmediate);
  expect((await join("bob")).text()).toStartWith("HTTP/1.1 200");
});

test("every stream beats", async () => {
  const { join } = serve({ heartbeatMs: 30 });
  const readers = await Promise.all(range(40).map((n) => join(`user-${n % 7}`)));
  for (const reader of readers) await reader.until(() => reader.text().split(": still here\n\n").length > 3);
});

test("a process that stops ends every stream and keeps none", async () => {
  const { join, streams } = serve();
  const readers = await Promise.all(range(5).map((n) => join(`user-${n}`)));
  streams.close();
  await Promise.all(readers.map(({ ended }) => ended));
  expect(streams.count()).toBe(0);
  expect(streams.users()).toEqual([]);
});

test("a reader that does not read is cut off, comes back and has missed nothing; others do not notice", async () => {
  const { join, publish, streams } = serve({ heartbeatMs: 10_000 });
  const [slow, quick] = [await join("ada"), await join("ada")];
  slow.pause();
  let count = 0;
  while (streams.count() > 1) {
    publish("ada", "noted", { n: count++, text: "x".repeat(64_000) });
    await new Promise(setImmediate);
    // The network takes some megabytes; after that, one is kept.
    expect(count).toBeLessThan(400);
  }
  publish("ada", "noted", { n: count++ });
  expect(numbers(await quick.until(hasHeard(count)))).toEqual(range(count));

  // What was kept are whole events; it ends where they end.
  slow.resume();
  await slow.ended;
  const heard = numbers(slow);
  expect(heard.length).toBeGreaterThan(0);
  expect(heard).toEqual(range(heard.length));
  const rest = await join("ada", slow.events.at(-1)?.id);
  await rest.until(hasHeard(count - heard.length));
  expect([...heard, ...numbers(rest)]).toEqual(range(count));
});

test("a reader that takes nothing at all loses its connection, and what was kept for it is let go", async () => {
  const { join, publish, streams, server } = serve({ heartbeatMs: 50 });
  const reader = await join("ada");
  reader.pause();
  while (streams.count() > 0) {
    publish("ada", "noted", { text: "x".repeat(64_000) });
    await new Promise(setImmediate);
  }
  while (server.pendingRequests > 0) await new Promise(setImmediate);
  reader.resume();
  await reader.ended;
});

test("a replay larger than what is kept arrives in turns", async () => {
  const { join, publish } = serve();
  const count = 60;
  publish("ada", "noted", { n: 0 });
  for (let n = 1; n <= count; n++) publish("ada", "noted", { n, text: "x".repeat(64_000) });
  const heard: number[] = [];
  let lastId = "1";
  let turns = 0;
  while (heard.length < count) {
    const reader = await join("ada", lastId);
    const missing = count - heard.length;
    await Promise.race([reader.ended, reader.until(hasHeard(missing))]);
    expect(reader.events.length).toBeGreaterThan(0);
    heard.push(...numbers(reader));
    lastId = reader.events.at(-1)?.id ?? lastId;
    reader.leave();
    turns++;
  }
  expect(heard).toEqual(range(count + 1).slice(1));
  expect(turns).toBeGreaterThan(1);
});
