import { expect, test } from "bun:test";
import { findHeavy, type Manifest } from "./web-weight";

const manifest: Manifest = {
  "index.html": {
    file: "index.js",
    isEntry: true,
    imports: ["_react.js"],
    dynamicImports: ["src/apps/hello/pages/home.tsx"],
  },
  "_react.js": { file: "react.js" },
  "_shared.js": { file: "shared.js", imports: ["_react.js"] },
  "src/apps/hello/pages/home.tsx": { file: "home.js", imports: ["_shared.js", "index.html"] },
};
const weigh = (weights: Record<string, number>) => findHeavy(manifest, new Map(Object.entries(weights)));

test("a light app passes; what is loaded only when it is needed does not count", () => {
  expect(weigh({ "index.js": 60, "react.js": 70, "shared.js": 30, "home.js": 30 })).toEqual([]);
});

test("a heavy first load is named with its heaviest files", () => {
  expect(weigh({ "index.js": 61, "react.js": 70, "shared.js": 1, "home.js": 1 })).toEqual([
    "The first load is 131.0 kB, over 130: react.js 70.0, index.js 61.0",
  ]);
});

test("an app's page counts with everything it brings, but not with what was there before", () => {
  expect(weigh({ "index.js": 10, "react.js": 70, "shared.js": 31, "home.js": 30 })).toEqual([
    "src/apps/hello/pages/home.tsx adds 61.0 kB, over 60: shared.js 31.0, home.js 30.0",
  ]);
});

test("a manifest that names nothing is no proof", () => {
  expect(findHeavy({}, new Map())).toHaveLength(1);
});
