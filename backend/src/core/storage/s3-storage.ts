import { platformError } from "@lumiku/app-sdk";
import { S3Client } from "bun";
import { withTimeLimit } from "../time-limit";
import { assertKey, type Storage } from "./storage";

export interface S3Options {
  /** Left out for Amazon's own. */
  endpoint?: string | undefined;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 30_000;

/** Files in an S3-compatible bucket, which has to exist. */
export function createS3Storage(options: S3Options): Storage {
  const client = new S3Client({
    ...options,
    endpoint: options.endpoint ?? `https://s3.${options.region}.amazonaws.com`,
  });

  const storage: Storage = {
    async put(key, bytes, mime) {
      const path = assertKey(key);
      await attempt(() => client.write(path, bytes, { type: mime }));
    },

    async get(key) {
      const file = client.file(assertKey(key));
      try {
        return await attempt(() => file.bytes());
      } catch (error) {
        if (isMissing(error))
          throw platformError("NOT_FOUND", { message: "That file no longer exists.", cause: error });
        throw error;
      }
    },

    async open(key) {
      const file = client.file(assertKey(key));
      try {
        const { size } = await attempt(() => file.stat());
        return { stream: file.stream(), sizeBytes: size };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async remove(key) {
      const path = assertKey(key);
      await attempt(() => client.delete(path));
    },

    async check() {
      const key = `health/${crypto.randomUUID()}`;
      await storage.put(key, new Uint8Array([1]), "application/octet-stream");
      await storage.remove(key);
    },
  };
  return storage;
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return code === "NoSuchKey" || code === "NotFound" || (code === "UnknownError" && /404/.test(error.message));
}

/** Repeats what the network broke; what the server refused stays refused. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await withTimeLimit(work(), TIMEOUT_MS, `The bucket did not answer within ${TIMEOUT_MS} ms`);
    } catch (error) {
      if (attempts === ATTEMPTS || isMissing(error) || isRefusal(error)) throw error;
      await Bun.sleep(100 * 2 ** attempts);
    }
  }
}

function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket"].includes(code);
}
