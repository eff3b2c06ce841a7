import { join } from "node:path";
import { type Check, listSources } from "./check";
import { type ImportEdge, readImports } from "./imports";

interface Rule {
  /** Which files it binds. */
  from: RegExp;
  /** What those may not import: a repository path or a package. */
  to: RegExp;
  except?: RegExp;
  because: string;
}

const generated = /^backend\/generated\//;

// The table "Who may import what" of docs/architecture.md.
const rules: Rule[] = [
  { from: /^backend\/src\/core\//, to: /^backend\/src\/apps\//, because: "the platform outlives every app" },
  { from: /^frontend\/src\/(core|shell)\//, to: /^frontend\/src\/apps\//, because: "the shell knows no app" },
  { from: /^frontend\/src\/core\//, to: /^frontend\/src\/shell\//, because: "the core is below the shell" },
  {
    from: /^frontend\/src\/apps\//,
    to: /^frontend\/src\/shell\//,
    because: "apps are guests of the shell, not part of it",
  },
  {
    from: /^backend\/src\/apps\//,
    to: /^backend\/src\/(core|adapters|boot|env|main)\b|^(bullmq|ioredis|pg|stripe|better-auth|@prisma\/)/,
    because: "everything arrives through the context or the SDK",
  },
  { from: /^frontend\//, to: /^backend\/|^@lumiku\/backend/, because: "the two halves meet in contracts" },
  { from: /^backend\//, to: /^frontend\/|^@lumiku\/(frontend|ui)/, because: "the two halves meet in contracts" },
  {
    from: /^packages\/contracts\//,
    to: /./,
    except: /^(zod|@lumiku\/app-sdk)$|^packages\/contracts\//,
    because: "contracts run in both worlds",
  },
  {
    from: /^packages\/app-sdk\//,
    to: /./,
    except: /^(zod|react|node:.+)$|^packages\/app-sdk\//,
    because: "the SDK knows neither platform nor app",
  },
  {
    from: /^backend\/src\/apps\/[^/]+\/routes$/,
    to: /\/repository$|^backend\/generated\//,
    because: "no layer is skipped",
  },
  {
    from: /^backend\/src\/.*\/service$/,
    to: /^hono(\/|$)|^backend\/generated\//,
    because: "rules know neither transport nor tables",
  },
  {
    from: /^backend\/src\/(?!.*\/repository$|core\/db\/)/,
    to: generated,
    because: "repositories and core/db are the one door to the data",
  },
];

/** Names every import that breaks a rule of the architecture. */
export function findForbiddenImports(edges: readonly ImportEdge[]): string[] {
  return edges.flatMap((edge) => {
    const from = edge.from.replace(/\.(ts|tsx)$/, "");
    const problems = isTest(edge.from)
      ? []
      : rules.filter((rule) => breaks(rule, from, edge.to)).map(({ because }) => because);
    const [fromApp, toApp] = [appOf(from), appOf(edge.to)];
    if (fromApp && toApp && fromApp !== toApp) problems.push("apps are islands; they share through the platform");
    return problems.map((because) => `${edge.from}:${edge.line} imports ${edge.specifier}: ${because}`);
  });
}

const breaks = ({ from, to, except }: Rule, file: string, target: string) =>
  from.test(file) && to.test(target) && !except?.test(target);
const isTest = (path: string) => /\.(test|fixture|d)\.tsx?$|\/core\/testing\//.test(path);
const appOf = (path: string) => /^(?:backend|frontend)\/src\/apps\/([^/]+)\//.exec(path)?.[1];

export function architectureCheck(root: string): Check {
  return {
    name: "architecture",
    async run() {
      const edges = await readTree(root);
      const files = new Set(edges.map(({ from }) => from));
      // A walk that saw nothing would find nothing wrong.
      const hasSeen = [
        files.size > 80,
        edges.some(({ from, to }) => from.startsWith("backend/src/apps/") && to === "@lumiku/app-sdk/server"),
        edges.some(({ to }) => generated.test(to)),
        edges.some(({ from, to }) => from.startsWith("frontend/src/shell/") && to.startsWith("frontend/src/core/")),
      ];
      if (hasSeen.includes(false))
        return [`The walk saw ${files.size} files and ${edges.length} imports, but not the code it is meant to check`];
      return findForbiddenImports(edges);
    },
  };
}

async function readTree(root: string): Promise<ImportEdge[]> {
  const edges: ImportEdge[] = [];
  for (const path of await listSources(root)) {
    edges.push(...readImports(path, await Bun.file(join(root, path)).text()));
  }
  return edges;
}
