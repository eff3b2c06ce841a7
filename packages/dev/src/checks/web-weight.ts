import { join } from "node:path";
import type { Check } from "./check";

/** What the first page may make a browser fetch, and what an app's page may add to it: kB of JavaScript, gzip. */
const FIRST_LOAD_KB = 130;
const APP_PAGE_KB = 60;

/** One entry of Vite's build manifest. */
export interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: readonly string[];
  dynamicImports?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

/** The web app is light: its first load, and the page of every app. Reads what was built last. */
export function webWeightCheck(root: string): Check {
  const dist = join(root, "frontend/dist");
  return {
    name: "web weight",
    async run() {
      const manifest = (await Bun.file(join(dist, ".vite/manifest.json")).json()) as Manifest;
      const weights = new Map<string, number>();
      for (const { file } of Object.values(manifest)) {
        if (!file.endsWith(".js")) continue;
        weights.set(
          file,
          Bun.gzipSync(new Uint8Array(await Bun.file(join(dist, file)).arrayBuffer())).byteLength / 1_000,
        );
      }
      return findHeavy(manifest, weights);
    },
  };
}

/** @param weights kB by file */
export function findHeavy(manifest: Manifest, weights: ReadonlyMap<string, number>): string[] {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  const pages = Object.keys(manifest).filter((key) => /^src\/apps\/[^/]+\/pages\/[^/]+\.tsx$/.test(key));
  if (!entry || pages.length === 0) return ["The build's manifest names no entry or no page of an app"];
  const weigh = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + (weights.get(file) ?? 0), 0);
  const first = filesOf(manifest, entry);
  const firstKb = weigh(first);
  const problems =
    firstKb > FIRST_LOAD_KB
      ? [`The first load is ${firstKb.toFixed(1)} kB, over ${FIRST_LOAD_KB}: ${describe(first, weights)}`]
      : [];
  for (const page of pages) {
    const own = [...filesOf(manifest, page)].filter((file) => !first.has(file));
    const kb = weigh(own);
    if (kb > APP_PAGE_KB)
      problems.push(`${page} adds ${kb.toFixed(1)} kB, over ${APP_PAGE_KB}: ${describe(own, weights)}`);
  }
  return problems;
}

/** A chunk's file and those of everything it imports at once. */
function filesOf(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, found);
  return found;
}

function describe(files: Iterable<string>, weights: ReadonlyMap<string, number>): string {
  return [...files]
    .map((file) => ({ file, kb: weights.get(file) ?? 0 }))
    .sort((a, b) => b.kb - a.kb)
    .slice(0, 5)
    .map(({ file, kb }) => `${file.replace("assets/", "")} ${kb.toFixed(1)}`)
    .join(", ");
}
