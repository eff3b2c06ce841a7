import { benchApp, listAppBenches } from "./bench/apps";
import { benchPlatform, platformBenches } from "./bench/platform";
import { say } from "./bench/say";

/** `bun run bench [single|reads|library|throughput|streams|<app id>]… [--quick]`: everything when nothing is named. */
const isQuick = process.argv.includes("--quick");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

const apps = await listAppBenches();
const unknown = wanted.filter((name) => ![...platformBenches, ...apps].includes(name));
if (unknown.length > 0) {
  say(`There is no bench called ${unknown.join(", ")}. There are: ${[...platformBenches, ...apps].join(", ")}`);
  process.exit(1);
}

if (platformBenches.some(isWanted)) await benchPlatform(isWanted);
for (const id of apps.filter(isWanted)) await benchApp(id, { isQuick });
