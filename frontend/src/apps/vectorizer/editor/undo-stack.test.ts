import { expect, test } from "bun:test";
import fc from "fast-check";
import { beginStack, change, redo, undo } from "./undo-stack";

test("undoing and redoing everything ends where it began and where it stood", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 50 }), (values) => {
      let stack = beginStack(0);
      for (const [index, value] of values.entries()) stack = change(stack, value, String(index), 0);
      const { present } = stack;
      for (const _ of values) stack = undo(stack);
      expect(stack.present).toBe(0);
      for (const _ of values) stack = redo(stack);
      expect(stack.present).toBe(present);
    }),
  );
});

test("a slider that is dragged is one step, and one that is taken up again later another", () => {
  let stack = beginStack(0);
  for (const [index, value] of [1, 2, 3].entries()) stack = change(stack, value, "smallest shape", index * 100);
  stack = change(stack, 4, "smallest shape", 5_000);
  stack = undo(stack);
  expect(stack.present).toBe(3);
  expect(undo(stack).present).toBe(0);
});

test("a change after undoing is a step of its own, and what was undone cannot come back", () => {
  let stack = change(change(beginStack(0), 1, "a", 0), 2, "b", 1);
  stack = change(undo(stack), 3, "a", 2);
  expect(redo(stack)).toBe(stack);
  expect(undo(stack).present).toBe(1);
});

test("with nothing to undo, everything stays", () => {
  const stack = beginStack("as it is");
  expect(undo(stack)).toBe(stack);
  expect(redo(stack)).toBe(stack);
});
