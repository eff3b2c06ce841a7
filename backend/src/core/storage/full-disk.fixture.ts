import { readdir } from "node:fs/promises";
import { AppError } from "@lumiku/app-sdk";
import { createLocalStorage } from "./local-storage";

// Stores more than there is room for, then a little more, and says what came of it.
const [directory = ""] = process.argv.slice(2);
const storage = createLocalStorage({ directory });
const put = (key: string, sizeBytes: number) => storage.put(key, new Uint8Array(sizeBytes).fill(7), "image/png");

await put("app/user/before", 1_000);
const error = await put("app/user/large", 4_000_000).then(
  () => undefined,
  (caught: unknown) => caught,
);
await put("app/user/after", 1_000);
const said = error instanceof AppError && {
  code: error.code,
  isRetryable: error.retryable,
  message: error.message,
  cause: (error.cause as { code?: string }).code,
};
const entries = await readdir(directory, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
process.stdout.write(JSON.stringify({ said, files: files.sort() }));
