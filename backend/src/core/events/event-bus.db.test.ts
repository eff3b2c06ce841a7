import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { EventBus, StoredEvent } from "./event-bus";
import { type EngineFixture, engines, inbox, newUser, numbers, openEngine, range } from "./event-bus.fixture";

describe.each(engines)("events on %s", (engine) => {
  let fixture: EngineFixture;
  let here: EventBus;
  let there: EventBus;
  beforeAll(async () => {
    fixture = await openEngine(engine);
    [here, there] = await Promise.all([fixture.open(), fixture.open()]);
  });
  afterAll(() => fixture.close());

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

  test("under load from every process, each of fifty people hears their own events only, all and in order", async () => {
    const people = range(50).map((index) => {
      const [live, late] = [inbox(), inbox()];
      return { userId: newUser(), index, bus: index % 2 ? here : there, live, late };
    });
    const subscribed = await Promise.all(
      people.map(({ userId, bus, live }) => bus.subscribe(userId, undefined, live.listen)),
    );
    await Promise.all(
      people.flatMap(({ userId, index }) =>
        [here, there].map(async (bus, side) => {
          for (let n = 0; n < 20; n++) await bus.publish(userId, "noted", { owner: index, side, n });
        }),
      ),
    );
    for (const { userId, index, bus, live, late } of people) {
      const heard = (await live.wait(40)).map(
        ({ data }) => JSON.parse(data) as { owner: number; side: number; n: number },
      );
      expect(new Set(heard.map(({ owner }) => owner))).toEqual(new Set([index]));
      for (const side of [0, 1])
        expect(heard.filter((event) => event.side === side).map(({ n }) => n)).toEqual(range(20));
      await bus.subscribe(userId, live.events[9]?.id, late.listen);
      expect(await late.wait(30)).toEqual(live.events.slice(10));
    }
    await Promise.all(subscribed.map((subscription) => subscription.close()));
    for (const { live } of people) expect(live.events).toHaveLength(40);
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

  test("whoever comes back to the position of a stream that nothing had happened on misses nothing", async () => {
    const ada = newUser();
    await here.publish(ada, "noted", { n: 0 });
    const { position, close } = await here.subscribe(ada, undefined, () => {});
    await close();
    await here.publish(ada, "noted", { n: 1 });
    const box = inbox();
    await there.subscribe(ada, position, box.listen);
    expect(numbers(await box.wait(1))).toEqual([1]);
  });

  test("twenty publishers at once: whoever joins and leaves in the middle gets every event once, in one order", async () => {
    const ada = newUser();
    const whole = inbox();
    await there.subscribe(ada, undefined, whole.listen);
    const publishing = Promise.all(
      range(20).map(async (publisher) => {
        for (let n = 0; n < 10; n++) await (n % 2 ? here : there).publish(ada, "noted", { n: publisher * 10 + n });
      }),
    );
    await whole.wait(1);
    const stitched: StoredEvent[] = whole.events.slice(0, 1);
    while (stitched.length < 200) {
      const part = inbox();
      const subscription = await here.subscribe(ada, stitched.at(-1)?.id, part.listen);
      await part.wait(Math.min(7, 200 - stitched.length));
      await subscription.close();
      stitched.push(...part.events);
    }
    await publishing;
    const all = await whole.wait(200);
    expect(new Set(numbers(all)).size).toBe(200);
    expect(stitched.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  test("an id that is not kept any more, or never was, is answered by one reset, and what comes next arrives", async () => {
    const ada = newUser();
    await here.publish(ada, "noted", {});
    for (const unknown of ["1-1", "0-0", "0", "999999999", "nonsense", ""]) {
      const box = inbox();
      const subscription = await here.subscribe(ada, unknown, box.listen);
      expect((await box.wait(1)).map(({ type }) => type)).toEqual(["reset"]);
      const id = await here.publish(ada, "noted", {});
      expect((await box.wait(2)).map((event) => event.id).at(-1)).toBe(id);
      await subscription.close();
    }
  });

  test("a gap longer than what is replayed is answered by a reset that carries the newest id", async () => {
    const ada = newUser();
    const first = await here.publish(ada, "noted", { n: 0 });
    const ids = await Promise.all(range(1_001).map((n) => here.publish(ada, "noted", { n })));
    const [exact, over] = [inbox(), inbox()];
    await there.subscribe(ada, ids[0], exact.listen);
    expect(numbers(await exact.wait(1_000))).toEqual(range(1_001).slice(1));
    await there.subscribe(ada, first, over.listen);
    expect(await over.wait(1)).toEqual([{ id: ids.at(-1) ?? "", type: "reset", data: "{}" }]);
  });

  test("an event too large for a notification arrives whole and in its place", async () => {
    const ada = newUser();
    const box = inbox();
    await there.subscribe(ada, undefined, box.listen);
    const large = "x".repeat(100_000);
    for (const [n, text] of ["", large, ""].entries()) await here.publish(ada, "noted", { n, text });
    const events = await box.wait(3);
    expect(numbers(events)).toEqual(range(3));
    expect(JSON.parse(events[1]?.data ?? "")).toEqual({ n: 1, text: large });
  });

  test("a listener that throws is told the next event, and nobody else notices", async () => {
    const ada = newUser();
    const [thrown, calm] = [inbox(), inbox()];
    await here.subscribe(ada, undefined, (event) => {
      thrown.listen(event);
      throw new Error("not today");
    });
    await here.subscribe(ada, undefined, calm.listen);
    for (let n = 0; n < 3; n++) await there.publish(ada, "noted", { n });
    for (const box of [thrown, calm]) expect(numbers(await box.wait(3))).toEqual(range(3));
  });

  test("losing the connection in the middle loses no event and doubles none", async () => {
    const ada = newUser();
    const box = inbox();
    await here.subscribe(ada, undefined, box.listen);
    for (let n = 0; n < 60; n++) {
      if (n === 20) await fixture.cutConnections();
      await there.publish(ada, "noted", { n });
    }
    expect(numbers(await box.wait(60))).toEqual(range(60));
    await there.publish(ada, "noted", { n: 60 });
    expect(numbers(await box.wait(61))).toEqual(range(61));
  });

  test("a signal reaches every process", async () => {
    const [one, other] = await Promise.all([fixture.open(), fixture.open()]);
    const heard = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    await one.onSignal("stop", () => {
      throw new Error("not today");
    });
    await one.onSignal("stop", (payload) => heard[0]?.resolve(payload));
    await other.onSignal("stop", (payload) => heard[1]?.resolve(payload));
    await one.signal("stop", "generation-1");
    expect(await Promise.all(heard.map(({ promise }) => promise))).toEqual(["generation-1", "generation-1"]);
  });
});
