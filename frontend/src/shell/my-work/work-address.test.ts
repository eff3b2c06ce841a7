import { expect, test } from "bun:test";
import { filterOf, isFiltered, readAddress, writeAddress } from "./work-address";

const read = (search: string) => readAddress(new URLSearchParams(search));
const now = new Date(2027, 0, 31, 15, 30);
const midnight = (year: number, month: number, date: number) => new Date(year, month, date).toISOString();

test("an address is read as it was written, and the plain place has the plain address", () => {
  const search = "app=poses&status=failed&q=silver+hair&date=custom&from=2027-01-05&to=2027-01-09&open=g1&picture=2";
  expect(String(writeAddress(read(search)))).toBe(search);
  expect(String(writeAddress(read("view=work&picture=3&date=any")))).toBe("");
  expect(String(writeAddress({ ...read(search), view: "bin", open: undefined }))).toBe("view=bin");
});

test("what an address does not know is left out", () => {
  const address = read("view=elsewhere&status=lost&date=never&from=2027-13-45&to=soon&picture=-2&q=%20%20");
  expect(String(writeAddress(address))).toBe("");
  expect(isFiltered(address)).toBe(false);
});

test("spans are whole days of this person's clock", () => {
  expect(filterOf(read("date=today"), now).from).toBe(midnight(2027, 0, 31));
  expect(filterOf(read("date=week"), now).from).toBe(midnight(2027, 0, 25));
  expect(filterOf(read("date=month"), now).from).toBe(midnight(2027, 0, 2));
  expect(filterOf(read("date=custom&from=2027-01-05&to=2027-01-31"), now)).toMatchObject({
    from: midnight(2027, 0, 5),
    // The last day is part of it.
    to: midnight(2027, 1, 1),
  });
  expect(filterOf(read("date=custom&to=2027-01-05"), now).from).toBeUndefined();
  expect(filterOf(read("from=2027-01-05"), now).from).toBeUndefined();
});
