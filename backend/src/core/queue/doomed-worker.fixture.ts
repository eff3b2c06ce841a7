import { createLogger } from "../observability/logger";
import { createBullQueue } from "./bull-queue";

// Takes one job, says its id, and holds it until it is killed.
const [connection = "", name = ""] = process.argv.slice(2);
const backend = createBullQueue({
  connection: JSON.parse(connection),
  name,
  logger: createLogger({ level: "silent", format: "json" }),
  lockDurationMs: 1_000,
  stalledIntervalMs: 500,
});
await backend.startWorker(
  (id) => {
    process.stdout.write(`${id}\n`);
    return new Promise(() => {});
  },
  { concurrency: 1 },
);
