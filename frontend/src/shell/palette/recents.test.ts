import { expect, test } from "bun:test";
import { withRecent } from "./recents";

test("what was chosen last comes first, each once, and only the newest are kept", () => {
  expect(withRecent(["work", "billing"], "billing")).toEqual(["billing", "work"]);
  expect(withRecent(["a", "b", "c", "d", "e"], "f")).toEqual(["f", "a", "b", "c", "d"]);
});
