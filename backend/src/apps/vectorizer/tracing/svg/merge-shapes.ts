import type { Shape } from "../drawing";
import { type Box, boxOf, isApart } from "./box";

/** Shapes back from one at which a partner for it is sought. */
const REACH = 400;

/**
 * Shapes of one paint become one where the picture stays the same: a shape moves down to an earlier one of its paint
 * when it touches neither that one nor any between. The test is by bounding boxes, so it errs on the side of leaving.
 */
export function mergeShapes(shapes: readonly Shape[]): Shape[] {
  const merged: { color: string; opacity: number; parts: Shape[]; boxes: Box[]; box: Box }[] = [];
  for (const shape of shapes) {
    const box = boxOf(shape.subpaths);
    let partner: (typeof merged)[number] | undefined;
    for (let index = merged.length - 1; index >= Math.max(0, merged.length - REACH); index--) {
      const other = merged[index];
      if (!other) break;
      const isClear = isApart(box, other.box) || other.boxes.every((each) => isApart(box, each));
      if (!isClear) break;
      if (other.color === shape.color && other.opacity === shape.opacity) {
        partner = other;
        break;
      }
    }
    if (partner) {
      partner.parts.push(shape);
      partner.boxes.push(box);
      const [left, top, right, bottom] = partner.box;
      partner.box = [Math.min(left, box[0]), Math.min(top, box[1]), Math.max(right, box[2]), Math.max(bottom, box[3])];
    } else merged.push({ color: shape.color, opacity: shape.opacity, parts: [shape], boxes: [box], box });
  }
  return merged.map(({ color, opacity, parts }) => ({
    color,
    opacity,
    subpaths: parts.flatMap(({ subpaths }) => subpaths),
  }));
}
