import type { Logger } from "@lumiku/app-sdk/server";
import { Pool } from "pg";
import type { EventBus, StoredEvent } from "./event-bus";
import { createEventHub } from "./hub";
import { listenToPostgres } from "./postgres-listener";
import { createPostgresPublisher } from "./postgres-publisher";
import { createSignals } from "./signals";

const EVENTS_CHANNEL = "lumiku_events";
const SIGNALS_CHANNEL = "lumiku_signals";
const REPLAY_LIMIT = 1_000;
/** A day's events are dropped in pieces, so that no one statement takes long. */
const TRIM_BATCH = 10_000;

export interface PostgresEventBusOptions {
  connectionString: string;
  /** How far back a stream can be replayed. Milliseconds. */
  retentionMs?: number;
  /** How often the listening connection is asked whether it is still there. Milliseconds. */
  heartbeatMs?: number;
  /** How long the database may take to answer the listener. Milliseconds. */
  timeoutMs?: number;
  logger: Logger;
}

/** Events in a table, announced by LISTEN/NOTIFY. `publish_event` in the init migration keeps each stream's ids in order. */
export async function createPostgresEventBus(options: PostgresEventBusOptions): Promise<EventBus> {
  const { connectionString, retentionMs = 24 * 3_600_000, logger } = options;
  const { heartbeatMs = 15_000, timeoutMs = 5_000 } = options;
  // Events are a faster copy of what the tables say: none is worth waiting for the disk. After PostgreSQL itself has
  // crashed, a reader whose last event is gone is told to reset.
  const settings = { keepAlive: true, query_timeout: 2 * timeoutMs, options: "-c synchronous_commit=off" };
  const pool = new Pool({ connectionString, max: 4, ...settings });
  pool.on("error", (error) => logger.warn({ err: error }, "an idle event connection failed"));
  const publish = createPostgresPublisher(pool);
  const signals = createSignals(logger);

  const hub = createEventHub(
    {
      origin: "0",
      compare: compareIds,
      async latestId(userId) {
        const { rows } = await pool.query<{ id: string }>(
          `SELECT COALESCE(max(id), 0)::text AS id FROM events WHERE "userId" = $1`,
          [userId],
        );
        return rows[0]?.id ?? "0";
      },
      async readAfter(userId, id) {
        if (!/^\d{1,18}$/.test(id)) return null;
        const { rows } = await pool.query<StoredEvent>(
          `SELECT id::text, type, data FROM events WHERE "userId" = $1 AND id >= $2 ORDER BY events.id LIMIT $3`,
          [userId, id, REPLAY_LIMIT + 2],
        );
        // The event it names must still be there: otherwise others after it may be gone as well. A stream at 0 had none.
        const isKnown = id === "0" || rows[0]?.id === id;
        const missed = rows.filter((row) => row.id !== id);
        return isKnown && missed.length <= REPLAY_LIMIT ? missed : null;
      },
    },
    logger,
  );

  const listener = await listenToPostgres({
    ...{ connectionString, heartbeatMs, timeoutMs, logger },
    channels: [EVENTS_CHANNEL, SIGNALS_CHANNEL],
    onNotification: (channel, payload) => (channel === SIGNALS_CHANNEL ? signals : hub).receive(payload),
    onLost: hub.suspend,
    onRestored: hub.resume,
  }).catch(async (error) => {
    await pool.end();
    throw error;
  });

  return {
    publish: (userId, type, data) => publish(userId, type, JSON.stringify(data)),
    subscribe: hub.subscribe,
    async signal(channel, payload) {
      await pool.query("SELECT pg_notify($1, $2)", [SIGNALS_CHANNEL, signals.encode(channel, payload)]);
    },
    onSignal: signals.subscribe,
    async trim() {
      // The oldest ids first, and never one above what is kept: a stream that still has an id has everything after it.
      for (let dropped = TRIM_BATCH; dropped === TRIM_BATCH; ) {
        const { rowCount } = await pool.query(
          `DELETE FROM events WHERE id IN (
             SELECT id FROM events WHERE id < COALESCE(
               (SELECT id FROM events WHERE "createdAt" >= now() - make_interval(secs => $1) ORDER BY "createdAt" LIMIT 1),
               (SELECT max(id) + 1 FROM events))
             ORDER BY id LIMIT $2)`,
          [retentionMs / 1000, TRIM_BATCH],
        );
        dropped = rowCount ?? 0;
      }
    },
    async check() {
      await pool.query("SELECT 1");
      if (!listener.isListening()) throw new Error("The event listener is not connected");
    },
    async close() {
      hub.close();
      await Promise.all([listener.close(), pool.end()]);
    },
  };
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
