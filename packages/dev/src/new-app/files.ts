import { backendFiles, contractFile } from "./backend-files";
import { frontendFiles } from "./frontend-files";
import type { Names } from "./names";

/** The files of a new app, by their path in the repository. */
export function appFiles(names: Names): Record<string, string> {
  const files: Record<string, string> = { [`packages/contracts/src/${names.id}.ts`]: contractFile(names) };
  for (const [path, text] of Object.entries(backendFiles(names))) files[`backend/src/apps/${names.id}/${path}`] = text;
  for (const [path, text] of Object.entries(frontendFiles(names)))
    files[`frontend/src/apps/${names.id}/${path}`] = text;
  return files;
}
