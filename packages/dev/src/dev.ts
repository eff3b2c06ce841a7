import { join } from "node:path";
import { prepare, root } from "./prepare";

const WEB_PORT = 5173;
const port = process.env.PORT ?? "3000";

await prepare({ web: false });
const children = [
  // People open the web server's address; the API behind it has to know that.
  run(["--watch", join(root, "backend/src/main.ts")], root, { PORT: port, PUBLIC_URL: `http://localhost:${WEB_PORT}` }),
  run(["--bun", "vite", "--port", String(WEB_PORT), "--strictPort"], join(root, "frontend"), {
    LUMIKU_API: `http://localhost:${port}`,
  }),
];
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
const code = await Promise.race(children.map((child) => child.exited));
for (const child of children) child.kill("SIGTERM");
await Promise.all(children.map((child) => child.exited));
process.exit(code);

function run(args: string[], cwd: string, environment: Record<string, string>) {
  return Bun.spawn([process.execPath, ...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
  });
}
