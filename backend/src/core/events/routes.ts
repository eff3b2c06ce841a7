import { platformError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import type { Hono } from "hono";
import type { Authenticate, HttpEnv } from "../http/context";
import type { EventBus, EventSubscription, StoredEvent } from "./event-bus";
import { createHeartbeat } from "./heartbeat";
import { createEventStream, type EventStream } from "./stream";

/** How long a browser waits before it comes back. */
const RECONNECT_MS = 1_000;
/** A crowd that connects leaves much garbage behind at once; the engine waits long before it looks at it by itself. */
const COLLECT_EVERY = 500;
/** What tells of money that was paid. */
const paymentEvents = new Set(["payment.updated"]);
/** One whose place was taken waits longer: too many streams of one person would push each other out every second. */
const DISPLACED_RECONNECT_MS = 15_000;

export interface EventStreams {
  mount(http: Hono<HttpEnv>): void;
  /**
   * Sends to the streams that this person has open in this process. It is not stored and has no id: who is not
   * there misses it, and `Last-Event-ID` stays what it was.
   */
  send(userId: string, type: string, data: unknown): void;
  /** Ends a person's streams here: whoever may still read comes back, with `Last-Event-ID`. */
  end(userId: string): void;
  /** Who has a stream open in this process. */
  users(): string[];
  /** How many streams are open in this process. */
  count(): number;
  /** Ends every stream; browsers come back to whichever process is next. */
  close(): void;
}

export interface EventStreamsOptions {
  /** A person's newest streams are kept: one more ends the oldest, which comes back after a while. */
  maxPerUser?: number;
  /** More than these are answered by 503. */
  maxStreams?: number;
  heartbeatMs?: number;
  /** A reader this far behind is cut off: it comes back with Last-Event-ID and is caught up from the store. */
  maxBufferedBytes?: number;
  /** Told how many streams are open in this process, whenever that changes. */
  onCount?: (open: number) => void;
}

/** `GET /api/events`: one person's stream as server-sent events, replayed from `Last-Event-ID`. */
export function createEventStreams(
  events: EventBus,
  authenticate: Authenticate,
  options: EventStreamsOptions = {},
): EventStreams {
  const {
    maxPerUser = 20,
    maxStreams = 15_000,
    heartbeatMs = 15_000,
    maxBufferedBytes = 1024 * 1024,
    onCount,
  } = options;
  const encoder = new TextEncoder();
  const heartbeat = createHeartbeat(heartbeatMs, encoder.encode(": still here\n\n"));
  const displaced = encoder.encode(`retry: ${DISPLACED_RECONNECT_MS}\n\n`);
  /** Oldest first. */
  const byUser = new Map<string, Set<EventStream>>();
  let openCount = 0;

  // All streams of a person are told the same event object: it is encoded for the first of them.
  const encoded = new WeakMap<StoredEvent, Uint8Array>();
  const encode = (event: StoredEvent): Uint8Array => {
    const known = encoded.get(event);
    if (known) return known;
    const bytes = encoder.encode(`id: ${event.id}\nevent: ${event.type}\ndata: ${event.data}\n\n`);
    encoded.set(event, bytes);
    return bytes;
  };

  const register = (userId: string, stream: EventStream) => {
    const streams = byUser.get(userId) ?? new Set();
    byUser.set(userId, streams);
    for (const oldest of streams) {
      if (streams.size < maxPerUser) break;
      oldest.end(displaced);
    }
    // The set of someone whose last stream was just displaced has been dropped.
    byUser.set(userId, streams.add(stream));
    openCount++;
    if (openCount % COLLECT_EVERY === 0) Bun.gc(false);
    onCount?.(openCount);
  };

  const unregister = (userId: string, stream: EventStream) => {
    const streams = byUser.get(userId);
    if (!streams?.delete(stream)) return;
    openCount--;
    onCount?.(openCount);
    if (streams.size === 0) byUser.delete(userId);
  };

  /** A key hears of payments when it may read them. */
  const canHear = ({ apiKey }: Actor, { type }: StoredEvent) =>
    !apiKey || !paymentEvents.has(type) || apiKey.scopes.includes("billing");

  /** Resolves once the subscription stands: whoever has the answer's headers misses nothing from then on. */
  const openStream = async (actor: Actor, lastEventId: string | undefined): Promise<ReadableStream<Uint8Array>> => {
    const { userId } = actor;
    if (openCount >= maxStreams) throw platformError("UNAVAILABLE", { message: "Too many live streams are open." });
    let subscription: EventSubscription | undefined;
    let hasEnded = false;
    const stream = createEventStream({
      maxBufferedBytes,
      lingerMs: heartbeatMs,
      onEnd() {
        hasEnded = true;
        leave();
        unregister(userId, stream);
        void subscription?.close();
      },
    });
    const leave = heartbeat.join(stream);
    register(userId, stream);
    let missed: StoredEvent[] | undefined = [];
    try {
      subscription = await events.subscribe(userId, lastEventId, (event) => {
        if (!canHear(actor, event)) return;
        if (missed) missed.push(event);
        else stream.write(encode(event));
      });
    } catch (error) {
      stream.end();
      throw platformError("UNAVAILABLE", { message: "Live updates are not available right now.", cause: error });
    }
    stream.write(encoder.encode(opening(subscription.position)));
    for (const event of missed) stream.write(encode(event));
    missed = undefined;
    if (hasEnded) await subscription.close();
    return stream.body;
  };

  return {
    mount(http) {
      http.get("/api/events", async (context) => {
        const actor = await authenticate(context.req.raw.headers);
        if (!actor) throw platformError("UNAUTHENTICATED");
        const lastEventId = context.req.header("last-event-id") ?? context.req.query("lastEventId");
        return context.body(await openStream(actor, lastEventId), 200, {
          "content-type": "text/event-stream",
          "cache-control": "no-cache, no-transform",
          "x-accel-buffering": "no",
        });
      });
    },

    send(userId, type, data) {
      const streams = byUser.get(userId);
      if (!streams) return;
      const bytes = encoder.encode(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      for (const stream of streams) stream.write(bytes);
    },

    end(userId) {
      for (const stream of [...(byUser.get(userId) ?? [])]) stream.end();
    },

    users: () => [...byUser.keys()],
    count: () => openCount,

    close() {
      heartbeat.stop();
      for (const streams of [...byUser.values()]) for (const stream of [...streams]) stream.end();
    },
  };
}

/** With the id where the stream begins, so that a browser whom nothing has happened to yet comes back to it as well. */
function opening(position: string): string {
  // It may be what the browser sent: nothing else may pass for a line of the stream.
  const id = /^[\w-]{1,64}$/.test(position) ? `id: ${position}\n` : "";
  return `retry: ${RECONNECT_MS}\n${id}\n`;
}
