import { create } from "zustand";

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
  /** Takes one out. A snapshot from before that, still on its way, does not bring it back; a newer one does. */
  remove(id: string): void;
  /** Puts back what was taken out and is not gone after all. */
  putBack(...entities: T[]): void;
  clear(): void;
}

/** A store of one kind of entity. Fetches and events enter through the same door. */
export function createEntityStore<T extends Versioned>() {
  /** The version that each removed one had. */
  const removed = new Map<string, number>();

  return create<EntityStore<T>>()((set, get) => ({
    byId: {},
    upsert: (...entities) => {
      const byId = { ...get().byId };
      for (const entity of entities) {
        const known = byId[entity.id];
        if ((known?.version ?? 0) > entity.version || (removed.get(entity.id) ?? -1) >= entity.version) continue;
        byId[entity.id] = entity;
        removed.delete(entity.id);
      }
      set({ byId });
    },
    remove: (id) => {
      const { [id]: known, ...byId } = get().byId;
      if (!known) return;
      removed.set(id, known.version);
      set({ byId });
    },
    putBack: (...entities) => {
      for (const { id } of entities) removed.delete(id);
      get().upsert(...entities);
    },
    clear: () => {
      removed.clear();
      set({ byId: {} });
    },
  }));
}
