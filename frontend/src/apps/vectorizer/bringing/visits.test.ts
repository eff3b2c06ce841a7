import { expect, test } from "bun:test";
import { createVisits } from "./visits";

test("a visit takes in a picture once, and another visit may take in the same", () => {
  const visits = createVisits();
  expect(visits.isNew("k1", "asset")).toBe(true);
  expect(visits.isNew("k1", "asset")).toBe(false);
  expect(visits.isNew("k1", "other")).toBe(true);
  expect(visits.isNew("k2", "asset")).toBe(true);
});
