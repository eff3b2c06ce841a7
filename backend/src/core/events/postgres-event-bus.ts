import type { Logger } from "@lumiku/app-sdk/server";
import { Client, Pool } from "pg";
import type { EventBus, StoredEvent } from "./event-bus";
import { createEventHub } from "./hub";
import { createSignals } from "./signals";

const EVENTS_CHANNEL = "lumiku_events";
const SIGNALS_CHANNEL = "lumiku_signals";
const REPLAY_LIMIT = 1_000;

export interface PostgresEventBusOptions {
  connectionString: string;
  /** How far back a stream can be replayed. Milliseconds. */
  retentionMs?: number;
  logger: Logger;
}

/** Events in a table, announced by LISTEN/NOTIFY. `publish_event` in the init migration keeps each stream's ids in order. */
export async function createPostgresEventBus(options: PostgresEventBusOptions): Promise<EventBus> {
  const { connectionString, retentionMs = 24 * 3_600_000, logger } = options;
  const pool = new Pool({ connectionString, max: 4 });
  pool.on("error", (error) => logger.warn({ err: error }, "an idle event connection failed"));
  const signals = createSignals(logger);

  const hub = createEventHub(
    {
      compare: (a, b) => Number(BigInt(a) - BigInt(b)),
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
          [userId, id, REPLAY_LIMIT + 1],
        );
        // The event it names must still be there: otherwise others after it may be gone as well. A stream at 0 had none.
        const isKnown = id === "0" || rows[0]?.id === id;
        if (!isKnown || rows.length > REPLAY_LIMIT) return null;
        return rows.filter((row) => row.id !== id);
      },
    },
    logger,
  );

  let isClosed = false;
  let listener: Client | undefined;

  const listen = async () => {
    const client = new Client({ connectionString, keepAlive: true });
    client.on("notification", ({ channel, payload = "" }) => {
      if (channel === SIGNALS_CHANNEL) return signals.receive(payload);
      const { id, user, type, data } = JSON.parse(payload) as {
        id: string;
        user: string;
        type?: string;
        data?: string;
      };
      hub.notify(user, type !== undefined && data !== undefined ? { id, type, data } : undefined);
    });
    client.on("error", () => void reconnect(client));
    client.on("end", () => void reconnect(client));
    await client.connect();
    await client.query(`LISTEN ${EVENTS_CHANNEL}; LISTEN ${SIGNALS_CHANNEL}`);
    listener = client;
  };

  const reconnect = async (lost: Client) => {
    if (isClosed || listener !== lost) return;
    listener = undefined;
    hub.suspend();
    logger.warn({}, "the event listener lost its connection; connecting again");
    for (let waitMs = 50; !isClosed; waitMs = Math.min(waitMs * 2, 2_000)) {
      try {
        await listen();
        return hub.resume();
      } catch {
        await Bun.sleep(waitMs);
      }
    }
  };

  await listen();

  return {
    async publish(userId, type, data) {
      const { rows } = await pool.query<{ id: string }>("SELECT publish_event($1, $2, $3)::text AS id", [
        userId,
        type,
        JSON.stringify(data),
      ]);
      return rows[0]?.id ?? "0";
    },
    subscribe: hub.subscribe,
    async signal(channel, payload) {
      await pool.query("SELECT pg_notify($1, $2)", [SIGNALS_CHANNEL, signals.encode(channel, payload)]);
    },
    onSignal: signals.subscribe,
    async trim() {
      await pool.query(`DELETE FROM events WHERE "createdAt" < now() - make_interval(secs => $1)`, [
        retentionMs / 1000,
      ]);
    },
    async check() {
      await pool.query("SELECT 1");
      if (!listener) throw new Error("The event listener is not connected");
    },
    async close() {
      isClosed = true;
      await Promise.all([listener?.end(), pool.end()]);
    },
  };
}
