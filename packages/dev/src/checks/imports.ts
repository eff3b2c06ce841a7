import { parseSync } from "oxc-parser";

export interface ImportEdge {
  /** Repository path of the importing file. */
  from: string;
  /** As written: "./service", "@lumiku/app-sdk", "hono". */
  specifier: string;
  /** Repository path for a relative import, without its extension; else the specifier. */
  to: string;
  line: number;
}

/** Every import, export-from and dynamic import of a file, those of types included. */
export function readImports(path: string, source: string): ImportEdge[] {
  const { module } = parseSync(path, source);
  const found: { specifier: string; start: number }[] = [
    ...module.staticImports.map(({ moduleRequest, start }) => ({ specifier: moduleRequest.value, start })),
    ...module.staticExports.flatMap(({ entries, start }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [{ specifier: moduleRequest.value, start }] : [])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest, start }) => {
      const literal = /^["'`]([^"'`$]+)["'`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1];
      return literal ? [{ specifier: literal, start }] : [];
    }),
  ];
  return found.map(({ specifier, start }) => ({
    from: path,
    specifier,
    to: resolve(path, specifier),
    line: source.slice(0, start).split("\n").length,
  }));
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/").replace(/\.(ts|tsx)$/, "");
}
