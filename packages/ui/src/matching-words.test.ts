import { expect, test } from "bun:test";
import { findMatches } from "./matching-words";

test("case and accents do not count, and what begins with the text comes first", () => {
  expect(findMatches(["Māori", "Roma", "Omani", "Persian"], "mA")).toEqual(["Māori", "Roma", "Omani"]);
});

test("without a text everything fits", () => {
  expect(findMatches(["a", "b"], " ")).toEqual(["a", "b"]);
});
