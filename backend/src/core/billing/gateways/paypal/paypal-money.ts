import type { Money } from "@paypal/paypal-server-sdk";

/** Fractional digits PayPal writes amounts with. https://developer.paypal.com/api/rest/reference/currency-codes/ */
const digits: Record<string, number> = { JPY: 0, HUF: 0, TWD: 0 };
/** Fractional digits of our minor units, where they are not two. */
const minorDigits: Record<string, number> = { JPY: 0 };

/** @example toMoney(45_00, "usd") // { currencyCode: "USD", value: "45.00" } */
export function toMoney(amountCents: number, currency: string): Money {
  const currencyCode = currency.toUpperCase();
  const { shown, minor } = digitsOf(currencyCode);
  const divisor = 10 ** (minor - shown);
  if (amountCents % divisor !== 0) throw new TypeError(`PayPal takes whole amounts of ${currencyCode} only`);
  const text = String(amountCents / divisor).padStart(shown + 1, "0");
  return { currencyCode, value: shown === 0 ? text : `${text.slice(0, -shown)}.${text.slice(-shown)}` };
}

/** @throws TypeError for what is no amount */
export function fromMoney(money: Money | undefined): { amountCents: number; currency: string } {
  const currencyCode = money?.currencyCode ?? "";
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(money?.value ?? "") ?? [];
  if (whole === "" || !/^[A-Z]{3}$/.test(currencyCode)) throw new TypeError("PayPal named no amount");
  const { minor } = digitsOf(currencyCode);
  const amountCents = Number(whole + fraction.padEnd(minor, "0").slice(0, minor));
  return { amountCents: sign ? -amountCents : amountCents, currency: currencyCode.toLowerCase() };
}

function digitsOf(currencyCode: string): { shown: number; minor: number } {
  return { shown: digits[currencyCode] ?? 2, minor: minorDigits[currencyCode] ?? 2 };
}
