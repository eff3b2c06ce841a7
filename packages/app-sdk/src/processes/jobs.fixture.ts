import { getPriority } from "node:os";
import { platformError } from "../errors";
import { serveJobs } from "./serve-jobs";

/** What the tests of the pool have done in its processes. */
export interface TrialJobs {
  double: { input: number; output: number };
  echo: { input: Uint8Array; output: Uint8Array };
  describe: { input: undefined; output: { pid: number; niceness: number; environment: Record<string, string> } };
  count: { input: number; output: undefined };
  throw: { input: "app" | "coded"; output: never };
  /** Waits until it is told to stop. */
  wait: { input: undefined; output: never };
  /** Never yields, as a loop in native code. */
  spin: { input: undefined; output: never };
  end: { input: undefined; output: never };
  /** Ends its process the first time it meets the file. */
  endOnce: { input: string; output: string };
  /** Takes more and more memory, and never yields. */
  grow: { input: undefined; output: never };
  /** Takes so many bytes and keeps them. */
  keep: { input: number; output: number };
  /** Bytes of memory. */
  memory: { input: undefined; output: number };
}

const kept: Uint8Array[] = [];

class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code = "NOTHING_TO_TRACE";
}

serveJobs<TrialJobs>({
  double: async (number) => number * 2,
  echo: async (bytes) => bytes,
  describe: async () => ({
    pid: process.pid,
    niceness: getPriority(),
    environment: { ...process.env } as Record<string, string>,
  }),
  async count(upTo, { onProgress }) {
    for (let number = 1; number <= upTo; number++) onProgress((number / upTo) * 100, `${number}`);
    return undefined;
  },
  async throw(kind) {
    if (kind === "app") throw platformError("CONTENT_BLOCKED", { details: { rule: "trial" } });
    throw new Refusal("There is nothing on it");
  },
  wait: (_input, { signal, onProgress }) => {
    onProgress(1);
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))));
  },
  async spin(_input, { onProgress }) {
    onProgress(1);
    // Once it has been told.
    await new Promise((resolve) => setImmediate(resolve));
    for (;;);
  },
  async end() {
    process.exit(7);
  },
  async endOnce(path) {
    if (await Bun.file(path).exists()) return "done";
    await Bun.write(path, "");
    process.exit(1);
  },
  async grow() {
    for (;;) kept.push(new Uint8Array(10_000_000).fill(1));
  },
  async keep(bytes) {
    kept.push(new Uint8Array(bytes).fill(1));
    // Until whoever watches has looked.
    await Bun.sleep(500);
    return process.pid;
  },
  memory: async () => process.memoryUsage().rss,
});
