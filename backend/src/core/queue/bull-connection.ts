import { createPostgresBackend, type Job, Queue, type QueueOptions, Worker, withBackend } from "bullmq";

export type QueueConnection = { kind: "redis"; url: string } | { kind: "postgres"; connectionString: string };

/** How long a server may take to answer. Milliseconds. */
export const TIMEOUT_MS = 5_000;
const RECONNECT_MS = 2_000;

/** The part of BullMQ's classes that is the same on both backends. */
interface BullClasses {
  Queue: new (name: string, options: QueueOptions) => Queue;
  Worker: new (
    name: string,
    process: (job: Job, token?: string) => Promise<void>,
    options: QueueOptions & {
      concurrency: number;
      lockDuration: number;
      stalledInterval: number;
      maxStalledCount: number;
      runRetryDelay: number;
    },
  ) => Worker;
}

/** What BullMQ needs to know of the server, and the classes that speak to it. */
export function connect(connection: QueueConnection): { connection: object; classes: BullClasses } {
  if (connection.kind === "redis") {
    const { hostname, port, username, password, pathname, protocol } = new URL(connection.url);
    return {
      connection: {
        host: hostname,
        port: Number(port || 6379),
        ...(username && { username: decodeURIComponent(username) }),
        ...(password && { password: decodeURIComponent(password) }),
        ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
        ...(protocol === "rediss:" && { tls: {} }),
        // A worker waits for Redis to come back, for as long as it takes, and notices soon that it did:
        // BullMQ's own pauses grow to 20 s.
        maxRetriesPerRequest: null,
        retryStrategy: (times: number) => Math.min(times * 100, RECONNECT_MS),
      },
      classes: { Queue, Worker } as unknown as BullClasses,
    };
  }
  return {
    connection: {
      connectionString: connection.connectionString,
      schema: "bullmq",
      migrate: true,
      max: 8,
      keepAlive: true,
      // A job says "look at this row", and the sweeper says it again: none is worth waiting for the disk.
      options: "-c synchronous_commit=off",
      connectionTimeoutMillis: TIMEOUT_MS,
    },
    classes: withBackend(createPostgresBackend) as unknown as BullClasses,
  };
}
