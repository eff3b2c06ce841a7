import { createLogger } from "../observability/logger";
import { createBullQueue } from "./bull-queue";

// Takes one job, says its id, and never lets go of it, whatever its signal says.
const [connection = "", name = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const backend = createBullQueue({
  connection: JSON.parse(connection),
  name,
  logger: createLogger({ level: "silent", format: "json" }),
  lockDurationMs: 1_000,
  stalledIntervalMs: 500,
});
// Listened for before the first job can come.
const told = new Promise((resolve) => process.once("SIGTERM", resolve));
const worker = await backend.startWorker(
  (id, signal) => {
    say(id);
    signal.addEventListener("abort", () => say("aborted"));
    return new Promise(() => {});
  },
  { concurrency: 1 },
);
await told;
await worker.close(100);
await backend.queue.close();
say("closed");
