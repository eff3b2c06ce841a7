import { join } from "node:path";
import { prepare, root } from "./prepare";

try {
  await prepare({ web: true });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

process.stdout.write("Starting Lumiku …\n");
const server = Bun.spawn([process.execPath, join(root, "backend/src/main.ts")], {
  cwd: root,
  stdin: "ignore",
  stdout: "inherit",
  stderr: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => server.kill(signal));
process.exit(await server.exited);
