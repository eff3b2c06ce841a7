import { platformEvents } from "@lumiku/contracts/events";
import { create } from "zustand";
import { fetchGenerations, useGenerations } from "./generations";
import { refreshSession, setCredits } from "./session";

const RECONNECT_MS = 2_000;

/** Whether live updates arrive. */
export const useConnection = create<{ isLive: boolean }>()(() => ({ isLive: true }));

let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let lastEventId = "";

/** Opens the person's event stream. The browser replays from the last id it saw; so do we when it gives up. */
export function openEventStream(): () => void {
  connect();
  window.addEventListener("online", reconnect);
  return () => {
    window.removeEventListener("online", reconnect);
    close();
    lastEventId = "";
  };
}

function connect(): void {
  const url = lastEventId ? `/api/events?lastEventId=${encodeURIComponent(lastEventId)}` : "/api/events";
  source = new EventSource(url, { withCredentials: true });
  source.onopen = () => {
    useConnection.setState({ isLive: true });
    // Without an id there is nothing to replay from: what changed before the stream was open is read once.
    if (!lastEventId) void fetchGenerations().catch(() => {});
  };
  source.onerror = () => {
    useConnection.setState({ isLive: false });
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(retry);
    retry = setTimeout(reconnect, RECONNECT_MS);
  };
  for (const type of Object.keys(platformEvents)) source.addEventListener(type, dispatch);
}

function close(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}

function reconnect(): void {
  close();
  connect();
}

function dispatch(event: MessageEvent<string>): void {
  lastEventId = event.lastEventId;
  handlePlatformEvent(event.type, JSON.parse(event.data));
}

/** Brings one event into the stores. Unknown shapes are ignored: a newer server may say more than this page knows. */
export function handlePlatformEvent(type: string, payload: unknown): void {
  switch (type) {
    case "generation.updated": {
      const generation = platformEvents["generation.updated"].safeParse(payload);
      if (generation.success) useGenerations.getState().upsert(generation.data);
      return;
    }
    case "generation.removed": {
      const removed = platformEvents["generation.removed"].safeParse(payload);
      if (removed.success) useGenerations.getState().remove(removed.data.id);
      return;
    }
    case "credits.updated": {
      const credits = platformEvents["credits.updated"].safeParse(payload);
      if (credits.success) setCredits(credits.data);
      return;
    }
    case "reset":
      void refreshSession();
      void fetchGenerations();
  }
}
