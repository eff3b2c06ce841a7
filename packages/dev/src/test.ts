import { join } from "node:path";
import { prepare, root } from "./prepare";
import { startServices } from "./services";

const filters = process.argv.slice(2);
let passed = 0;
let failed = 0;

try {
  await prepare({ web: true });
  if (filters.length === 0) await runChecks();
  await runTests();
} catch (error) {
  failed++;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

async function runChecks(): Promise<void> {
  const { runAllChecks } = await import("./checks/all");
  const results = await runAllChecks();
  passed += results.filter(({ problems }) => problems.length === 0).length;
  failed += results.filter(({ problems }) => problems.length > 0).length;
}

async function runTests(): Promise<void> {
  const services = await startServices({
    browser: filters.length === 0 || filters.some((filter) => filter.includes("e2e")),
  });
  const stop = async () => {
    await services.stop();
    process.exit(130);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    for (const suite of filters.length > 0
      ? [filters]
      : [["packages"], ["backend"], ["frontend/src"], ["frontend/e2e"]]) {
      await runSuite(suite, services.environment);
    }
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await services.stop();
  }
}

/** One run of `bun test`. Its summary is counted; no tests, or any that were skipped, count as a failure. */
async function runSuite(paths: string[], environment: Record<string, string>): Promise<void> {
  process.stdout.write(`\n── ${paths.join(" ")}\n`);
  const child = Bun.spawn(
    [process.execPath, "test", ...paths.map((path) => (path.startsWith(".") ? path : `./${path}`))],
    {
      cwd: root,
      env: { ...process.env, ...environment, NODE_ENV: "test" },
      stdin: "ignore",
      stdout: "inherit",
      stderr: "pipe",
    },
  );
  let output = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stderr) {
    const text = decoder.decode(chunk, { stream: true });
    output += text;
    process.stderr.write(text);
  }
  const code = await child.exited;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours the terminal is no part of the summary.
  const summary = output.replace(/\x1b\[[0-9;]*m/g, "");
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, "m").exec(summary)?.[1] ?? 0);
  passed += count("pass");
  failed += count("fail");
  const isSilent = count("pass") + count("fail") === 0;
  const hasSkipped = count("skip") + count("todo") > 0;
  if (isSilent) process.stderr.write(`No test ran in ${join(...paths)}\n`);
  if (hasSkipped) process.stderr.write("Skipped tests count as failed\n");
  if (isSilent || hasSkipped || (code !== 0 && count("fail") === 0)) failed++;
}
