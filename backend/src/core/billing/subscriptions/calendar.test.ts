import { expect, test } from "bun:test";
import { addMonths, periodFrom } from "./calendar";

const day = (text: string) => new Date(`${text}T09:30:00Z`);

test("what began on a 31st ends on the last day of shorter months, and comes back to the 31st", () => {
  const anchor = day("2027-01-31");
  const ends: string[] = [];
  for (let start = anchor; ends.length < 4; ) {
    start = periodFrom(anchor, start, "month").end;
    ends.push(start.toISOString().slice(0, 10));
  }
  expect(ends).toEqual(["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]);
});

test("a year from February 29th ends on the 28th, and the fourth on the 29th", () => {
  const anchor = day("2028-02-29");
  expect(periodFrom(anchor, anchor, "year").end).toEqual(day("2029-02-28"));
  expect(periodFrom(anchor, day("2031-02-28"), "year").end).toEqual(day("2032-02-29"));
});

test("a year after months keeps their day", () => {
  expect(periodFrom(day("2027-01-31"), day("2027-02-28"), "year").end).toEqual(day("2028-02-29"));
});

test("a start that no month of the anchor meets is an anchor of its own", () => {
  expect(periodFrom(day("2027-01-31"), day("2027-03-05"), "month").end).toEqual(day("2027-04-05"));
});

test("months go over the end of a year, in both directions", () => {
  expect(addMonths(day("2027-11-30"), 3)).toEqual(day("2028-02-29"));
  expect(addMonths(day("2027-01-31"), -2)).toEqual(day("2026-11-30"));
});
