import type { Logger } from "@lumiku/app-sdk/server";
import type { StoredEvent, Subscription } from "./event-bus";

/** What an adapter's store can tell about one user's stream. */
export interface EventLog {
  /** Everything after the id, in order; null when the id is too old, or was never given. */
  readAfter(userId: string, id: string): Promise<StoredEvent[] | null>;
  /** The newest id of the stream: where a subscriber begins that names none. */
  latestId(userId: string): Promise<string>;
  /** Orders ids of one stream. */
  compare(a: string, b: string): number;
}

export interface EventHub {
  subscribe(userId: string, afterId: string | undefined, listener: (event: StoredEvent) => void): Promise<Subscription>;
  /** Something new is on this user's stream: the event itself, or only the news of it. */
  notify(userId: string, event?: StoredEvent): void;
  /** The connection is lost: until {@link EventHub.resume}, whatever is heard is only a hint to read the log. */
  suspend(): void;
  /** The connection is back: every stream may have news. */
  resume(): void;
}

interface Subscriber {
  position: string;
  listener: (event: StoredEvent) => void;
}

interface Stream {
  subscribers: Set<Subscriber>;
  isReading: boolean;
  isStale: boolean;
}

/**
 * Keeps the subscribers of this process and where each stands, so that everyone gets every event once and in
 * order. Notifications carry the news; wherever one is missing or out of turn, the log is read instead.
 */
export function createEventHub(log: EventLog, logger: Logger): EventHub {
  const streams = new Map<string, Stream>();
  let isSuspended = false;

  const deliver = (subscriber: Subscriber, event: StoredEvent) => {
    if (log.compare(event.id, subscriber.position) <= 0) return;
    subscriber.position = event.id;
    try {
      subscriber.listener(event);
    } catch (error) {
      logger.warn({ err: error }, "an event listener threw");
    }
  };

  const reset = async (userId: string, subscriber: Subscriber) => {
    const id = await log.latestId(userId);
    subscriber.position = id;
    subscriber.listener({ id, type: "reset", data: "{}" });
  };

  const catchUp = async (userId: string, subscriber: Subscriber) => {
    const missed = await log.readAfter(userId, subscriber.position);
    if (missed === null) return reset(userId, subscriber);
    for (const event of missed) deliver(subscriber, event);
  };

  /** One reader a stream; news that comes while it reads makes it read again. */
  const read = async (userId: string, stream: Stream) => {
    stream.isStale = true;
    if (stream.isReading) return;
    stream.isReading = true;
    try {
      while (stream.isStale) {
        stream.isStale = false;
        for (const subscriber of stream.subscribers) await catchUp(userId, subscriber);
      }
    } catch (error) {
      logger.warn({ err: error }, "reading an event stream failed; trying again");
      setTimeout(() => void read(userId, stream), 500);
    } finally {
      stream.isReading = false;
    }
  };

  return {
    async subscribe(userId, afterId, listener) {
      const subscriber: Subscriber = { position: afterId ?? (await log.latestId(userId)), listener };
      const stream = streams.get(userId) ?? { subscribers: new Set(), isReading: false, isStale: false };
      streams.set(userId, stream);
      stream.subscribers.add(subscriber);
      await read(userId, stream);
      return {
        async close() {
          stream.subscribers.delete(subscriber);
          if (stream.subscribers.size === 0 && streams.get(userId) === stream) streams.delete(userId);
        },
      };
    },

    notify(userId, event) {
      const stream = streams.get(userId);
      if (!stream) return;
      if (!event || stream.isReading || isSuspended) void read(userId, stream);
      else for (const subscriber of stream.subscribers) deliver(subscriber, event);
    },

    suspend() {
      isSuspended = true;
    },

    resume() {
      isSuspended = false;
      for (const [userId, stream] of streams) void read(userId, stream);
    },
  };
}
