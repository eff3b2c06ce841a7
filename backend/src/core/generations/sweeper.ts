import type { PlatformLogger } from "../observability/logger";
import type { JobQueue } from "../queue/queue";
import type { GenerationsRepository } from "./repository";

/** A committed generation is queued within milliseconds; one that is older was not. */
const PENDING_MS = 10_000;
/** Six heartbeats. */
const SILENT_MS = 30_000;
const BATCH = 500;

/** Queues what was forgotten: committed but never queued, or running on a worker that has gone. @returns how many */
export async function sweep({
  repository,
  queue,
  logger,
  now,
}: {
  repository: GenerationsRepository;
  queue: JobQueue;
  logger: PlatformLogger;
  now: () => Date;
}): Promise<number> {
  const at = now().getTime();
  const ids = await repository.listForgotten(new Date(at - PENDING_MS), new Date(at - SILENT_MS), BATCH);
  for (const id of ids) await queue.add({ id });
  if (ids.length > 0) logger.debug({ count: ids.length }, "made sure that old work is queued");
  return ids.length;
}
