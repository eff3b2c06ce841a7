import { create } from "zustand";
import { immer } from "zustand/middleware/immer";

interface Versioned {
  id: string;
  version: number;
}

export interface EntityStore<T extends Versioned> {
  byId: Record<string, T>;
  /**
   * Takes snapshots from wherever they came. One that is older than what is here is dropped; one of the same version
   * is taken: places in the queue move without a new one.
   */
  upsert(...entities: T[]): void;
  remove(id: string): void;
  clear(): void;
}

/** A store of one kind of entity. Fetches and events enter through the same door. */
export function createEntityStore<T extends Versioned>() {
  return create<EntityStore<T>>()(
    immer((set) => ({
      byId: {},
      upsert: (...entities) =>
        set((state) => {
          const byId = state.byId as Record<string, T>;
          for (const entity of entities) {
            const known = byId[entity.id];
            if (!known || known.version <= entity.version) byId[entity.id] = entity;
          }
        }),
      remove: (id) =>
        set((state) => {
          delete state.byId[id];
        }),
      clear: () =>
        set((state) => {
          state.byId = {};
        }),
    })),
  );
}
