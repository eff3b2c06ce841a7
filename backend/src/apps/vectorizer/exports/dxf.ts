import {
  aciHex,
  Dxfier,
  DxfWriter,
  type Entity,
  LWPolyline,
  LWPolylineFlags,
  Spline,
  TrueColor,
  Units,
} from "@tarikjabiri/dxf";
import type { Drawing, HexColor } from "../tracing/drawing";
import { type Bezier, type Point, toBeziers } from "./beziers";
import { rgbOf } from "./operators";

/** A pixel is a 96th of an inch, as in the SVG. */
const MILLIMETRES_PER_PIXEL = 25.4 / 96;

/**
 * A DXF (AutoCAD 2007) of the outlines, in millimetres, the y axis up: for cutters, plotters and CAD. Each colour is a layer
 * with its exact colour and the nearest of AutoCAD's 255. An outline of straight lines is a closed LWPOLYLINE; one with curves
 * is a SPLINE of degree 3, exact, that ends where it begins. What is filled, opacity and the lines below borders are not
 * kept. Outlines of stacked shapes run on below the shapes that lie on them: what is to be cut is best traced cut out.
 */
export function writeDxf(drawing: Drawing): Uint8Array {
  const { width, height, shapes } = drawing;
  const document = new DxfWriter();
  document.setUnits(Units.Millimeters);
  document.setVariable("$MEASUREMENT", { 70: 1 });
  document.setVariable("$EXTMIN", { 10: 0, 20: 0, 30: 0 });
  document.setVariable("$EXTMAX", { 10: millimetres(width), 20: millimetres(height), 30: 0 });
  for (const color of new Set(shapes.map((shape) => shape.color))) {
    document.addLayer(color, nearestIndex(color), "Continuous").trueColor = TrueColor.fromHex(color);
  }
  const place = ({ x, y }: Point): Point => ({ x: millimetres(x), y: millimetres(height - y) });
  const ownerBlockRecord = document.modelSpace.blockRecord.handle;
  // The library would keep every number of the file at once; this way it is one text an outline.
  const texts = shapes.flatMap(({ color, subpaths }) =>
    subpaths.flatMap((subpath) => {
      const entity = toEntity(toBeziers(subpath), { layerName: color, place });
      return entity ? textOf(Object.assign(entity, { ownerBlockRecord })) : [];
    }),
  );
  const corners = [place({ x: 0, y: 0 }), place({ x: width, y: height })].map((point) => ({ ...point, z: 0 }));
  const [tl, br] = corners as [Corner, Corner];
  document.modelSpace.entities.push({
    boundingBox: () => ({ tl, br }),
    dxfy: ({ lines }: Dxfier) => {
      for (const text of texts) lines.push(text);
    },
  } as unknown as Entity);
  return new TextEncoder().encode(`${document.stringify()}\n`);
}

type Corner = Point & { z: number };

interface Placement {
  layerName: string;
  place: (point: Point) => Point;
}

function toEntity(beziers: readonly Bezier[], { layerName, place }: Placement): LWPolyline | Spline | null {
  const [first] = beziers;
  if (!first) return null;
  if (beziers.every(({ isStraight }) => isStraight)) {
    const vertices = beziers.map(({ from }) => ({ point: place(from) }));
    return new LWPolyline(vertices, { layerName, flags: LWPolylineFlags.Closed });
  }
  const points = [first.from, ...beziers.flatMap(({ control1, control2, to }) => [control1, control2, to])];
  const controlPoints = points.map((point) => ({ ...place(point), z: 0 }));
  // Not flagged as closed: some readers then add the first control points once more at the end.
  return new Spline({ controlPoints, degreeCurve: 3, knots: clampedKnots(beziers) }, { layerName });
}

function textOf(entity: LWPolyline | Spline): string {
  const lines = new Dxfier();
  entity.dxfy(lines);
  return lines.stringify();
}

/** Knots of a B-spline that is these Bézier curves one after the other: each inner one three times, the ends four. */
function clampedKnots(beziers: readonly Bezier[]): number[] {
  const inner = beziers.slice(1).flatMap((_, index) => Array<number>(3).fill(index + 1));
  return [0, 0, 0, 0, ...inner, ...Array<number>(4).fill(beziers.length)];
}

/** To a tenth of a micrometre. */
function millimetres(pixels: number): number {
  return Math.round(pixels * MILLIMETRES_PER_PIXEL * 1e4) / 1e4;
}

/** AutoCAD's colours by index; the seventh is black on paper, white on a dark screen. */
const indexedColors = Array.from({ length: 255 }, (_, offset) => {
  const index = offset + 1;
  return { index, rgb: rgbOf(index === 7 ? "#000000" : `#${aciHex(index)}`) };
});

function nearestIndex(color: HexColor): number {
  const rgb = rgbOf(color);
  let nearest = { index: 7, distance: Number.POSITIVE_INFINITY };
  for (const candidate of indexedColors) {
    const distance = Math.hypot(...candidate.rgb.map((value, channel) => value - (rgb[channel] as number)));
    if (distance < nearest.distance) nearest = { index: candidate.index, distance };
  }
  return nearest.index;
}
