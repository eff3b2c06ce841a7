import { platformEvents } from "@lumiku/contracts/events";
import { create } from "zustand";
import { deliverAppEvent, deliverReset, deliverWork, followEventTypes } from "./app-events";
import { fetchGenerations, useGenerations } from "./generations";
import { useNotifications } from "./notifications";
import { usePayments } from "./payments";
import { refreshSession, updateMe } from "./session";
import { type BrowserTools, browserTools, shareStream } from "./stream-sharing";

const RECONNECT_MS = 2_000;

/** Whether live updates arrive, in whichever tab holds the stream. */
export const useConnection = create<{ isLive: boolean }>()(() => ({ isLive: true }));

/** What the tab with the stream tells the others. `id` is the last event's; empty when it had none. */
type StreamMessage =
  | { kind: "event"; type: string; data: string; id: string }
  | { kind: "connection"; isLive: boolean; id: string };

export interface StreamTools extends BrowserTools {
  openSource(url: string): EventSource;
  /** Calls back when the network is back. @returns how to stop */
  onOnline(listener: () => void): () => void;
}

/**
 * Follows a person's events, through one stream for all tabs of this browser. Each tab remembers the last id, so that
 * whichever holds the stream next misses nothing.
 */
export function openEventStream(userId: string, tools: StreamTools = streamTools): () => void {
  let lastEventId = "";

  const take = (message: StreamMessage) => {
    // Snapshots that only last a moment have no id: there is nothing to replay from.
    lastEventId = message.id || lastEventId;
    if (message.kind === "connection") useConnection.setState({ isLive: message.isLive });
    else handlePlatformEvent(message.type, JSON.parse(message.data));
  };

  return shareStream<StreamMessage>(
    `lumiku-stream:${userId}`,
    {
      lead: (pass) =>
        holdStream({
          ...tools,
          readLastEventId: () => lastEventId,
          tell(message) {
            take(message);
            pass(message);
          },
        }),
      hear: take,
      greet: () => ({ kind: "connection", isLive: useConnection.getState().isLive, id: lastEventId }),
    },
    tools,
  );
}

const streamTools: StreamTools = {
  ...browserTools,
  openSource: (url) => new EventSource(url, { withCredentials: true }),
  onOnline(listener) {
    window.addEventListener("online", listener);
    return () => window.removeEventListener("online", listener);
  },
};

interface StreamHolder extends Pick<StreamTools, "openSource" | "onOnline"> {
  readLastEventId: () => string;
  tell: (message: StreamMessage) => void;
}

/** Keeps an EventSource open. The browser replays from the last id it saw; so do we when it gives up. */
function holdStream({ readLastEventId, tell, openSource, onOnline }: StreamHolder): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopFollowing = () => {};
  let wasOpen = false;

  const receive = ({ type, data, lastEventId }: MessageEvent<string>) =>
    tell({ kind: "event", type, data, id: lastEventId });
  const tellConnection = (isLive: boolean) => tell({ kind: "connection", isLive, id: readLastEventId() });

  const connect = () => {
    close();
    const after = readLastEventId();
    const opened = openSource(after ? `/api/events?lastEventId=${encodeURIComponent(after)}` : "/api/events");
    opened.onopen = () => {
      tellConnection(true);
      // Without an id there is nothing to replay from; after a gap, snapshots without one are missing and somebody else
      // may have signed in. What is shown is read again, in every tab.
      if (wasOpen || !readLastEventId()) tell({ kind: "event", type: "reset", data: "{}", id: "" });
      wasOpen = true;
    };
    opened.onerror = () => {
      tellConnection(false);
      if (opened.readyState !== opened.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(connect, RECONNECT_MS);
      void refreshSession();
    };
    for (const type of Object.keys(platformEvents)) opened.addEventListener(type, receive);
    stopFollowing = followEventTypes((type) => opened.addEventListener(type, receive));
    source = opened;
  };

  const close = () => {
    clearTimeout(retry);
    stopFollowing();
    source?.close();
  };

  connect();
  const stopWatching = onOnline(connect);
  return () => {
    stopWatching();
    close();
  };
}

/** Brings one event to the stores and to the pages that listen. Unknown shapes are ignored: a newer server may say more. */
export function handlePlatformEvent(type: string, payload: unknown): void {
  switch (type) {
    case "generation.updated": {
      const generation = platformEvents["generation.updated"].safeParse(payload);
      if (!generation.success) return;
      useGenerations.getState().upsert(generation.data);
      deliverWork(generation.data.id, true);
      return;
    }
    case "generation.removed": {
      const removed = platformEvents["generation.removed"].safeParse(payload);
      if (!removed.success) return;
      useGenerations.getState().remove(removed.data.id);
      deliverWork(removed.data.id, false);
      return;
    }
    case "credits.updated": {
      const credits = platformEvents["credits.updated"].safeParse(payload);
      if (credits.success) updateMe({ credits: credits.data });
      return;
    }
    case "quota.updated": {
      const quota = platformEvents["quota.updated"].safeParse(payload);
      if (quota.success) updateMe({ quota: quota.data });
      return;
    }
    case "account.updated": {
      const account = platformEvents["account.updated"].safeParse(payload);
      if (account.success) updateMe({ account: account.data });
      // Storage and quota go with the plan.
      void refreshSession();
      return;
    }
    case "payment.updated": {
      const payment = platformEvents["payment.updated"].safeParse(payload);
      if (payment.success) usePayments.getState().upsert(payment.data);
      return;
    }
    case "notification.created": {
      const notification = platformEvents["notification.created"].safeParse(payload);
      if (notification.success) useNotifications.getState().take(notification.data);
      return;
    }
    case "reset":
      void refreshSession();
      void fetchGenerations().catch(() => {});
      deliverReset();
      return;
    default:
      deliverAppEvent(type, payload);
  }
}
