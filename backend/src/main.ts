import { boot } from "./boot";
import { readEnv } from "./env";

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
