const SILENCE_MS = 1_500;

/** What one tab does with a stream that the tabs of a browser share. */
export interface SharedTab<Message> {
  /** Opens the stream. `pass` brings a message to the other tabs. @returns how to close it */
  lead(pass: (message: Message) => void): () => void;
  /** Takes a message that the leading tab passed on. */
  hear(message: Message): void;
  /** What the leading tab tells one that has just come. */
  greet(): Message;
}

export interface TabChannel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

export interface TabLocks {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

export interface BrowserTools {
  /** Missing where the page came over plain HTTP from another machine. */
  locks: TabLocks | undefined;
  openChannel: ((name: string) => TabChannel) | undefined;
  /** Calls back whenever a person looks at this tab again. @returns how to stop */
  onShown(listener: () => void): () => void;
  /** Calls back when a leader that is well would have answered. @returns how to stop */
  afterSilence(listener: () => void): () => void;
}

export const browserTools: BrowserTools = {
  locks: globalThis.navigator?.locks as TabLocks | undefined,
  openChannel: "BroadcastChannel" in globalThis ? (name) => new BroadcastChannel(name) : undefined,
  onShown(listener) {
    const check = () => document.visibilityState === "visible" && listener();
    document.addEventListener("visibilitychange", check);
    return () => document.removeEventListener("visibilitychange", check);
  },
  afterSilence(listener) {
    const timer = setTimeout(listener, SILENCE_MS);
    return () => clearTimeout(timer);
  },
};

type Envelope<Message> = { from: "follower" } | { from: "leader"; message: Message };

/**
 * Lets one tab hold a stream for all: whoever has the lock leads, the others hear it through a channel. The lock
 * frees when the leader closes or crashes. A phone freezes tabs nobody looks at, and they keep their locks: a leader
 * that does not answer is relieved.
 *
 * @returns how to leave
 */
export function shareStream<Message>(
  name: string,
  tab: SharedTab<Message>,
  { locks, openChannel, onShown, afterSilence }: BrowserTools = browserTools,
): () => void {
  if (!locks || !openChannel) return tab.lead(() => {});

  const channel = openChannel(name);
  const send = (envelope: Envelope<Message>) => channel.postMessage(envelope);
  const pass = (message: Message) => send({ from: "leader", message });
  let place = new AbortController();
  let stepDown: (() => void) | undefined;
  let stopWaiting = () => {};

  const lead = () => {
    stopWaiting();
    const close = tab.lead(pass);
    pass(tab.greet());
    return new Promise<void>((resolve) => {
      stepDown = () => {
        stepDown = undefined;
        close();
        resolve();
      };
    });
  };

  const compete = async (isSteal: boolean) => {
    place = new AbortController();
    const { signal } = place;
    try {
      await locks.request(name, isSteal ? { steal: true } : { signal }, async () => {
        if (!signal.aborted) await lead();
      });
    } catch (error) {
      const isLost = error instanceof Error && error.name === "AbortError";
      if (!isLost) {
        // This browser has locks and refuses them: better a stream too many than none.
        stepDown = tab.lead(pass);
        return;
      }
    }
    if (signal.aborted) return;
    stepDown?.();
    void compete(false);
  };

  const relieve = () => {
    place.abort();
    void compete(true);
  };

  const ask = () => {
    if (stepDown) return;
    stopWaiting();
    stopWaiting = afterSilence(relieve);
    send({ from: "follower" });
  };

  channel.onmessage = ({ data }) => {
    const envelope = data as Envelope<Message>;
    if (envelope.from === "follower") {
      if (stepDown) pass(tab.greet());
      return;
    }
    stopWaiting();
    // For a moment there may be two: one that was relieved and does not know it yet.
    if (!stepDown) tab.hear(envelope.message);
  };

  const stopWatching = onShown(ask);
  void compete(false);
  ask();

  return () => {
    stopWatching();
    stopWaiting();
    place.abort();
    stepDown?.();
    channel.close();
  };
}
