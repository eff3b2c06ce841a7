import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import { failureWords } from "./failure-words";

test("a part that is not on the server any more means a new version, in every browser's words", () => {
  for (const message of [
    "Failed to fetch dynamically imported module: http://localhost/assets/billing-1a2b.js",
    "error loading dynamically imported module: http://localhost/assets/billing-1a2b.js",
    "Importing a module script failed.",
  ]) {
    expect(failureWords(new TypeError(message), true)).toMatchObject({
      title: "A new version is here",
      help: "reload",
    });
  }
});

test("without a connection the same failure is no new version", () => {
  const error = new TypeError("Failed to fetch dynamically imported module: http://localhost/assets/billing-1a2b.js");
  expect(failureWords(error, false).title).toBe("You are offline");
});

test("an error of the server is told in its own words, with what to quote", () => {
  const error = new AppError({ code: "INTERNAL", status: 500, message: "Something went wrong on our side." });
  error.requestId = "req-7";
  expect(failureWords(error)).toMatchObject({ text: "Something went wrong on our side.", requestId: "req-7" });
});

test("what a program says of itself is for nobody to read", () => {
  const { title, text } = failureWords(new TypeError("undefined is not a function"));
  expect(`${title} ${text}`).not.toContain("undefined");
});
