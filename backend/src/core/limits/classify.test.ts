import { expect, test } from "bun:test";
import { budgets } from "./budgets";
import { classify } from "./classify";

test("what could be used to guess, to flood or to annoy has its own limit, in any spelling the server takes", () => {
  const classOf = (path: string) => classify("POST", `/api/auth/${path}`).at(-1);
  for (const path of ["sign-in/email", "sign-in/email/", "sign-in/social", "reset-password", "change-password"])
    expect(classOf(path)).toBe("sign-in");
  for (const path of ["request-password-reset", "send-verification-email", "change-email"])
    expect(classOf(path)).toBe("account-mail");
  for (const path of ["two-factor/verify-totp", "two-factor/verify-backup-code", "two-factor/send-otp"])
    expect(classOf(path)).toBe("two-factor");
  expect(classOf("sign-up/email")).toBe("sign-up");
});

test("what only looks is an ordinary request", () => {
  expect(classify("GET", "/api/auth/get-session")).toEqual(["request"]);
  expect(classify("POST", "/api/auth/sign-out")).toEqual(["request"]);
  expect(classify("GET", "/api/me")).toEqual(["request"]);
});

test("files and webhooks are counted apart, and who looks after the server's health is not", () => {
  expect(classify("GET", "/api/files/x", { download: "" })).toEqual(["file"]);
  for (const query of [{ format: "webp" }, { size: "4096" }])
    expect(classify("GET", "/api/files/x", query)).toEqual(["file", "download"]);
  expect(classify("GET", "/api/apps/avatar-creator/files/preset-1.webp")).toEqual(["file"]);
  expect(classify("GET", "/api/apps/avatar-creator/projects/files")).toEqual(["request"]);
  expect(classify("POST", "/api/webhooks/stripe")).toEqual(["webhook"]);
  expect(classify("GET", "/api/health/ready")).toEqual([]);
});

test("no two budgets are counted under one name", () => {
  const names = Object.values(budgets).flatMap((all) => all.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});
