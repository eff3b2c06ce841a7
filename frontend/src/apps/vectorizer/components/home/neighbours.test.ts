import { expect, test } from "bun:test";
import { findNeighbour } from "./neighbours";

/** Five cards, three in a row. */
const places = [0, 1, 2, 3, 4].map((index) => ({ left: (index % 3) * 100, top: Math.floor(index / 3) * 80 }));

test("arrow keys go to the card that lies there", () => {
  expect(findNeighbour("ArrowRight", 0, places)).toBe(1);
  expect(findNeighbour("ArrowLeft", 3, places)).toBe(2);
  expect(findNeighbour("ArrowDown", 1, places)).toBe(4);
  expect(findNeighbour("ArrowUp", 4, places)).toBe(1);
  expect(findNeighbour("End", 0, places)).toBe(4);
  expect(findNeighbour("Home", 4, places)).toBe(0);
});

test("a shorter row is entered at its end", () => {
  expect(findNeighbour("ArrowDown", 2, places)).toBe(4);
});

test("nothing lies beyond the edges, and other keys do not move", () => {
  expect(findNeighbour("ArrowUp", 1, places)).toBeUndefined();
  expect(findNeighbour("ArrowDown", 3, places)).toBeUndefined();
  expect(findNeighbour("ArrowLeft", 0, places)).toBeUndefined();
  expect(findNeighbour("ArrowRight", 4, places)).toBeUndefined();
  expect(findNeighbour("Enter", 0, places)).toBeUndefined();
});
