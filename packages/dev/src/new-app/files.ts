import { backendFiles, contractFile } from "./backend-files";
import { frontendFiles } from "./frontend-files";
import type { AppNames, Names } from "./names";

/** The files of a new app, by their path in the repository. */
export function appFiles(names: Names): Record<string, string> {
  return render({ ...names, contract: isFree(names) ? names.camel : `${names.camel}App` });
}

function render(names: AppNames): Record<string, string> {
  const { id } = names;
  const files: Record<string, string> = { [`packages/contracts/src/${id}.ts`]: contractFile(names) };
  for (const [path, text] of Object.entries(backendFiles(names))) files[`backend/src/apps/${id}/${path}`] = text;
  for (const [path, text] of Object.entries(frontendFiles(names))) files[`frontend/src/apps/${id}/${path}`] = text;
  return files;
}

/** Whether a constant of that name clashes with nothing: neither with the language nor with a word of the files. */
function isFree({ camel }: Names): boolean {
  try {
    new Bun.Transpiler().transformSync(`export const ${camel} = 0;`);
  } catch {
    return false;
  }
  const unnamed = { id: "", title: "", camel: "", pascal: "", snake: "", contract: "" };
  return !new RegExp(`\\b${camel}\\b`).test(Object.values(render(unnamed)).join("\n"));
}
