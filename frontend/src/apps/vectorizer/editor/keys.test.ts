import { expect, test } from "bun:test";
import { commandOf, type KeyPress } from "./keys";

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...changes,
});
const mod = { ctrlKey: true };

test("undo and redo work wherever nothing is typed, under all the keys people know", () => {
  expect(commandOf(press("z", mod), "elsewhere")).toBe("undo");
  expect(commandOf(press("Z", { metaKey: true, shiftKey: true }), "picture")).toBe("redo");
  expect(commandOf(press("y", mod), "elsewhere")).toBe("redo");
  expect(commandOf(press("z", mod), "text")).toBeUndefined();
  expect(commandOf(press("z", mod), "modal")).toBeUndefined();
});

test("single keys move the picture, and never work against a slider or a tab", () => {
  expect(commandOf(press("ArrowLeft"), "picture")).toBe("pan-left");
  expect(commandOf(press("+"), "picture")).toBe("zoom-in");
  expect(commandOf(press("0"), "picture")).toBe("show-whole");
  expect(commandOf(press("0"), "canvas")).toBe("show-whole");
  expect(commandOf(press("ArrowLeft"), "canvas")).toBeUndefined();
  expect(commandOf(press("ArrowLeft"), "elsewhere")).toBeUndefined();
  expect(commandOf(press("1"), "text")).toBeUndefined();
});

test("the browser keeps its own zoom", () => {
  expect(commandOf(press("+", mod), "picture")).toBeUndefined();
  expect(commandOf(press("0", mod), "picture")).toBeUndefined();
});

test("a trace is started from a text field too, but not behind a dialog", () => {
  expect(commandOf(press("Enter", mod), "text")).toBe("trace");
  expect(commandOf(press("Enter", mod), "modal")).toBeUndefined();
});
