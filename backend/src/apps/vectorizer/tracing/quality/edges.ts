import type { OpaquePicture } from "./opaque";

/** Of a step of 255 across one pixel border: weaker slopes are shading, not edges. */
const LEAST_STEP = 16;

/**
 * Where a picture has edges: 1 for each pixel whose gradient (Sobel, the strongest channel) is at least
 * {@link LEAST_STEP} and no weaker than that of its two neighbours across the edge, as in Canny, "A Computational
 * Approach to Edge Detection" (1986). The frame has none.
 */
export function findEdges({ width, height, planes }: OpaquePicture): Uint8Array {
  const strengths = new Float32Array(width * height);
  const isUpright = new Uint8Array(width * height);
  for (const plane of planes) {
    for (let y = 1; y < height - 1; y++) {
      for (let index = y * width + 1, end = index + width - 2; index < end; index++) {
        const [above, below] = [index - width, index + width];
        const northWest = plane[above - 1] as number;
        const northEast = plane[above + 1] as number;
        const southWest = plane[below - 1] as number;
        const southEast = plane[below + 1] as number;
        const across =
          northEast +
          southEast -
          northWest -
          southWest +
          2 * ((plane[index + 1] as number) - (plane[index - 1] as number));
        const down =
          southWest + southEast - northWest - northEast + 2 * ((plane[below] as number) - (plane[above] as number));
        const strength = across * across + down * down;
        if (strength > (strengths[index] as number)) {
          strengths[index] = strength;
          isUpright[index] = Math.abs(across) >= Math.abs(down) ? 1 : 0;
        }
      }
    }
  }
  const edges = new Uint8Array(strengths.length);
  const least = (4 * LEAST_STEP) ** 2;
  for (let index = 0; index < edges.length; index++) {
    const strength = strengths[index] as number;
    if (strength < least) continue;
    const step = isUpright[index] ? 1 : width;
    const isRidge = strength >= (strengths[index - step] as number) && strength >= (strengths[index + step] as number);
    if (isRidge) edges[index] = 1;
  }
  return edges;
}

/**
 * How well the edges of two pictures of the same size agree: the harmonic mean of the share of one's edges that the
 * other has, within one pixel, and the reverse. 1 when neither has any.
 */
export function edgeF1Of(one: OpaquePicture, other: OpaquePicture): number {
  const [edges, otherEdges] = [findEdges(one), findEdges(other)];
  const precision = shareNear(otherEdges, edges, one.width);
  const recall = shareNear(edges, otherEdges, one.width);
  if (precision === null && recall === null) return 1;
  const [found, kept] = [precision ?? 0, recall ?? 0];
  return found + kept === 0 ? 0 : (2 * found * kept) / (found + kept);
}

/** The share of `edges` that touch one of `others`; null when there are none. Edges never lie on the frame. */
function shareNear(edges: Uint8Array, others: Uint8Array, width: number): number | null {
  let [count, near] = [0, 0];
  for (let index = 0; index < edges.length; index++) {
    if (edges[index] === 0) continue;
    count++;
    if (hasNeighbour(others, index, width)) near++;
  }
  return count === 0 ? null : near / count;
}

function hasNeighbour(edges: Uint8Array, index: number, width: number): boolean {
  for (const row of [index - width, index, index + width])
    if (edges[row - 1] || edges[row] || edges[row + 1]) return true;
  return false;
}
