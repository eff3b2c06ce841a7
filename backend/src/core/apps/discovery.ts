import { join } from "node:path";
import type { ServerApp } from "@lumiku/app-sdk/server";

export type FoundApp = { id: string; app: ServerApp } | { id: string; error: unknown };

const appsDirectory = join(import.meta.dir, "../../apps");

/** Imports the `app.ts` of every folder below `apps`. One that throws is returned with its error, not thrown. */
export async function discoverApps(directory = appsDirectory): Promise<FoundApp[]> {
  const paths = await Array.fromAsync(new Bun.Glob("*/app.ts").scan({ cwd: directory }));
  return Promise.all(
    paths.sort().map(async (path): Promise<FoundApp> => {
      const id = path.slice(0, -"/app.ts".length);
      try {
        const { default: app } = (await import(join(directory, path))) as { default: ServerApp };
        if (app?.contract?.id !== id) throw new Error(`${path} must export an app with the id "${id}" by default`);
        return { id, app };
      } catch (error) {
        return { id, error };
      }
    }),
  );
}
