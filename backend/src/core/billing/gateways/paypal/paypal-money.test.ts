import { expect, test } from "bun:test";
import fc from "fast-check";
import { fromMoney, toMoney } from "./paypal-money";

test("an amount is written with the digits its currency has at PayPal", () => {
  expect(toMoney(45_00, "usd")).toEqual({ currencyCode: "USD", value: "45.00" });
  expect(toMoney(7, "eur")).toEqual({ currencyCode: "EUR", value: "0.07" });
  expect(toMoney(500, "jpy")).toEqual({ currencyCode: "JPY", value: "500" });
  expect(toMoney(12_300, "huf")).toEqual({ currencyCode: "HUF", value: "123" });
  expect(() => toMoney(12_345, "huf")).toThrow(TypeError);
});

test("every amount comes back as it was", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom("usd", "eur", "jpy"), (amountCents, currency) => {
      expect(fromMoney(toMoney(amountCents, currency))).toEqual({ amountCents, currency });
    }),
  );
});

test("what is no amount is none", () => {
  expect(fromMoney({ currencyCode: "USD", value: "-1.5" })).toEqual({ amountCents: -150, currency: "usd" });
  for (const money of [undefined, { currencyCode: "USD", value: "" }, { currencyCode: "", value: "1.00" }]) {
    expect(() => fromMoney(money)).toThrow(TypeError);
  }
});
