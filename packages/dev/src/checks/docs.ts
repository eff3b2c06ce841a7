import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Check } from "./check";

const tops =
  /^(backend|frontend|packages|docs|\.ci|docker-compose\.yml|package\.json|bunfig\.toml|README\.md|LICENSE)(\/|$)/;

/** Paths and `bun run` commands that a text cites. Placeholders ("<id>", "*") are no paths. */
export function findCitations(markdown: string): { paths: string[]; links: string[]; scripts: string[] } {
  const code = [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? "");
  return {
    paths: code.filter((text) => tops.test(text) && !/[<>*{}…\s]/.test(text)),
    links: [...markdown.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map(([, target]) => target ?? ""),
    scripts: [...markdown.matchAll(/\bbun(?:@[\d.]+)? run ([a-z][\w:-]*)/g)].map(([, script]) => script ?? ""),
  };
}

export function docsCheck(root: string): Check {
  return {
    name: "docs",
    async run() {
      const { scripts } = (await Bun.file(join(root, "package.json")).json()) as { scripts: Record<string, string> };
      const problems: string[] = [];
      for await (const file of new Bun.Glob("{README.md,docs/**/*.md}").scan({ cwd: root })) {
        const cited = findCitations(await Bun.file(join(root, file)).text());
        for (const path of cited.paths)
          if (!existsSync(join(root, path))) problems.push(`${file} cites ${path}, which is not there`);
        for (const link of cited.links)
          if (!existsSync(join(root, dirname(file), link)))
            problems.push(`${file} links to ${link}, which is not there`);
        for (const script of cited.scripts)
          if (!scripts[script]) problems.push(`${file} cites "bun run ${script}", which package.json does not have`);
      }
      return problems;
    },
  };
}
