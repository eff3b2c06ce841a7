import type { Logger } from "@lumiku/app-sdk/server";
import { BentoCache, bentostore } from "bentocache";
import { memoryDriver } from "bentocache/drivers/memory";
import type { EventBus } from "../events/event-bus";

const FORGET_SIGNAL = "cache.forget";
const MAX_ITEMS = 20_000;

/** Answers that are read often. What has changed is forgotten by every process; nothing is kept longer than its time. */
export interface Cache {
  /**
   * The value of a key, or what `load` gives. Whoever asks at the same time waits for the same load; one that began
   * before a `forget` is not kept.
   *
   * @param name of the kind of answer, for the hit rate
   */
  getOrLoad<T>(name: string, id: string, ttlMs: number, load: () => Promise<T>): Promise<T>;
  /** Forgets keys here at once, and in other processes as fast as a signal gets there. */
  forget(name: string, ...ids: string[]): Promise<void>;
  close(): Promise<void>;
}

export interface CacheDependencies {
  events: Pick<EventBus, "signal" | "onSignal">;
  logger: Pick<Logger, "warn">;
  record(lookup: { cache: string; result: "hit" | "miss" }): void;
}

export async function createCache({ events, logger, record }: CacheDependencies): Promise<Cache> {
  const memory = bentostore().useL1Layer(memoryDriver({ maxItems: MAX_ITEMS, serialize: false }));
  const store = new BentoCache({ default: "memory", stores: { memory } });
  const loads = new Map<string, Promise<unknown>>();

  const drop = (key: string) => {
    loads.delete(key);
    return store.delete({ key });
  };
  const heard = await events.onSignal(FORGET_SIGNAL, (keys) => {
    for (const key of JSON.parse(keys) as string[]) void drop(key);
  });

  const load = <T>(key: string, ttlMs: number, work: () => Promise<T>): Promise<T> => {
    const loading = work();
    loads.set(key, loading);
    const settle = async () => {
      try {
        const value = await loading;
        if (loads.get(key) === loading) await store.set({ key, value, ttl: ttlMs });
      } catch {
        // Whoever asked is told; nothing is kept.
      } finally {
        if (loads.get(key) === loading) loads.delete(key);
      }
    };
    void settle();
    return loading;
  };

  return {
    async getOrLoad<T>(name: string, id: string, ttlMs: number, work: () => Promise<T>) {
      const key = `${name}:${id}`;
      const known = await store.get<T>({ key });
      record({ cache: name, result: known === undefined ? "miss" : "hit" });
      if (known !== undefined && known !== null) return known;
      return (loads.get(key) as Promise<T> | undefined) ?? load(key, ttlMs, work);
    },

    async forget(name, ...ids) {
      const keys = ids.map((id) => `${name}:${id}`);
      await Promise.all(keys.map(drop));
      await events
        .signal(FORGET_SIGNAL, JSON.stringify(keys))
        .catch((error) => logger.warn({ err: error }, "other processes keep an old answer until its time is over"));
    },

    async close() {
      await heard.close();
      await store.disconnectAll();
    },
  };
}
