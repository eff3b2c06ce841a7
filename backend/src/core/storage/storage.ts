/**
 * Where bytes live: a local folder or an S3-compatible bucket. Keys are slash-separated paths of
 * `[A-Za-z0-9._-]` segments, made by the platform and never by a client.
 */
export interface Storage {
  /** Writes all of it or nothing: a reader never sees half a file. Writing a key again replaces it. */
  put(key: string, bytes: Uint8Array, mime: string): Promise<void>;
  /** @throws AppError NOT_FOUND */
  get(key: string): Promise<Uint8Array>;
  /** A stream of the file and its size in bytes, or null when there is none. */
  open(key: string): Promise<{ stream: ReadableStream<Uint8Array>; sizeBytes: number } | null>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Proves that writing, reading and removing work. @throws what went wrong */
  check(): Promise<void>;
}

/** @throws TypeError for a key that could leave its folder or that two systems would read differently */
export function assertKey(key: string): string {
  const isPlain = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/.test(key) && !key.includes("..") && key.length <= 512;
  if (!isPlain) throw new TypeError(`Not a storage key: ${JSON.stringify(key)}`);
  return key;
}
