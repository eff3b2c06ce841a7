import { expect, test } from "bun:test";
import type { LayerEdit } from "@lumiku/contracts/vectorizer-traces";
import fc from "fast-check";
import type { Drawing } from "../tracing/drawing";
import { badge, rectangle, shape } from "./drawing.fixture";
import { applyEdits } from "./edits";

const colors = ["#000000", "#ff0000", "#00ff00", "#0000ff"];
const color = fc.constantFrom(...colors);
const edit: fc.Arbitrary<LayerEdit> = fc.record({
  color: fc.constantFrom(...colors, "#abcdef"),
  becomes: fc.option(color),
  isHidden: fc.boolean(),
  isDeleted: fc.boolean(),
});
const drawing: fc.Arbitrary<Drawing> = fc.record({
  width: fc.constant(10),
  height: fc.constant(10),
  gaps: fc.array(fc.record({ color, width: fc.constant(1), subpaths: fc.constant([rectangle(0, 0, 1, 1)]) })),
  shapes: fc.array(color.map((painted) => shape(painted, [rectangle(0, 0, 1, 1)]))),
});

const change = (changed: Partial<LayerEdit> & { color: string }): LayerEdit => ({
  ...{ becomes: null, isHidden: false, isDeleted: false },
  ...changed,
});
const colorsOf = ({ gaps, shapes }: Drawing) => [...gaps, ...shapes].map((part) => part.color);

test("every layer is as its last edit says, in its place, and the drawing that was given is as it was", () => {
  fc.assert(
    fc.property(drawing, fc.array(edit), (original, edits) => {
      const before = structuredClone(original);
      const expected = colorsOf(original).flatMap((traced) => {
        const last = edits.findLast((candidate) => candidate.color === traced);
        return last?.isHidden || last?.isDeleted ? [] : [last?.becomes ?? traced];
      });
      expect(colorsOf(applyEdits(original, edits))).toEqual(expected);
      expect(original).toEqual(before);
    }),
  );
});

test("no edits change nothing, nor do edits of colours that are not there", () => {
  expect(applyEdits(badge(), [])).toEqual(badge());
  expect(applyEdits(badge(), [change({ color: "#123456", isDeleted: true })])).toEqual(badge());
});

test("two colours change places: each is named by what was traced", () => {
  const [blue, yellow] = ["#0a64c8", "#f5c211"];
  const edited = applyEdits(badge(), [
    change({ color: blue, becomes: yellow }),
    change({ color: yellow, becomes: blue }),
  ]);
  expect(edited.shapes.slice(0, 2).map((part) => part.color)).toEqual([yellow, blue]);
});

test("the lines below the borders of a layer go with it, and so does its opacity", () => {
  const hidden = applyEdits(badge(), [change({ color: "#0a64c8", isHidden: true })]);
  expect(hidden.gaps).toEqual([]);
  expect(hidden.shapes).toHaveLength(4);
  const recolored = applyEdits(badge(), [change({ color: "#c01c28", becomes: "#00ff00" })]);
  expect(recolored.shapes[3]).toMatchObject({ color: "#00ff00", opacity: 0.5 });
});
