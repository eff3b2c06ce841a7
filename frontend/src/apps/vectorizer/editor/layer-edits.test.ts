import { expect, test } from "bun:test";
import { changeLayer, editOf, paintedAs, painterOf, swapLayers } from "./layer-edits";

const [red, blue] = ["#ff0000", "#0000ff"];

test("a layer that is as it was traced again needs no edit", () => {
  const hidden = changeLayer([], red, { isHidden: true });
  expect(hidden).toEqual([{ color: red, becomes: null, isHidden: true, isDeleted: false }]);
  expect(changeLayer(hidden, red, { isHidden: false })).toEqual([]);
  expect(changeLayer([], red, { becomes: red })).toEqual([]);
});

test("changes of one layer leave those of the others alone", () => {
  const edits = changeLayer(changeLayer([], red, { isHidden: true }), blue, { becomes: "#00ff00" });
  expect(editOf(changeLayer(edits, blue, { isDeleted: true }), blue)).toMatchObject({ becomes: "#00ff00" });
  expect(editOf(edits, red).isHidden).toBe(true);
});

test("swapping twice is as if nothing had been swapped", () => {
  const once = swapLayers([], red, blue);
  expect([paintedAs(once, red), paintedAs(once, blue)]).toEqual([blue, red]);
  expect(swapLayers(once, red, blue)).toEqual([]);
});

test("hidden and deleted layers are not painted, and one alone is painted though it is hidden", () => {
  const edits = changeLayer(changeLayer([], red, { isHidden: true, becomes: "#aa0000" }), blue, { isDeleted: true });
  expect(painterOf(edits)(red)).toBeNull();
  expect(painterOf(edits)(blue)).toBeNull();
  expect(painterOf(edits)("#ffffff")).toBe("#ffffff");
  expect(painterOf(edits, red)(red)).toBe("#aa0000");
  expect(painterOf(edits, red)("#ffffff")).toBeNull();
});
