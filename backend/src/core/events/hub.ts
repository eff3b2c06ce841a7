import type { Logger } from "@lumiku/app-sdk/server";
import type { EventSubscription, StoredEvent } from "./event-bus";

const RETRY_MS = 500;
/** No log knows this position: whoever stands here is answered by a reset. */
const UNKNOWN_POSITION = "";

/** What an adapter's store can tell about one user's stream. */
export interface EventLog {
  /** Where a stream stands that holds no event. */
  origin: string;
  /** Everything after the id, in order; null when the id is too old, or was never given. */
  readAfter(userId: string, id: string): Promise<StoredEvent[] | null>;
  /** The newest id of the stream: where a subscriber begins that names none. */
  latestId(userId: string): Promise<string>;
  /** Orders ids of one stream. */
  compare(a: string, b: string): number;
}

export interface EventHub {
  subscribe(
    userId: string,
    afterId: string | undefined,
    listener: (event: StoredEvent) => void,
  ): Promise<EventSubscription>;
  /** What the adapter announced, as JSON `{ user, id, type, data }`; without type and data it is only news of an event. */
  receive(announcement: string): void;
  /** The connection is lost: until {@link EventHub.resume}, whatever is heard is only a hint to read the log. */
  suspend(): void;
  /** The connection is back: every stream may have news. */
  resume(): void;
  /** Forgets every subscriber: the log is not read any more. */
  close(): void;
}

interface Announcement {
  user: string;
  id: string;
  type?: string;
  data?: string;
}

interface Subscriber {
  position: string;
  listener: (event: StoredEvent) => void;
}

interface Stream {
  subscribers: Set<Subscriber>;
  isReading: boolean;
  /** What the subscribers have is not known to be all there is: the log has to be read first. */
  isStale: boolean;
  retry?: ReturnType<typeof setTimeout>;
}

/**
 * Keeps the subscribers of this process and where each stands, so that everyone gets every event once and in
 * order. Notifications carry the news; wherever one is missing or out of turn, the log is read instead.
 */
export function createEventHub(log: EventLog, logger: Logger): EventHub {
  const streams = new Map<string, Stream>();
  let isSuspended = false;

  const tell = (subscriber: Subscriber, event: StoredEvent) => {
    subscriber.position = event.id;
    try {
      subscriber.listener(event);
    } catch (error) {
      logger.warn({ err: error }, "an event listener threw");
    }
  };

  const deliver = (subscriber: Subscriber, event: StoredEvent) => {
    if (log.compare(event.id, subscriber.position) > 0) tell(subscriber, event);
  };

  /** Subscribers that stand at one position share what is read for it. */
  const catchUp = async (userId: string, position: string, stream: Stream, group: Subscriber[]) => {
    const missed = position === UNKNOWN_POSITION ? null : await log.readAfter(userId, position);
    const reset = missed ? undefined : { id: await log.latestId(userId), type: "reset", data: "{}" };
    const present = group.filter((subscriber) => stream.subscribers.has(subscriber));
    if (reset) for (const subscriber of present) tell(subscriber, reset);
    for (const event of missed ?? []) for (const subscriber of present) deliver(subscriber, event);
  };

  /** One reader a stream; news that comes while it reads makes it read again. */
  const read = async (userId: string, stream: Stream) => {
    stream.isStale = true;
    if (stream.isReading) return;
    stream.isReading = true;
    clearTimeout(stream.retry);
    try {
      while (stream.isStale && stream.subscribers.size > 0) {
        stream.isStale = false;
        const groups = Map.groupBy(stream.subscribers, ({ position }) => position);
        for (const [position, group] of groups) await catchUp(userId, position, stream, group);
      }
    } catch (error) {
      stream.isStale = true;
      logger.warn({ err: error }, "reading an event stream failed; trying again");
      stream.retry = setTimeout(() => void read(userId, stream), RETRY_MS);
    } finally {
      stream.isReading = false;
    }
  };

  return {
    async subscribe(userId, afterId, listener) {
      const position = afterId ?? (await log.latestId(userId));
      // A stream that was empty then may have been filled and trimmed since: nothing tells.
      const subscriber: Subscriber = { position: afterId === log.origin ? UNKNOWN_POSITION : position, listener };
      const stream = streams.get(userId) ?? { subscribers: new Set(), isReading: false, isStale: false };
      streams.set(userId, stream);
      stream.subscribers.add(subscriber);
      await read(userId, stream);
      return {
        position,
        async close() {
          stream.subscribers.delete(subscriber);
          if (stream.subscribers.size > 0) return;
          clearTimeout(stream.retry);
          if (streams.get(userId) === stream) streams.delete(userId);
        },
      };
    },

    receive(announcement) {
      try {
        const { user, id, type, data } = JSON.parse(announcement) as Announcement;
        const stream = streams.get(user);
        if (!stream) return;
        const isWhole = type !== undefined && data !== undefined;
        if (!isWhole || stream.isReading || stream.isStale || isSuspended) void read(user, stream);
        else {
          const event = { id, type, data };
          for (const subscriber of stream.subscribers) deliver(subscriber, event);
        }
      } catch (error) {
        logger.warn({ err: error }, "an announcement of an event could not be read");
      }
    },

    suspend() {
      isSuspended = true;
    },

    resume() {
      isSuspended = false;
      for (const [userId, stream] of streams) void read(userId, stream);
    },

    close() {
      for (const stream of streams.values()) {
        clearTimeout(stream.retry);
        stream.subscribers.clear();
      }
      streams.clear();
    },
  };
}
