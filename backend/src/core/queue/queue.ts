/** A queued generation, by its row's id. The row holds the truth; the job only says "look at it". */
export interface QueuedJob {
  id: string;
  delayMs?: number;
}

export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
}

/** What a handler tells the queue: done, or try again after a while. */
export type JobOutcome = { kind: "done" } | { kind: "again"; delayMs: number };

export interface JobQueue {
  /** Adding an id that is already queued, delayed or running changes nothing. */
  add(job: QueuedJob): Promise<void>;
  /**
   * Adds many in one round trip, each as {@link JobQueue.add} does. When it rejects, some may have been
   * added: adding all of them again is harmless.
   */
  addMany(jobs: readonly QueuedJob[]): Promise<void>;
  /** Takes a job out that has not begun. A running one is not touched. */
  remove(id: string): Promise<void>;
  counts(): Promise<QueueCounts>;
  check(): Promise<void>;
  /** Ends within seconds, even when the queue's server does not answer. */
  close(): Promise<void>;
}

export interface QueueWorker {
  /**
   * Stops taking jobs and waits for the running ones, at most `graceMs`; then aborts their signals, and what
   * handlers let go of comes at once to another worker. A handler that does not let go is left behind: its
   * job comes again when the lock has lapsed. Ends within four seconds of `graceMs`, whatever happens.
   */
  close(graceMs: number): Promise<void>;
}

/**
 * Handles one delivery. Delivery is at least once: a worker that dies is noticed and its jobs come
 * again elsewhere. `signal` aborts when this worker shuts down or has lost the job to another. A handler
 * that throws gets the job again.
 */
export type JobHandler = (id: string, signal: AbortSignal) => Promise<JobOutcome>;

export interface QueueBackend {
  queue: JobQueue;
  startWorker(handler: JobHandler, options: { concurrency: number }): Promise<QueueWorker>;
}
