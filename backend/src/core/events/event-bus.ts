export interface StoredEvent {
  /** Opaque, and increasing along one user's stream. */
  id: string;
  type: string;
  /** JSON text, ready for the wire. */
  data: string;
}

export interface Subscription {
  close(): Promise<void>;
}

export interface EventSubscription extends Subscription {
  /** The id that the subscriber's events come after: the one it named, or the newest when it came. */
  position: string;
}

/**
 * Carries events from any process to the streams of one user, and signals between processes.
 * A subscriber that names the last id it saw gets everything after it, then what happens live:
 * in order, without a gap and without a repeat.
 */
export interface EventBus {
  /** Stores the event, delivers it to every subscriber of that user in every process, and returns its id. */
  publish(userId: string, type: string, data: unknown): Promise<string>;
  /**
   * @param afterId the last id the subscriber saw; undefined starts with what happens from now on.
   * An id that is no longer kept (or was never given) delivers one `reset` event instead of a replay.
   */
  subscribe(
    userId: string,
    afterId: string | undefined,
    listener: (event: StoredEvent) => void,
  ): Promise<EventSubscription>;
  /** Tells every process something once, without storing it: "stop this generation". */
  signal(channel: string, payload: string): Promise<void>;
  onSignal(channel: string, listener: (payload: string) => void): Promise<Subscription>;
  /** Drops what is older than the retention. Safe to run in many processes. */
  trim(): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}
