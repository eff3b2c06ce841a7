import { Redis } from "ioredis";
import { Client } from "pg";
import { createLogger } from "../observability/logger";
import { createTestDatabase } from "../testing/database";
import { requireRedis } from "../testing/servers";
import type { EventBus, StoredEvent } from "./event-bus";
import { createPostgresEventBus } from "./postgres-event-bus";
import { createRedisEventBus } from "./redis-event-bus";

export const engines = ["postgres", "redis"] as const;
export type Engine = (typeof engines)[number];
export const logger = createLogger({ level: "silent", format: "json" });

export interface EngineFixture {
  /** Each is as good as a process of its own: it shares nothing with the others but the server. */
  open(): Promise<EventBus>;
  /** Ends every connection that waits for news, from the server's side. */
  cutConnections(): Promise<void>;
  /** Closes what was opened. */
  close(): Promise<void>;
}

export async function openEngine(engine: Engine): Promise<EngineFixture> {
  const buses: EventBus[] = [];
  const prefix = `test-${crypto.randomUUID()}`;
  const database = engine === "postgres" ? await createTestDatabase() : undefined;
  return {
    async open() {
      const bus = database
        ? await createPostgresEventBus({ connectionString: database.connectionString, logger })
        : await createRedisEventBus({ url: requireRedis(), prefix, logger });
      buses.push(bus);
      return bus;
    },
    cutConnections: () => (database ? cutListeners(database.connectionString) : cutSubscribers()),
    async close() {
      await Promise.all(buses.map((bus) => bus.close()));
      await database?.drop();
    },
  };
}

async function cutSubscribers(): Promise<void> {
  const redis = new Redis(requireRedis());
  await redis.call("CLIENT", "KILL", "TYPE", "pubsub");
  redis.disconnect();
}

async function cutListeners(connectionString: string): Promise<void> {
  await withClient(connectionString, (client) =>
    client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
    ),
  );
}

export async function withClient<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** What one subscriber heard. */
export function inbox() {
  const events: StoredEvent[] = [];
  let check = () => {};
  return {
    events,
    listen: (event: StoredEvent) => {
      events.push(event);
      check();
    },
    wait: (count: number) =>
      new Promise<StoredEvent[]>((resolve) => {
        check = () => events.length >= count && resolve(events);
        check();
      }),
  };
}

export const newUser = () => `user-${crypto.randomUUID()}`;
export const range = (count: number) => Array.from({ length: count }, (_, index) => index);
export const numbers = (events: StoredEvent[]) => events.map(({ data }) => (JSON.parse(data) as { n: number }).n);
