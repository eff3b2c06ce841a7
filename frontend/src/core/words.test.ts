import { afterAll, beforeEach, expect, test } from "bun:test";
import {
  change,
  chooseLanguage,
  clock,
  cost,
  count,
  credits,
  day,
  minorDigits,
  money,
  price,
  units,
  whenAhead,
} from "./words";

beforeEach(() => chooseLanguage("en-US"));
afterAll(() => chooseLanguage("system"));

test("money has the currency's own smallest unit: cents of a dollar, and none of a yen", () => {
  expect(money(4_500, "usd")).toBe("$45.00");
  expect(money(1_234, "usd")).toBe("$12.34");
  expect(money(4_500, "jpy")).toBe("¥4,500");
  expect([minorDigits("usd"), minorDigits("jpy")]).toEqual([2, 0]);
});

test("a price says cents only when there are any", () => {
  expect(price(3_000, "usd")).toBe("$30");
  expect(price(833, "usd")).toBe("$8.33");
});

test("dates and numbers are written as the person has chosen", () => {
  expect([count(1_500), day("2027-01-03T12:00:00Z")]).toEqual(["1,500", "Jan 3, 2027"]);
  chooseLanguage("de-DE");
  expect([count(1_500), day("2027-01-03T12:00:00Z")]).toEqual(["1.500", "03.01.2027"]);
  expect(money(4_500, "usd")).toBe("45,00\u00a0$");
  chooseLanguage("en-GB");
  expect(day("2027-01-03T12:00:00Z")).toBe("3 Jan 2027");
});

test("one credit and one unit are not several", () => {
  expect([credits(1), credits(0), credits(2)]).toEqual(["1 credit", "0 credits", "2 credits"]);
  expect([units(1), units(1_500)]).toEqual(["1 unit", "1,500 units"]);
  expect([cost("quota", 3), cost("credits", 8)]).toEqual(["3 units", "8 credits"]);
});

test("a change carries its sign, a true minus included", () => {
  expect([change(500), change(-16), change(0)]).toEqual(["+500", "−16", "0"]);
});

test("a wait that is watched counts down to nothing, and says no second too few", () => {
  expect([clock(125_000), clock(60_000), clock(28_001), clock(1)]).toEqual(["2:05", "1:00", "0:29", "0:01"]);
});

test("what is near is told by how long it takes, what is far by its day", () => {
  const now = Date.parse("2027-01-03T12:00:00Z");
  expect(whenAhead("2027-01-03T17:00:00Z", now)).toBe("in 5 h");
  expect(whenAhead("2027-01-03T12:20:00Z", now)).toBe("in 20 min");
  expect(whenAhead("2027-01-20T12:00:00Z", now)).toBe("on Jan 20, 2027");
});
