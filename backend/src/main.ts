import { boot } from "./boot";
import { readEnv } from "./env";

/** Codes of a connection that was cut, by the network or by a database that stops. */
const LOST = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "57P01", "57P02", "57P03"]);

// A connection cut in the instant in which its owner does not listen yet (BullMQ's, to PostgreSQL) is no reason to end.
process.on("uncaughtException", (error: Error & { code?: string }) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  if (!LOST.has(error.code ?? "")) process.exit(1);
});

try {
  const { url, stop } = await boot(readEnv());
  process.stdout.write(url ? `Lumiku is ready at ${url}\n` : "A Lumiku worker is ready\n");
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, async () => {
      if (isStopping) return;
      isStopping = true;
      await stop();
      process.exit(0);
    });
  }
} catch (error) {
  process.stderr.write(`Lumiku could not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
