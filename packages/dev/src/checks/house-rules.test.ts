import { expect, test } from "bun:test";
import { findBreaches } from "./house-rules";

test("the environment is read in one place", () => {
  expect(findBreaches("backend/src/core/a.ts", "\nconst x = process.env.HOME;")).toEqual([
    "backend/src/core/a.ts:2 only env.ts reads the environment",
  ]);
  expect(findBreaches("backend/src/env.ts", "process.env")).toEqual([]);
});

test("switched-off tests and long files are named", () => {
  expect(findBreaches("a.test.ts", `test.${"skip"}("x")`)).toEqual(["a.test.ts:1 no test is switched off"]);
  expect(findBreaches("backend/src/a.ts", "\n".repeat(301))[0]).toContain("302 lines");
});
