import { platformError } from "@lumiku/app-sdk";
import { S3Client } from "bun";
import { withTimeLimit } from "../time-limit";
import { assertKey, isKey, type Storage } from "./storage";

export interface S3Options {
  /** Left out for Amazon's own. */
  endpoint?: string | undefined;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** How long one attempt may take; there are three. Milliseconds. */
  timeoutMs?: number;
}

const ATTEMPTS = 3;
const PAUSE_MS = 100;
const TIMEOUT_MS = 30_000;
/** As many as S3 gives at once. */
const PAGE_SIZE = 1_000;

/** Files in an S3-compatible bucket, which has to exist. */
export function createS3Storage({ timeoutMs = TIMEOUT_MS, ...options }: S3Options): Storage {
  const client = new S3Client({
    ...options,
    endpoint: options.endpoint ?? `https://s3.${options.region}.amazonaws.com`,
  });
  const attempt = <T>(work: () => Promise<T>) => repeat(work, timeoutMs);

  const find = async (path: string): Promise<Uint8Array | null> => {
    try {
      return await attempt(() => client.file(path).bytes());
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  const storage: Storage = {
    async put(key, bytes, mime) {
      const path = assertKey(key);
      await attempt(() => client.write(path, bytes, { type: mime }));
    },

    async get(key) {
      const bytes = await find(assertKey(key));
      if (!bytes) throw platformError("NOT_FOUND", { message: "That file no longer exists." });
      return bytes;
    },

    async open(key) {
      const path = assertKey(key);
      const file = client.file(path);
      try {
        const { size } = await attempt(() => file.stat());
        return { stream: file.stream(), sizeBytes: size };
      } catch (error) {
        if (!isMissing(error)) throw error;
        // A refused HEAD does not say what is missing, the file or the whole bucket; a refused GET does.
        const bytes = await find(path);
        return bytes && { stream: new Blob([bytes.slice()]).stream(), sizeBytes: bytes.byteLength };
      }
    },

    async remove(key) {
      const path = assertKey(key);
      await attempt(() => client.delete(path));
    },

    async listKeys({ modifiedBefore, limit, after }) {
      const keys: string[] = [];
      let startAfter = after;
      while (keys.length < limit) {
        const page = await attempt(() =>
          client.list({ maxKeys: PAGE_SIZE, ...(startAfter !== undefined && { startAfter }) }),
        );
        const files = page.contents ?? [];
        for (const { key, lastModified } of files)
          if (isKey(key) && lastModified && new Date(lastModified) < modifiedBefore) keys.push(key);
        startAfter = files.at(-1)?.key;
        if (!page.isTruncated || startAfter === undefined) break;
      }
      return keys.slice(0, limit);
    },

    async check() {
      const key = `health/${crypto.randomUUID()}`;
      await storage.put(key, new Uint8Array([1]), "application/octet-stream");
      await storage.remove(key);
    },
  };
  return storage;
}

/** Repeats what the network or the server broke; what was refused stays refused. */
async function repeat<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await withTimeLimit(work(), timeoutMs, `The bucket did not answer within ${timeoutMs} ms`);
    } catch (error) {
      if (isMissing(error) || isRefusal(error)) throw error;
      if (attempts === ATTEMPTS)
        throw platformError("UNAVAILABLE", {
          message: "The file store does not answer. Try again in a moment.",
          retryable: true,
          cause: error,
        });
      await Bun.sleep(PAUSE_MS * 2 ** attempts);
    }
  }
}

const isMissing = (error: unknown) => ["NoSuchKey", "NotFound"].includes(codeOf(error));

const isRefusal = (error: unknown) =>
  ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket", "PermanentRedirect"].includes(
    codeOf(error),
  );

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");
