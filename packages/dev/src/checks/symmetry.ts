import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "./check";

/** Every app has its contract and both halves, under one name; every error and event it declares is used. */
export function symmetryCheck(root: string): Check {
  return {
    name: "symmetry",
    async run() {
      const contracts = await findAppContracts(root);
      if (contracts.length === 0) return ["No app contract was found"];
      const problems = await Promise.all(contracts.map((contract) => inspect(root, contract)));
      const ids = new Set(contracts.map(({ id }) => id));
      for (const side of ["backend", "frontend"]) {
        for await (const path of new Bun.Glob("*/app.ts").scan({ cwd: join(root, side, "src/apps") })) {
          const id = path.split("/")[0] ?? "";
          if (!ids.has(id))
            problems.push([`${side}/src/apps/${id} has no contract in packages/contracts/src/${id}.ts`]);
        }
      }
      return problems.flat();
    },
  };
}

interface AppContractFile {
  id: string;
  file: string;
  source: string;
}

async function findAppContracts(root: string): Promise<AppContractFile[]> {
  const directory = join(root, "packages/contracts/src");
  const found: AppContractFile[] = [];
  for await (const file of new Bun.Glob("*.ts").scan({ cwd: directory })) {
    const source = await Bun.file(join(directory, file)).text();
    const id = /defineContract\(\{\s*id: "([^"]+)"/.exec(source)?.[1];
    if (id) found.push({ id, file, source });
  }
  return found;
}

async function inspect(root: string, { id, file, source }: AppContractFile): Promise<string[]> {
  const problems: string[] = [];
  if (file !== `${id}.ts`) problems.push(`packages/contracts/src/${file} declares the id "${id}"`);
  const backend = join(root, "backend/src/apps", id);
  for (const half of [`backend/src/apps/${id}/app.ts`, `frontend/src/apps/${id}/app.ts`]) {
    if (!existsSync(join(root, half))) problems.push(`${id} has no ${half}`);
  }
  if (!existsSync(backend)) return problems;
  const code = await readAll(backend, (path) => !path.endsWith(".test.ts"));
  if (!(await readAll(backend, (path) => path.endsWith(".test.ts"))))
    problems.push(`backend/src/apps/${id} has no test`);
  const declared = [
    ...blockOf(source, "errors").matchAll(/\b([A-Z][A-Z0-9_]+): \{/g),
    ...blockOf(source, "events").matchAll(/"([a-z.-]+)": /g),
  ];
  for (const [, name] of declared) {
    if (!code.includes(`"${name}"`)) problems.push(`${id} declares ${name}, and its backend never uses it`);
  }
  return problems;
}

/** The text between the braces of a top-level property of the contract, as the formatter lays it out. */
function blockOf(source: string, name: string): string {
  const start = source.indexOf(`\n  ${name}: {`);
  if (start === -1) return "";
  const isOneLine = source.slice(start + 1, source.indexOf("\n", start + 1)).includes("}");
  return source.slice(start, source.indexOf(isOneLine ? "\n" : "\n  },", start + 1));
}

async function readAll(directory: string, isWanted: (path: string) => boolean): Promise<string> {
  let code = "";
  for await (const path of new Bun.Glob("**/*.ts").scan({ cwd: directory }))
    if (isWanted(path)) code += await Bun.file(join(directory, path)).text();
  return code;
}
