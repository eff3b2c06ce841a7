export type Place = Pick<DOMRect, "left" | "top">;

/**
 * Which of some cards a key leads to, in rows from left to right.
 *
 * @returns undefined for keys that do not move, and at the edge
 */
export function findNeighbour(key: string, index: number, places: readonly Place[]): number | undefined {
  const here = places[index];
  if (!here) return undefined;
  switch (key) {
    case "ArrowLeft":
      return index > 0 ? index - 1 : undefined;
    case "ArrowRight":
      return index + 1 < places.length ? index + 1 : undefined;
    case "ArrowUp":
      return found(places.findLastIndex(({ left, top }) => top < here.top && left <= here.left));
    case "ArrowDown":
      return found(below(here, places));
    case "Home":
      return index > 0 ? 0 : undefined;
    case "End":
      return index + 1 < places.length ? places.length - 1 : undefined;
  }
}

/** In the next row; its last card, where that row is shorter. */
function below(here: Place, places: readonly Place[]): number {
  const next = places.find(({ top }) => top > here.top);
  if (!next) return -1;
  return places.findLastIndex(({ left, top }) => top === next.top && left <= here.left);
}

const found = (index: number) => (index < 0 ? undefined : index);
