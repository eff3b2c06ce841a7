/**
 * Where bytes live: a local folder or an S3-compatible bucket. Keys are slash-separated paths of
 * `[A-Za-z0-9._-]` segments, made by the platform and never by a client.
 */
export interface Storage {
  /**
   * Writes all of it or nothing: a reader never sees half a file. Writing a key again replaces it.
   *
   * A put to a bucket that was rejected for want of an answer may land later all the same. So give each file
   * a key of its own and never write other bytes under it; what landed unasked is found by `listKeys`.
   *
   * @throws AppError UNAVAILABLE, retryable, when there is no room or the bucket does not answer
   */
  put(key: string, bytes: Uint8Array, mime: string): Promise<void>;
  /** @throws AppError NOT_FOUND */
  get(key: string): Promise<Uint8Array>;
  /** A stream of the file and its size in bytes, or null when there is none. */
  open(key: string): Promise<{ stream: ReadableStream<Uint8Array>; sizeBytes: number } | null>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /**
   * Keys of files last written before a time, in the order of their bytes. For the next ones pass the last of
   * these as `after`; fewer than `limit` means that there are no more.
   */
  listKeys(options: ListKeysOptions): Promise<string[]>;
  /** Proves that writing, reading and removing work. @throws what went wrong */
  check(): Promise<void>;
}

export interface ListKeysOptions {
  modifiedBefore: Date;
  limit: number;
  after?: string;
}

/** Whether it is a key that stays in its folder and that all systems read alike. */
export function isKey(key: string): boolean {
  return /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/.test(key) && !key.includes("..") && key.length <= 512;
}

/** @throws TypeError for what is not a key */
export function assertKey(key: string): string {
  if (!isKey(key)) throw new TypeError(`Not a storage key: ${JSON.stringify(key)}`);
  return key;
}
