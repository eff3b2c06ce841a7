import { join } from "node:path";
import { root } from "../prepare";
import { provideChromium } from "../services";
import { architectureCheck } from "./architecture";
import { type Check, type CheckResult, programCheck } from "./check";
import { docsCheck } from "./docs";
import { houseRulesCheck } from "./house-rules";
import { symmetryCheck } from "./symmetry";
import { webWeightCheck } from "./web-weight";

const bin = join(root, "node_modules/.bin");
const workspaces = ["backend", "frontend", "packages/app-sdk", "packages/contracts", "packages/ui", "packages/dev"];

const checks: Check[] = [
  programCheck(
    "format and lint",
    [join(bin, "biome"), "check", "--config-path=.biome.json", "--error-on-warnings", "."],
    root,
  ),
  ...workspaces.map((workspace) =>
    programCheck(`types of ${workspace}`, [process.execPath, "--bun", join(bin, "tsc"), "-p", workspace], root),
  ),
  architectureCheck(root),
  symmetryCheck(root),
  houseRulesCheck(root),
  programCheck("dead code", [process.execPath, "--bun", join(bin, "knip"), "--config", ".knip.json"], root),
  docsCheck(root),
  webWeightCheck(root),
  programCheck("layout shift", [process.execPath, "frontend/e2e/layout-shift.ts"], root, async () => ({
    LUMIKU_TEST_CHROMIUM: await provideChromium(),
  })),
];

/** Runs every check and prints a line for each as it ends. */
export async function runAllChecks(): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, run } of checks) {
    const startedAt = performance.now();
    const problems = await run().catch((error: unknown) => [String(error)]);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
    for (const problem of problems) process.stdout.write(`     ${problem.replaceAll("\n", "\n     ")}\n`);
    results.push({ name, problems });
  }
  return results;
}
