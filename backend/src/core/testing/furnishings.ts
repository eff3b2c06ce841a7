import { join } from "node:path";
import type { Person } from "@lumiku/dev/api-client";
import type { TestPlatform } from "./platform";

/**
 * The default export of an app's `furnished.fixture.ts`: puts something of one person into every table of the app, so
 * that tests of the platform see all of an account. The platform has a worker.
 *
 * @returns the person's own ids by the route parameter they fill: `{ ideaId }`
 */
export type Furnish = (person: Person & { userId: string }, platform: TestPlatform) => Promise<Record<string, string>>;

const appsDirectory = join(import.meta.dir, "../../apps");

/** Has every app furnish an account, by the order of their ids. @returns the ids, as "<app id>.<route parameter>" */
export async function furnishApps(
  person: Person & { userId: string },
  platform: TestPlatform,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  const paths = await Array.fromAsync(new Bun.Glob("*/furnished.fixture.ts").scan({ cwd: appsDirectory }));
  for (const path of paths.sort()) {
    const { default: furnish } = (await import(join(appsDirectory, path))) as { default: Furnish };
    const [appId] = path.split("/");
    for (const [name, id] of Object.entries(await furnish(person, platform))) ids[`${appId}.${name}`] = id;
  }
  return ids;
}
