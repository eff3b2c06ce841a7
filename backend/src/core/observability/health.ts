import type { Readiness } from "@lumiku/contracts/health";
import type { Registry } from "../apps/registry";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { JobQueue } from "../queue/queue";
import { WORKER_SEEN_WITHIN_MS } from "../queue/worker-presence";
import type { Storage } from "../storage/storage";
import { withTimeLimit } from "../time-limit";

const CHECK_TIMEOUT_MS = 3_000;

export interface HealthDependencies {
  database: Pick<Database, "client">;
  queue: JobQueue;
  events: EventBus;
  storage: Storage;
  registry: Registry;
  now: () => Date;
}

/** Ready when work can be taken, done, stored and told. */
export async function checkReadiness(dependencies: HealthDependencies): Promise<Readiness> {
  const { database, queue, events, storage, registry, now } = dependencies;
  const [databaseCheck, queueCheck, storageCheck, workers] = await Promise.all([
    probe(async () => {
      await database.client.$queryRaw`SELECT 1`;
    }),
    probe(async () => {
      await Promise.all([queue.check(), events.check()]);
    }),
    probe(() => storage.check()),
    probe(async () => {
      const since = new Date(now().getTime() - WORKER_SEEN_WITHIN_MS);
      const alive = await database.client.workerProcess.count({ where: { seenAt: { gt: since } } });
      if (alive === 0) throw new Error("No worker is running");
    }),
  ]);
  const checks = { database: databaseCheck, queue: queueCheck, storage: storageCheck, workers };
  const isReady = Object.values(checks).every((check) => check.status === "up");
  return { status: isReady ? "ready" : "not-ready", checks, apps: registry.statuses() };
}

async function probe(check: () => Promise<void>): Promise<{ status: "up" | "down"; detail?: string }> {
  try {
    await withTimeLimit(check(), CHECK_TIMEOUT_MS, "No answer");
    return { status: "up" };
  } catch (error) {
    // What a driver says may name hosts and accounts: only our own words are public.
    const isOurs = error instanceof Error && /^No /.test(error.message);
    return { status: "down", detail: isOurs ? error.message : "Not reachable" };
  }
}
