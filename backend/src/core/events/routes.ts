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

  const stream = (userId: string, lastEventId: string | undefined, signal: AbortSignal): ReadableStream<Uint8Array> => {
    const encoder = new TextEncoder();
    let subscription: Subscription | undefined;
    let heartbeat: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    let stop = () => {};

    return new ReadableStream<Uint8Array>(
      {
        async start(controller) {
          stop = () => {
            if (isOver) return;
            isOver = true;
            open.delete(stop);
            clearInterval(heartbeat);
            void subscription?.close();
            try {
              controller.close();
            } catch {
              // The reader was faster.
            }
          };
          const send = (text: string) => {
            if (isOver) return;
            controller.enqueue(encoder.encode(text));
            if ((controller.desiredSize ?? 0) < 0) stop();
          };
          open.add(stop);
          signal.addEventListener("abort", stop, { once: true });
          send(`retry: ${RECONNECT_MS}\n\n`);
          heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
          try {
            subscription = await events.subscribe(userId, lastEventId, (event) => send(toWire(event)));
            if (isOver) await subscription.close();
          } catch {
            stop();
          }
        },
        cancel: () => stop(),
      },
      { highWaterMark: MAX_BUFFERED_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    );
  };

  return {
    mount(http) {
      http.get("/api/events", async (context) => {
        const actor = await authenticate(context.req.raw.headers);
        if (!actor) throw platformError("UNAUTHENTICATED");
        const lastEventId = context.req.header("last-event-id") ?? context.req.query("lastEventId");
        return context.body(stream(actor.userId, lastEventId, context.req.raw.signal), 200, {
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
