import { expect, test } from "bun:test";
import { readEnv } from "../../../env";
import { createConfiguredGateways } from "./configured";

const stripe = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" };
const paypal = { PAYPAL_CLIENT_ID: "client", PAYPAL_CLIENT_SECRET: "secret", PAYPAL_WEBHOOK_ID: "1JE4" };
const list = (source: Record<string, string>) => createConfiguredGateways(readEnv(source), () => new Date());

test("a payment service is there when everything it needs is set", () => {
  expect(list({})).toEqual([]);
  expect(list(stripe).map(({ id, isTest }) => [id, isTest])).toEqual([["stripe", true]]);
  const both = list({ ...stripe, ...paypal, STRIPE_SECRET_KEY: "rk_live_1", PAYPAL_ENVIRONMENT: "sandbox" });
  expect(both.map(({ id, isTest }) => [id, isTest])).toEqual([
    ["stripe", false],
    ["paypal", true],
  ]);
  expect(list(paypal)[0]?.isTest).toBe(false);
});

test("a part of what it needs stops the start, and says what is missing", () => {
  const together = /STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET together/;
  expect(() => list({ STRIPE_SECRET_KEY: "sk_test_1" })).toThrow(together);
  expect(() => list({ STRIPE_API_URL: "http://localhost:1" })).toThrow(together);
  for (const name of Object.keys(paypal)) {
    expect(() => list({ ...paypal, [name]: "" })).toThrow(/PAYPAL_CLIENT_SECRET and PAYPAL_WEBHOOK_ID together/);
  }
});

test("a key that is not meant for servers stops the start without being shown", () => {
  const start = () => list({ ...stripe, STRIPE_SECRET_KEY: "pk_live_of_the_browser" });
  expect(start).toThrow(/STRIPE_SECRET_KEY: is a secret key/);
  expect(start).not.toThrow(/pk_live_of_the_browser/);
});
