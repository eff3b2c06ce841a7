import type { Logger } from "@lumiku/app-sdk/server";
import type { Subscription } from "./event-bus";

/** Multiplexes named signals over one channel of the adapter's. */
export function createSignals(logger: Logger) {
  const listeners = new Map<string, Set<(payload: string) => void>>();
  return {
    encode: (channel: string, payload: string) => JSON.stringify([channel, payload]),

    receive(message: string) {
      const signal = parse(message);
      if (!signal) return logger.warn({}, "a signal could not be read");
      const [channel, payload] = signal;
      for (const listener of listeners.get(channel) ?? []) {
        try {
          listener(payload);
        } catch (error) {
          logger.warn({ err: error, channel }, "a signal listener threw");
        }
      }
    },

    async subscribe(channel: string, listener: (payload: string) => void): Promise<Subscription> {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return {
        async close() {
          set.delete(listener);
        },
      };
    },
  };
}

function parse(message: string): [channel: string, payload: string] | null {
  try {
    return JSON.parse(message) as [string, string];
  } catch {
    return null;
  }
}
