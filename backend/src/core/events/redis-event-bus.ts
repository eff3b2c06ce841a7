import type { Logger } from "@lumiku/app-sdk/server";
import { Redis } from "ioredis";
import type { EventBus, StoredEvent } from "./event-bus";
import { createEventHub } from "./hub";
import { createSignals } from "./signals";

const REPLAY_LIMIT = 1_000;
/** Larger ones are left for the subscriber to read from the stream. */
const MAX_NOTIFICATION_BYTES = 64 * 1024;

export interface RedisEventBusOptions {
  url: string;
  prefix?: string;
  /** How far back a stream can be replayed. Milliseconds. */
  retentionMs?: number;
  /** How many events of one user are kept, at least. */
  maxPerUser?: number;
  /** How often the listening connection is asked whether it is still there. Milliseconds. */
  heartbeatMs?: number;
  /** How long the server may take to answer before the connection counts as lost. Milliseconds. */
  timeoutMs?: number;
  logger: Logger;
}

/** Adds to the stream, lets it expire with its last event, and announces the event under the id it was given. */
const PUBLISH = `
  local id = redis.call("XADD", KEYS[1], "MAXLEN", "~", ARGV[1], "*", "type", ARGV[3], "data", ARGV[4])
  redis.call("PEXPIRE", KEYS[1], ARGV[2])
  if #ARGV[4] > tonumber(ARGV[7]) then
    redis.call("PUBLISH", ARGV[5], cjson.encode({ id = id, user = ARGV[6] }))
  else
    redis.call("PUBLISH", ARGV[5], cjson.encode({ id = id, user = ARGV[6], type = ARGV[3], data = ARGV[4] }))
  end
  return id`;

/** Events in one Redis Stream a user, announced by pub/sub. The stream gives ids in order. */
export async function createRedisEventBus(options: RedisEventBusOptions): Promise<EventBus> {
  const { url, prefix = "lumiku", retentionMs = 24 * 3_600_000, maxPerUser = 2_000, logger } = options;
  const { heartbeatMs = 15_000, timeoutMs = 5_000 } = options;
  const shared = { lazyConnect: true, socketTimeout: timeoutMs };
  const client = new Redis(url, { ...shared, maxRetriesPerRequest: 3 });
  const subscriber = new Redis(url, { ...shared, maxRetriesPerRequest: null, autoResubscribe: false });
  for (const connection of [client, subscriber])
    connection.on("error", (error) => logger.debug({ err: error }, "redis"));
  const signals = createSignals(logger);
  const eventsChannel = `${prefix}:events`;
  const signalsChannel = `${prefix}:signals`;
  const keyOf = (userId: string) => `${prefix}:events:${userId}`;
  // A trimmed stream holds more than this, so that no gap passes for a replay from its origin.
  const replayLimit = Math.min(REPLAY_LIMIT, maxPerUser - 1);
  let isAnnouncing = false;

  const hub = createEventHub(
    {
      origin: "0-0",
      compare: compareStreamIds,
      async latestId(userId) {
        const [latest] = await client.xrevrange(keyOf(userId), "+", "-", "COUNT", 1);
        return latest?.[0] ?? "0-0";
      },
      async readAfter(userId, id) {
        if (!/^\d{1,16}-\d{1,10}$/.test(id)) return null;
        const entries = await client.xrange(keyOf(userId), id, "+", "COUNT", replayLimit + 2);
        // The event it names must still be there: otherwise others after it may be gone as well.
        const isKnown = id === "0-0" || entries[0]?.[0] === id;
        const missed = entries.filter(([entryId]) => entryId !== id);
        return isKnown && missed.length <= replayLimit ? missed.map(toEvent) : null;
      },
    },
    logger,
  );

  subscriber.on("message", (channel: string, message: string) => {
    (channel === signalsChannel ? signals : hub).receive(message);
  });
  const disconnect = () => {
    subscriber.disconnect();
    client.disconnect();
  };
  try {
    await Promise.all([client.connect(), subscriber.connect()]);
    await subscriber.subscribe(eventsChannel, signalsChannel);
  } catch (error) {
    disconnect();
    throw error;
  }
  isAnnouncing = true;
  // Reading waits for the server's word that it announces again: ioredis' own resubscription does not.
  subscriber.on("close", () => {
    isAnnouncing = false;
    hub.suspend();
  });
  subscriber.on("ready", () => {
    subscriber.subscribe(eventsChannel, signalsChannel).then(
      () => {
        isAnnouncing = true;
        hub.resume();
      },
      (error) => {
        logger.warn({ err: error }, "subscribing again failed; it is tried with the next connection");
        if (subscriber.status === "ready") subscriber.disconnect(true);
      },
    );
  });
  // Whoever only listens notices a silent connection by asking: without an answer in time, ioredis connects again.
  const heartbeat = setInterval(() => {
    if (isAnnouncing) subscriber.ping().catch(() => {});
  }, heartbeatMs);

  return {
    async publish(userId, type, data) {
      const json = JSON.stringify(data);
      const settings = [maxPerUser, retentionMs, type, json, eventsChannel, userId, MAX_NOTIFICATION_BYTES];
      return String(await client.eval(PUBLISH, 1, keyOf(userId), ...settings));
    },
    subscribe: hub.subscribe,
    async signal(channel, payload) {
      await client.publish(signalsChannel, signals.encode(channel, payload));
    },
    onSignal: signals.subscribe,
    // Streams trim themselves as they grow and expire as a whole.
    async trim() {},
    async check() {
      await client.ping();
      if (!isAnnouncing) throw new Error("The event subscriber is not connected");
    },
    async close() {
      clearInterval(heartbeat);
      hub.close();
      disconnect();
    },
  };
}

function toEvent([id, fields]: [string, string[]]): StoredEvent {
  const field = (name: string) => fields[fields.indexOf(name) + 1] ?? "";
  return { id, type: field("type"), data: field("data") };
}

function compareStreamIds(a: string, b: string): number {
  const [aMs = 0, aSequence = 0] = a.split("-").map(Number);
  const [bMs = 0, bSequence = 0] = b.split("-").map(Number);
  return aMs - bMs || aSequence - bSequence;
}
