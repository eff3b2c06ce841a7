import { platformError } from "@lumiku/app-sdk";
import type { Hono } from "hono";
import type { Authenticate, HttpEnv } from "../http/context";
import type { EventBus, StoredEvent, Subscription } from "./event-bus";

const HEARTBEAT_MS = 15_000;
/** A reader this far behind is cut off: it comes back with Last-Event-ID and is caught up from the store. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
const RECONNECT_MS = 1_000;

export interface EventStreams {
  mount(http: Hono<HttpEnv>): void;
  /** Ends every stream; browsers come back to whichever process is next. */
  close(): void;
}

/** `GET /api/events`: one person's stream as server-sent events, replayed from `Last-Event-ID`. */
export function createEventStreams(events: EventBus, authenticate: Authenticate): EventStreams {
  const open = new Set<() => void>();

  /** Resolves once the subscription stands: whoever has the answer's headers misses nothing from then on. */
  const openStream = async (
    userId: string,
    lastEventId: string | undefined,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> => {
    const encoder = new TextEncoder();
    let subscription: Subscription | undefined;
    let isOver = false;
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;

    const send = (text: string) => {
      if (isOver || !controller) return;
      controller.enqueue(encoder.encode(text));
      if ((controller.desiredSize ?? 0) < 0) stop();
    };
    const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
    const stop = () => {
      if (isOver) return;
      isOver = true;
      open.delete(stop);
      clearInterval(heartbeat);
      void subscription?.close();
      try {
        controller?.close();
      } catch {
        // The reader was faster.
      }
    };
    const body = new ReadableStream<Uint8Array>(
      {
        start(opened) {
          controller = opened;
          send(`retry: ${RECONNECT_MS}\n\n`);
        },
        cancel: stop,
      },
      { highWaterMark: MAX_BUFFERED_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    );

    open.add(stop);
    signal.addEventListener("abort", stop, { once: true });
    try {
      subscription = await events.subscribe(userId, lastEventId, (event) => send(toWire(event)));
    } catch (error) {
      stop();
      throw platformError("UNAVAILABLE", { message: "Live updates are not available right now.", cause: error });
    }
    if (isOver) await subscription.close();
    return body;
  };

  return {
    mount(http) {
      http.get("/api/events", async (context) => {
        const actor = await authenticate(context.req.raw.headers);
        if (!actor) throw platformError("UNAUTHENTICATED");
        const lastEventId = context.req.header("last-event-id") ?? context.req.query("lastEventId");
        return context.body(await openStream(actor.userId, lastEventId, context.req.raw.signal), 200, {
          "content-type": "text/event-stream",
          "cache-control": "no-cache, no-transform",
          "x-accel-buffering": "no",
        });
      });
    },

    close() {
      for (const stop of [...open]) stop();
    },
  };
}

function toWire({ id, type, data }: StoredEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`;
}
