export interface RecentOptions {
  maxItems: number;
  /** How long something is kept after it was made. */
  lifeMs: number;
  now: () => Date;
}

/** What was made lately: the least recently used goes first when there is too much. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function createRecent<Value>({ maxItems, lifeMs, now }: RecentOptions): Recent<Value> {
  // A Map lists its keys in the order in which they were set.
  const entries = new Map<string, { value: Value; endsAt: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.endsAt <= now().getTime()) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, endsAt: now().getTime() + lifeMs });
      const [oldest] = entries.keys();
      if (entries.size > maxItems && oldest !== undefined) entries.delete(oldest);
    },
  };
}
