import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

// Only what Bun itself brings: this runs before anything is installed.

export const root = join(import.meta.dir, "../../..");
const stamps = join(root, "node_modules/.cache/lumiku");

interface Step {
  name: string;
  title: string;
  /** Files that decide whether it has to run again. */
  inputs: string[];
  outputs: string[];
  command: string[];
  cwd: string;
}

const bun = process.execPath;

const install: Step = {
  name: "install",
  title: "Installing packages",
  inputs: ["package.json", "bun.lock", "backend/package.json", "frontend/package.json", "packages/*/package.json"],
  outputs: ["node_modules"],
  command: [bun, "install", "--frozen-lockfile"],
  cwd: root,
};

const generate: Step = {
  name: "generate",
  title: "Preparing the database client",
  inputs: ["bun.lock", "backend/src/**/*.prisma", "backend/prisma.config.ts"],
  outputs: ["backend/generated/prisma/client.ts"],
  command: [bun, "--bun", "prisma", "generate"],
  cwd: join(root, "backend"),
};

const build: Step = {
  name: "build",
  title: "Building the web app",
  inputs: [
    "bun.lock",
    "frontend/src/**/*",
    "frontend/public/**/*",
    "frontend/index.html",
    "frontend/vite.config.ts",
    "packages/*/src/**/*",
  ],
  outputs: ["frontend/dist/index.html"],
  command: [bun, "--bun", "vite", "build", "--logLevel", "warn"],
  cwd: join(root, "frontend"),
};

/**
 * Brings a checkout to where it can run. Each step runs only when something it depends on has changed. When
 * packages were installed the command begins anew in a process of its own: this one has resolved imports
 * without them.
 */
export async function prepare({ web }: { web: boolean }): Promise<void> {
  const hasInstalled = await ensure(install);
  for (const step of web ? [generate, build] : [generate]) await ensure(step);
  if (!hasInstalled) return;
  const child = Bun.spawn([bun, ...process.argv.slice(1)], { stdin: "inherit", stdout: "inherit", stderr: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  process.exit(await child.exited);
}

/** @returns whether it had to run */
async function ensure(step: Step): Promise<boolean> {
  const hash = await hashOf(step.inputs);
  const stamp = join(stamps, step.name);
  const isDone =
    step.outputs.every((output) => existsSync(join(root, output))) &&
    (await readFile(stamp, "utf8").catch(() => "")) === hash;
  if (isDone) return false;
  process.stdout.write(`${step.title} …\n`);
  const startedAt = performance.now();
  const child = Bun.spawn(step.command, {
    cwd: step.cwd,
    // Prisma wants this file to exist, and never runs it: the client needs no native engine.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: bun, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(`${step.title} failed:\n${output}${errors}`);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
  process.stdout.write(`${step.title} took ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  return true;
}

async function hashOf(patterns: string[]): Promise<string> {
  const paths = new Set<string>();
  for (const pattern of patterns) {
    for await (const path of new Bun.Glob(pattern).scan({ cwd: root, dot: false })) paths.add(path);
  }
  const hash = createHash("sha256").update(Bun.version);
  for (const path of [...paths].sort()) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest("hex");
}
