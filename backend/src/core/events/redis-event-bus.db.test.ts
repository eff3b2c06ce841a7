import { expect, test } from "bun:test";
import { Redis } from "ioredis";
import { requireRedis } from "../testing/servers";
import { inbox, logger, newUser, numbers, range } from "./event-bus.fixture";
import { createRedisEventBus } from "./redis-event-bus";
import { openProxy } from "./tcp-proxy.fixture";

const url = requireRedis();
const newPrefix = () => `test-${crypto.randomUUID()}`;

/**
 * Guards f4bfdaa: ioredis is "ready" before its own resubscription is through, so that what was published between
 * the two was neither announced nor read.
 */
test("what is published between the new connection and its subscription arrives", async () => {
  const prefix = newPrefix();
  const proxy = await openProxy(url);
  const [here, there] = await Promise.all([
    createRedisEventBus({ url: proxy.url, prefix, logger }),
    createRedisEventBus({ url, prefix, logger }),
  ]);
  const ada = newUser();
  const box = inbox();
  await here.subscribe(ada, undefined, box.listen);
  await there.publish(ada, "noted", { n: 0 });
  await box.wait(1);

  const isSubscribingAgain = proxy.holdBack(/subscribe/i);
  await killSubscribers();
  await isSubscribingAgain;
  // The connection is up and answers; only its SUBSCRIBE has not reached the server.
  for (let n = 1; n < 20; n++) await there.publish(ada, "noted", { n });
  expect(numbers(box.events)).toEqual([0]);
  await expect(here.check()).rejects.toThrow("not connected");
  proxy.release();
  expect(numbers(await box.wait(20))).toEqual(range(20));
  await there.publish(ada, "noted", { n: 20 });
  expect(numbers(await box.wait(21))).toEqual(range(21));
  await Promise.all([here.close(), there.close()]);
  proxy.close();
});

test("a connection that has gone silent is noticed, and nothing is lost", async () => {
  const prefix = newPrefix();
  const proxy = await openProxy(url);
  const [here, there] = await Promise.all([
    createRedisEventBus({ url: proxy.url, prefix, logger, heartbeatMs: 50, timeoutMs: 100 }),
    createRedisEventBus({ url, prefix, logger }),
  ]);
  const ada = newUser();
  const box = inbox();
  await here.subscribe(ada, undefined, box.listen);
  proxy.silence();
  await there.publish(ada, "noted", { n: 0 });
  expect(numbers(await box.wait(1))).toEqual([0]);
  await Promise.all([here.close(), there.close()]);
  proxy.close();
});

test("a stream is really trimmed, and whoever stands in what is gone is told to reset", async () => {
  const prefix = newPrefix();
  const bus = await createRedisEventBus({ url, prefix, maxPerUser: 100, logger });
  const ada = newUser();
  const ids = await Promise.all(range(500).map((n) => bus.publish(ada, "noted", { n })));
  const redis = new Redis(url);
  expect(await redis.xlen(`${prefix}:events:${ada}`)).toBeLessThan(250);
  expect(await redis.pttl(`${prefix}:events:${ada}`)).toBeGreaterThan(0);
  redis.disconnect();
  const [gone, kept] = [inbox(), inbox()];
  await bus.subscribe(ada, ids[0], gone.listen);
  expect((await gone.wait(1)).map(({ type }) => type)).toEqual(["reset"]);
  await bus.subscribe(ada, ids[450], kept.listen);
  expect(numbers(await kept.wait(49))).toEqual(range(500).slice(451));
  await bus.close();
});

test("a server that is not there is an error, not a wait", async () => {
  const proxy = await openProxy(url);
  proxy.close();
  await expect(createRedisEventBus({ url: proxy.url, logger })).rejects.toThrow();
});

async function killSubscribers(): Promise<void> {
  const redis = new Redis(url);
  await redis.call("CLIENT", "KILL", "TYPE", "pubsub");
  redis.disconnect();
}
