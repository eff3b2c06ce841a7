import type { EventBus } from "../events/event-bus";

/** The signals of an event bus, between parts of one process. */
export function createLocalSignals(): Pick<EventBus, "signal" | "onSignal"> {
  const listeners = new Map<string, Set<(payload: string) => void>>();
  return {
    async signal(channel, payload) {
      for (const listener of listeners.get(channel) ?? []) listener(payload);
    },
    async onSignal(channel, listener) {
      const heard = listeners.get(channel) ?? new Set();
      listeners.set(channel, heard.add(listener));
      return {
        async close() {
          heard.delete(listener);
        },
      };
    },
  };
}
