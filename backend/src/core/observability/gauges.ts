import type { Logger } from "@lumiku/app-sdk/server";
import { Counter, Gauge, type Registry } from "prom-client";
import { withTimeLimit } from "../time-limit";

const lanes = ["interactive", "bulk"] as const;
const statuses = ["pending", "processing", "completed", "failed", "cancelled"] as const;

export interface LaneLoad {
  lane: string;
  waiting: number;
  processing: number;
  /** Age of the oldest that waits; 0 when none does. */
  oldestSeconds: number;
}

export interface PoolUse {
  total: number;
  idle: number;
  /** Callers that wait for a connection. */
  waiting: number;
}

/** What is looked up when somebody scrapes. */
export interface MetricsReaders {
  /** Lanes without work may be left out. */
  queue(): Promise<readonly LaneLoad[]>;
  /** Statuses nothing has may be left out. */
  generations(): Promise<readonly { status: string; count: number }[]>;
  creditsReserved(): Promise<number>;
  databasePool(): Promise<PoolUse>;
}

export interface GaugesDependencies {
  readers: Partial<MetricsReaders>;
  registry: Registry;
  logger: Pick<Logger, "warn">;
  readTimeoutMs: number;
}

/** @returns a function that reads every reader once and sets its gauges; scrapes at the same time share one reading */
export function collectGauges({ readers, registry, logger, readTimeoutMs }: GaugesDependencies): () => Promise<void> {
  const registers = [registry];
  const errors = new Counter({
    name: "lumiku_scrape_errors_total",
    help: "Readings that failed while Prometheus scraped; their gauges were left out.",
    labelNames: ["reader"],
    registers,
  });
  const gauge = (name: string, help: string, ...labelNames: string[]) => {
    const created = new Gauge({ name, help, labelNames, registers });
    // `reset` shows 0 where there are no labels, `remove` asks for all of them where there are some.
    const clear = () => (labelNames.length > 0 ? created.reset() : created.remove());
    return Object.assign(created, { clear });
  };
  const tasks: (() => Promise<void>)[] = [];

  const onScrape = <T>(
    reader: string,
    read: () => Promise<T>,
    gauges: { clear(): void }[],
    show: (value: T) => void,
  ) => {
    errors.inc({ reader }, 0);
    tasks.push(async () => {
      try {
        const value = await withTimeLimit(read(), readTimeoutMs, `No answer within ${readTimeoutMs} ms`);
        show(value);
      } catch (error) {
        // An old number that looks like a new one is worse than none.
        for (const one of gauges) one.clear();
        errors.inc({ reader });
        logger.warn({ err: error, reader }, "a reading for the metrics failed");
      }
    });
  };

  const { queue, generations, creditsReserved, databasePool } = readers;
  if (queue) {
    const depth = gauge("lumiku_queue_depth", "Generations that wait for a worker.", "lane");
    const age = gauge("lumiku_queue_oldest_age_seconds", "Age of the oldest generation that waits.", "lane");
    const processing = gauge("lumiku_queue_processing", "Generations that a worker has claimed.", "lane");
    onScrape("queue", queue, [depth, age, processing], (loads) => {
      for (const lane of lanes) {
        const load = loads.find((one) => one.lane === lane);
        depth.set({ lane }, load?.waiting ?? 0);
        age.set({ lane }, load?.oldestSeconds ?? 0);
        processing.set({ lane }, load?.processing ?? 0);
      }
    });
  }
  if (generations) {
    const count = gauge("lumiku_generations", "Generations in the database.", "status");
    onScrape("generations", generations, [count], (counts) => {
      for (const status of statuses) {
        count.set({ status }, counts.find((one) => one.status === status)?.count ?? 0);
      }
    });
  }
  if (creditsReserved) {
    const reserved = gauge("lumiku_credits_reserved", "Credits held for work that has not ended.");
    onScrape("credits", creditsReserved, [reserved], (credits) => reserved.set(credits));
  }
  if (databasePool) {
    const connections = gauge("lumiku_database_pool_connections", "Connections of this process.", "state");
    const waiting = gauge("lumiku_database_pool_waiting", "Callers in this process that wait for a connection.");
    onScrape("database_pool", databasePool, [connections, waiting], (pool) => {
      connections.set({ state: "idle" }, pool.idle);
      connections.set({ state: "busy" }, pool.total - pool.idle);
      waiting.set(pool.waiting);
    });
  }

  let reading: Promise<void> | undefined;
  return () => {
    reading ??= Promise.all(tasks.map((task) => task())).then(() => {
      reading = undefined;
    });
    return reading;
  };
}
