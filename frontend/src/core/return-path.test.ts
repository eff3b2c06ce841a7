import { expect, test } from "bun:test";
import { readReturnPath, signUpPath } from "./return-path";

const search = (path: string) => path.slice(path.indexOf("?"));

test("what a visitor chose survives the sign-up", () => {
  const path = signUpPath("/checkout/plan/pro/year?from=mail");
  expect(readReturnPath({ state: null, search: search(path) })).toBe("/checkout/plan/pro/year?from=mail");
});

test("where somebody was sent away from comes before what the address says", () => {
  expect(readReturnPath({ state: { from: "/work" }, search: "?then=/billing" })).toBe("/work");
});

test("nobody is led to another site", () => {
  for (const then of [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "javascript:1",
  ]) {
    expect(readReturnPath({ state: null, search: search(signUpPath(then)) })).toBe("/");
    expect(readReturnPath({ state: { from: then }, search: "" })).toBe("/");
  }
});
