import { type LabelMap, type Raster, type Segment, type Subpath, TRANSPARENT } from "../drawing";

/** Samples a pixel's side. */
const SAMPLES = 16;

export interface Drawn {
  readonly raster: Raster;
  readonly map: LabelMap;
}

/** What a faultless renderer makes of a black shape on nothing, or on white: each pixel as opaque as it is covered. */
export function rasterise(
  size: number,
  contains: (x: number, y: number) => boolean,
  on: "nothing" | "white" = "nothing",
): Drawn {
  const data = new Uint8Array(size * size * 4);
  const labels = new Uint8Array(size * size);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const [left, top] = [pixel % size, Math.floor(pixel / size)];
    const around = [-1, 0, 1, 2].flatMap((x) => [-1, 0, 1, 2].map((y) => contains(left + x, top + y)));
    let covered = around[0] ? SAMPLES ** 2 : 0;
    if (around.some((isInside) => isInside !== around[0])) covered = samplesWithin(left, top, contains);
    const share = covered / SAMPLES ** 2;
    const value = Math.round(255 * (1 - share));
    data.set(on === "white" ? [value, value, value, 255] : [0, 0, 0, Math.round(255 * share)], pixel * 4);
    labels[pixel] = share >= 0.5 ? 0 : on === "white" ? 1 : TRANSPARENT;
  }
  const palette = on === "white" ? ["#000000", "#ffffff"] : ["#000000"];
  return { raster: { width: size, height: size, data }, map: { width: size, height: size, labels, palette } };
}

function samplesWithin(left: number, top: number, contains: (x: number, y: number) => boolean): number {
  let covered = 0;
  for (let sample = 0; sample < SAMPLES ** 2; sample++) {
    const x = left + ((sample % SAMPLES) + 0.5) / SAMPLES;
    const y = top + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
    if (contains(x, y)) covered++;
  }
  return covered;
}

/** A picture whose every pixel has the colour of its label. */
export function paint(map: LabelMap): Raster {
  const data = new Uint8Array(map.labels.length * 4);
  map.labels.forEach((label, pixel) => {
    const hex = map.palette[label];
    if (!hex) return;
    const value = Number.parseInt(hex.slice(1), 16);
    data.set([value >> 16, (value >> 8) & 255, value & 255, 255], pixel * 4);
  });
  return { width: map.width, height: map.height, data };
}

/** Points along an outline, so many a segment. */
export function pointsAlong({ x, y, segments }: Subpath, perSegment = 32): [x: number, y: number][] {
  const points: [number, number][] = [];
  let from: readonly [number, number] = [x, y];
  for (const segment of segments) {
    for (let step = 0; step < perSegment; step++) points.push(pointOf(from, segment, step / perSegment));
    from = endOf(segment);
  }
  points.push([from[0], from[1]]);
  return points;
}

/** Area within an outline in pixels squared; negative when it runs the other way round. */
export function areaOf(subpath: Subpath): number {
  const points = pointsAlong(subpath, 64);
  return points.reduce((area, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] as [number, number];
    return area + (x * nextY - nextX * y) / 2;
  }, 0);
}

export function endOf(segment: Segment): [x: number, y: number] {
  return segment.length === 2 ? [segment[0], segment[1]] : [segment[4], segment[5]];
}

function pointOf([x, y]: readonly [number, number], segment: Segment, t: number): [number, number] {
  const s = 1 - t;
  const [endX, endY] = endOf(segment);
  if (segment.length === 2) return [s * x + t * endX, s * y + t * endY];
  const blend = (a: number, b: number, c: number, d: number) =>
    s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  return [blend(x, segment[0], segment[2], endX), blend(y, segment[1], segment[3], endY)];
}
