import type { BrowserTools, TabChannel, TabLocks } from "./stream-sharing";

export type FakeTab = ReturnType<ReturnType<typeof createFakeBrowser>["newTab"]>;

/** A browser with tabs: locks are granted in turn, channels reach every tab but the sender's. */
export function createFakeBrowser() {
  const channels = new Map<string, Set<FakeChannel>>();
  const locks = createLocks();

  return {
    newTab() {
      const owned: FakeChannel[] = [];
      let show = () => {};
      let endSilence = () => {};
      const tools: BrowserTools = {
        locks: locks.forTab(owned),
        openChannel(name) {
          const peers = channels.get(name) ?? new Set();
          channels.set(name, peers);
          const channel = new FakeChannel(peers);
          owned.push(channel);
          return channel;
        },
        onShown(listener) {
          show = listener;
          return () => {};
        },
        afterSilence(listener) {
          endSilence = listener;
          return () => {
            endSilence = () => {};
          };
        },
      };
      return {
        tools,
        /** A person looks at this tab. */
        show: () => show(),
        endSilence: () => endSilence(),
        /** Its code runs no more, so it answers nobody; its locks stay. */
        freeze() {
          for (const channel of owned) channel.isDeaf = true;
        },
        crash() {
          for (const channel of owned) channel.close();
          locks.freeAllOf(owned);
        },
      };
    },
  };
}

class FakeChannel implements TabChannel {
  onmessage: ((event: MessageEvent) => void) | null = null;
  isDeaf = false;
  readonly peers: Set<FakeChannel>;

  constructor(peers: Set<FakeChannel>) {
    this.peers = peers;
    peers.add(this);
  }

  postMessage(message: unknown) {
    const event = new MessageEvent("message", { data: structuredClone(message) });
    for (const peer of this.peers) {
      if (peer !== this) queueMicrotask(() => !peer.isDeaf && this.peers.has(peer) && peer.onmessage?.(event));
    }
  }

  close() {
    this.peers.delete(this);
  }
}

interface Request {
  owner: unknown;
  grant(): void;
  lose(): void;
}

function createLocks() {
  const holders = new Map<string, Request>();
  const lines = new Map<string, Request[]>();
  const next = (name: string) => {
    if (holders.has(name)) return;
    const request = lines.get(name)?.shift();
    if (!request) return;
    holders.set(name, request);
    request.grant();
  };

  const forTab = (owner: unknown): TabLocks => ({
    request: (name, { signal, steal }, callback) =>
      new Promise<void>((resolve, reject) => {
        const lose = () => reject(new DOMException("Gone", "AbortError"));
        const request: Request = {
          owner,
          lose,
          grant: () =>
            queueMicrotask(async () => {
              await callback();
              if (holders.get(name) === request) holders.delete(name);
              resolve();
              next(name);
            }),
        };
        const line = lines.get(name) ?? [];
        lines.set(name, line);
        if (steal) {
          holders.get(name)?.lose();
          holders.delete(name);
          line.unshift(request);
        } else line.push(request);
        signal?.addEventListener("abort", () => {
          if (!line.includes(request)) return;
          line.splice(line.indexOf(request), 1);
          lose();
        });
        next(name);
      }),
  });

  return {
    forTab,
    freeAllOf(owner: unknown) {
      for (const [name, line] of lines) {
        lines.set(
          name,
          line.filter((request) => request.owner !== owner),
        );
        if (holders.get(name)?.owner !== owner) continue;
        holders.delete(name);
        next(name);
      }
    },
  };
}

/** Lets everything that was sent arrive: the tools of these tabs answer in microtasks. */
export const settle = () => new Promise((resolve) => setTimeout(resolve));
