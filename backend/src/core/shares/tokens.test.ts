import { expect, test } from "bun:test";
import { createFileSigner } from "../assets/signing";
import { createShareTokens } from "./tokens";

const secret = "a-secret-of-at-least-32-characters";
const tokens = createShareTokens(secret);
const id = "0193c6d2-5b1e-7c3a-9d1f-8a2b4c6d8e0f";

test("a token tells its link, and fits into an address", () => {
  const token = tokens.create(id);
  expect(token).toMatch(/^[\w.-]{1,100}$/);
  expect(tokens.read(token)).toBe(id);
});

test("what was not made with this secret for this link tells nothing", () => {
  const token = tokens.create(id);
  const [, signature = ""] = token.split(".");
  const flipped = signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
  const forged = [
    ...["", ".", id, `${id}.`, `.${signature}`, `${token}A`, token.slice(0, -1), `${token}.`],
    ...[`${id}.${flipped}`, `${id.replace("0", "1")}.${signature}`, `${id}.${"A".repeat(22)}`],
    ...[createShareTokens(`${secret}!`).create(id), `../${token}`, `${token}\n`],
  ];
  for (const candidate of forged)
    expect({ candidate, read: tokens.read(candidate) }).toEqual({ candidate, read: null });
});

test("a signature of a file is none of a link", () => {
  const signed = new URLSearchParams(createFileSigner(secret).sign(id, "original", new Date())).get("signature") ?? "";
  expect(tokens.read(`${id}.${signed.slice(0, 22)}`)).toBeNull();
});
