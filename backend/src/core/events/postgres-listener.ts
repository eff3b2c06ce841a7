import { Socket } from "node:net";
import type { Logger } from "@lumiku/app-sdk/server";
import { Client } from "pg";
import { withTimeLimit } from "../time-limit";

const MAX_BACKOFF_MS = 2_000;

export interface PostgresListenerOptions {
  connectionString: string;
  channels: readonly string[];
  onNotification: (channel: string, payload: string) => void;
  /** The connection is gone: until `onRestored`, notifications may be missed. */
  onLost: () => void;
  /** The channels are listened to again. */
  onRestored: () => void;
  /** How often the connection is asked whether it is still there. Milliseconds. */
  heartbeatMs: number;
  /** How long it may take to answer, and to be opened. Milliseconds. */
  timeoutMs: number;
  logger: Logger;
}

export interface PostgresListener {
  isListening(): boolean;
  close(): Promise<void>;
}

interface Connection {
  client: Client;
  lost: Promise<void>;
}

/**
 * Keeps one connection that LISTENs, until it is closed: a lost one is replaced, and one that no longer answers
 * counts as lost. Throws when the first cannot be opened.
 */
export async function listenToPostgres(options: PostgresListenerOptions): Promise<PostgresListener> {
  const { onLost, onRestored, timeoutMs, logger } = options;
  let isClosed = false;
  /** Ends what is being waited for: a connection, the attempt to open one, or the pause before the next. */
  let interrupt = () => {};
  const open = () =>
    connect(options, (drop) => {
      interrupt = drop;
    });
  let connection: Connection | undefined = await open();

  const reopen = async (): Promise<Connection | undefined> => {
    for (let waitMs = 50; !isClosed; waitMs = Math.min(waitMs * 2, MAX_BACKOFF_MS)) {
      try {
        return await open();
      } catch (error) {
        logger.debug({ err: error }, "the event listener could not connect");
      }
      if (isClosed) break;
      const pause = Promise.withResolvers<void>();
      interrupt = pause.resolve;
      const timer = setTimeout(pause.resolve, waitMs);
      await pause.promise;
      clearTimeout(timer);
    }
    return undefined;
  };

  const keep = async () => {
    while (connection) {
      await connection.lost;
      connection = undefined;
      if (isClosed) return;
      logger.warn({}, "the event listener lost its connection; connecting again");
      onLost();
      connection = await reopen();
      if (connection && !isClosed) onRestored();
    }
  };
  const kept = keep();

  return {
    isListening: () => connection !== undefined,
    async close() {
      isClosed = true;
      const ended = connection?.client.end() ?? Promise.resolve();
      await withTimeLimit(ended, timeoutMs, "The event listener did not close").catch(() => {});
      interrupt();
      await kept;
    },
  };
}

/** Opens a connection that listens. `drop`, or whatever goes wrong, closes its socket. */
async function connect(options: PostgresListenerOptions, onDrop: (drop: () => void) => void): Promise<Connection> {
  const { connectionString, channels, onNotification, heartbeatMs, timeoutMs } = options;
  // Of our own, because a polite end would wait for an answer that a silent connection never gives.
  const socket = new Socket();
  socket.setKeepAlive(true);
  const client = new Client({ connectionString, stream: () => socket, query_timeout: timeoutMs });
  const { promise: lost, resolve: drop } = Promise.withResolvers<void>();
  let heartbeat: ReturnType<typeof setTimeout> | undefined;
  client.on("error", () => drop());
  client.on("end", () => drop());
  client.on("notification", ({ channel, payload = "" }) => onNotification(channel, payload));
  void lost.then(() => {
    clearTimeout(heartbeat);
    client.removeAllListeners("notification");
    socket.destroy();
  });
  onDrop(drop);

  const listen = async () => {
    await client.connect();
    await client.query(channels.map((channel) => `LISTEN ${channel}`).join("; "));
  };
  const isLost = lost.then(() => Promise.reject(new Error("The connection was lost")));
  isLost.catch(() => {});
  try {
    await Promise.race([withTimeLimit(listen(), timeoutMs, "PostgreSQL does not answer"), isLost]);
  } catch (error) {
    drop();
    throw error;
  }
  const beat = () => {
    heartbeat = setTimeout(() => client.query("SELECT 1").then(beat, drop), heartbeatMs);
  };
  beat();
  return { client, lost };
}
