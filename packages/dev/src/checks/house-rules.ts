import { join } from "node:path";
import { type Check, listSources } from "./check";

const MAX_LINES = 300;

interface HouseRule {
  pattern: RegExp;
  says: string;
  except?: RegExp;
}

const rules: HouseRule[] = [
  {
    pattern: /\bprocess\.env\b/,
    says: "only env.ts reads the environment",
    except: /^backend\/src\/env\.ts$|\.(test|fixture)\.tsx?$|\/testing\/|^packages\/dev\/|^frontend\/(e2e|vite)/,
  },
  { pattern: /\b(TO-?DO|FIX-?ME)\b/, says: "finish it or leave it out", except: /house-rules/ },
  { pattern: /\b(test|describe|it)\.(only|skip|todo)\(/, says: "no test is switched off", except: /house-rules/ },
  { pattern: /\bmock\.module\(/, says: "module mocks leak into other tests", except: /house-rules/ },
];

/** Breaches of the house rules in one file. */
export function findBreaches(path: string, source: string): string[] {
  const lines = source.split("\n");
  const found = rules
    .filter(({ except }) => !except?.test(path))
    .flatMap(({ pattern, says }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${says}`] : [])),
    );
  const isTest = /\.test\.tsx?$/.test(path);
  if (!isTest && lines.length > MAX_LINES && !path.includes("/illustrator/styles"))
    found.push(`${path} has ${lines.length} lines: perhaps it is two files`);
  return found;
}

export function houseRulesCheck(root: string): Check {
  return {
    name: "house rules",
    async run() {
      const problems: string[] = [];
      let count = 0;
      for (const path of await listSources(root)) {
        problems.push(...findBreaches(path, await Bun.file(join(root, path)).text()));
        count++;
      }
      return count > 80 ? problems : [`Only ${count} files were read`];
    },
  };
}
