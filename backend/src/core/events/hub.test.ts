import { expect, test } from "bun:test";
import type { StoredEvent } from "./event-bus";
import { inbox, logger, numbers, range } from "./event-bus.fixture";
import { createEventHub } from "./hub";

const toEvent = (n: number): StoredEvent => ({ id: String(n), type: "noted", data: JSON.stringify({ n }) });
const announce = (user: string, event: StoredEvent) => JSON.stringify({ user, ...event });

/** A log in memory: what it holds, and how often it was read. */
function openHub() {
  const events: StoredEvent[] = [];
  const reads: string[] = [];
  let failures = 0;
  const hub = createEventHub(
    {
      origin: "0",
      compare: (a, b) => (BigInt(a) > BigInt(b) ? 1 : BigInt(a) < BigInt(b) ? -1 : 0),
      latestId: async () => events.at(-1)?.id ?? "0",
      async readAfter(_, id) {
        reads.push(id);
        if (failures-- > 0) throw new Error("the log is away");
        const index = events.findIndex((event) => event.id === id);
        return index < 0 && id !== "0" ? null : events.slice(index + 1);
      },
    },
    logger,
  );
  return {
    hub,
    reads,
    store: (n: number) => events[events.push(toEvent(n)) - 1] as StoredEvent,
    fail: (times: number) => {
      failures = times;
    },
  };
}

test("a listener that throws at a reset does not keep the others waiting", async () => {
  const { hub, store } = openHub();
  store(7);
  const heard: string[] = [];
  const startedAt = performance.now();
  await Promise.all([
    hub.subscribe("ada", "gone", () => {
      throw new Error("not today");
    }),
    hub.subscribe("ada", "gone", ({ type }) => heard.push(type)),
    hub.subscribe("ada", "gone", ({ type }) => heard.push(type)),
  ]);
  expect(heard).toEqual(["reset", "reset"]);
  expect(performance.now() - startedAt).toBeLessThan(250);
});

test("a hundred subscribers of one person share the reads of a burst", async () => {
  const { hub, reads, store } = openHub();
  store(1);
  const boxes = range(100).map(inbox);
  await Promise.all(boxes.map((box) => hub.subscribe("ada", undefined, box.listen)));
  hub.suspend();
  reads.length = 0;
  for (let n = 2; n < 12; n++) hub.receive(announce("ada", store(n)));
  hub.resume();
  for (const box of boxes) expect(numbers(await box.wait(10))).toEqual(range(12).slice(2));
  // The one that the burst began with, and one for all that came meanwhile.
  expect(reads).toEqual(["1", "2"]);
});

test("subscribers at different positions each hear what they missed, and then the same", async () => {
  const { hub, store } = openHub();
  for (let n = 1; n <= 5; n++) store(n);
  const boxes = [inbox(), inbox(), inbox()];
  await Promise.all(["1", "3", "3"].map((id, index) => hub.subscribe("ada", id, boxes[index]?.listen ?? (() => {}))));
  hub.receive(announce("ada", store(6)));
  expect(await Promise.all(boxes.map(async (box, index) => numbers(await box.wait(index ? 3 : 5))))).toEqual([
    [2, 3, 4, 5, 6],
    [4, 5, 6],
    [4, 5, 6],
  ]);
});

test("while the log is away, an announcement is not taken for the next event", async () => {
  const { hub, store, fail } = openHub();
  store(1);
  const box = inbox();
  fail(1);
  // Its position compares with nothing, and its first read has failed.
  await hub.subscribe("ada", "1", box.listen);
  store(2);
  hub.receive(announce("ada", store(3)));
  expect(numbers(await box.wait(2))).toEqual([2, 3]);
});

test("whoever has closed hears nothing more, even of a read under way", async () => {
  const { hub, store } = openHub();
  store(1);
  const [closed, open] = [inbox(), inbox()];
  const subscription = await hub.subscribe("ada", undefined, closed.listen);
  await hub.subscribe("ada", undefined, open.listen);
  store(2);
  hub.resume();
  await subscription.close();
  expect(numbers(await open.wait(1))).toEqual([2]);
  expect(closed.events).toEqual([]);
});

test("what is no announcement is ignored", async () => {
  const { hub, store } = openHub();
  const box = inbox();
  await hub.subscribe("ada", undefined, box.listen);
  for (const noise of ["", "nonsense", "null", "[]", '{"user":"eve"}']) hub.receive(noise);
  hub.receive(announce("ada", store(1)));
  expect(numbers(await box.wait(1))).toEqual([1]);
});
