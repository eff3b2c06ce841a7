import type { Database } from "../db/client";
import type { PlatformLogger } from "../observability/logger";

const BEAT_MS = 5_000;
/** Three beats: who was not seen for longer counts as gone. */
export const WORKER_SEEN_WITHIN_MS = 15_000;
const FORGET_MS = 60_000;

/** Lets everyone know that this worker lives. @returns what ends it */
export async function announceWorker(
  { client }: Database,
  { concurrency, logger, now }: { concurrency: number; logger: PlatformLogger; now: () => Date },
): Promise<() => Promise<void>> {
  const id = Bun.randomUUIDv7();
  const beat = async () => {
    await client.workerProcess.upsert({
      where: { id },
      create: { id, concurrency, seenAt: now() },
      update: { seenAt: now() },
    });
    await client.workerProcess.deleteMany({ where: { seenAt: { lt: new Date(now().getTime() - FORGET_MS) } } });
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((error) => logger.warn({ err: error }, "this worker could not say that it lives"));
  }, BEAT_MS);
  return async () => {
    clearInterval(timer);
    await client.workerProcess.deleteMany({ where: { id } });
  };
}
