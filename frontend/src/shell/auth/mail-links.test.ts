import { expect, test } from "bun:test";
import { readMailLink } from "./mail-links";

const token = (payload: object) => ["header", Buffer.from(JSON.stringify(payload)).toString("base64url"), "signature"];
const read = (payload: object) => readMailLink(token(payload).join("."));

test("a link tells whether it confirms an address, agrees to another one or changes to it", () => {
  expect(read({ email: "ada@example.com" })).toEqual({ kind: "confirm", email: "ada@example.com" });
  const change = { email: "ada@example.com", updateTo: "bo@example.com" };
  expect(read({ ...change, requestType: "change-email-confirmation" })).toEqual({
    kind: "agree",
    email: "bo@example.com",
  });
  expect(read({ ...change, requestType: "change-email-verification" })).toEqual({
    kind: "change",
    email: "bo@example.com",
  });
});

test("an address may have letters of any language", () => {
  expect(read({ email: "jürgen@exämple.com??>>" })?.email).toBe("jürgen@exämple.com??>>");
});

test("what is no token tells nothing", () => {
  for (const text of ["", "x", "a.b.c", `a.${btoa("[]")}.c`, `a.${btoa("null")}.c`]) {
    expect(readMailLink(text)).toBeNull();
  }
});
