import type { Drawing, Segment, Subpath } from "./drawing";

/** A drawing stretched to another size, as when a smaller copy of the picture was traced. */
export function scaleDrawing(drawing: Drawing, width: number, height: number): Drawing {
  if (drawing.width === width && drawing.height === height) return drawing;
  const [acrossBy, downBy] = [width / drawing.width, height / drawing.height];
  const stretch = ({ x, y, segments }: Subpath): Subpath => ({
    x: x * acrossBy,
    y: y * downBy,
    segments: segments.map(
      (segment) => segment.map((value, index) => value * (index % 2 ? downBy : acrossBy)) as unknown as Segment,
    ),
  });
  return {
    width,
    height,
    gaps: drawing.gaps.map((gap) => ({
      ...gap,
      width: gap.width * Math.sqrt(acrossBy * downBy),
      subpaths: gap.subpaths.map(stretch),
    })),
    shapes: drawing.shapes.map((shape) => ({ ...shape, subpaths: shape.subpaths.map(stretch) })),
  };
}
