import { expect, test } from "bun:test";
import { overlaps, readOutline } from "./path-data";

const nodesOf = (data: string) => [...readOutline(data).nodes];

test("absolute and relative commands lead to the same nodes", () => {
  const square = [0, 0, 10, 0, 10, 10, 0, 10];
  expect(nodesOf("M0 0L10 0L10 10L0 10Z")).toEqual(square);
  expect(nodesOf("m0,0 10,0 0,10-10,0z")).toEqual(square);
  expect(nodesOf("M0 0H10V10H0Z")).toEqual(square);
  expect(nodesOf("M0 0h10v10h-10v-10z")).toEqual(square);
});

test("numbers are read as tightly as writers set them", () => {
  expect(nodesOf("M.5.5l1e1-.5")).toEqual([0.5, 0.5, 10.5, 0]);
});

test("a subpath after a closed one begins where that one began", () => {
  expect(nodesOf("m10 10l5 0l0 5zm1 1l2 0z")).toEqual([10, 10, 15, 10, 15, 15, 11, 11, 13, 11]);
});

test("the box holds the control points of curves", () => {
  expect(readOutline("M0 0C0 -5 20 30 10 10").box).toEqual({ left: 0, top: -5, right: 20, bottom: 30 });
  expect(readOutline("M5 5c0-5 20 30 10 10").box).toEqual({ left: 5, top: 0, right: 25, bottom: 35 });
});

test("what is no path data ends the path, and an empty one lies nowhere", () => {
  expect(nodesOf("M0 0L1 1L2")).toEqual([0, 0, 1, 1]);
  expect(overlaps(readOutline("").box, { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 })).toBe(false);
});
