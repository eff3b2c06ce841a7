/** One thing that has to hold of the code. No problems means that it does. */
export interface Check {
  name: string;
  run(): Promise<string[]>;
}

export interface CheckResult {
  name: string;
  problems: string[];
}

/** Repository paths of all code, tests included. */
export async function listSources(root: string): Promise<string[]> {
  const patterns = [
    "backend/src/**/*.{ts,tsx}",
    "frontend/src/**/*.{ts,tsx}",
    "frontend/e2e/**/*.ts",
    "packages/*/src/**/*.{ts,tsx}",
  ];
  const found = await Promise.all(
    patterns.map((pattern) => Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: root }))),
  );
  return found.flat().sort();
}

/** A check that is somebody else's program: its output are the problems when it fails. */
export function programCheck(
  name: string,
  command: string[],
  cwd: string,
  environment: () => Promise<Record<string, string>> = async () => ({}),
): Check {
  return {
    name,
    async run() {
      const child = Bun.spawn(command, {
        cwd,
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
        env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...(await environment()) },
      });
      const [output, errors, code] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
        child.exited,
      ]);
      return code === 0 ? [] : [`${output}${errors}`.trim()];
    },
  };
}
