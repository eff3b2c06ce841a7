import type { Model } from "@lumiku/contracts/apps";

export const aspects = ["1:1", "4:5", "3:4", "2:3", "16:9", "9:16"] as const;
export type Aspect = (typeof aspects)[number];

export interface Size {
  width: number;
  height: number;
}

const COMMON = [512, 768, 1024, 1536, 2048];
const DEFAULT = 1024;
/** Of a model that says nothing of its sizes. */
const anySize = { min: 256, max: 1024, multipleOf: 8 };

/** The longest sides a model draws, in pixels: the usual ones, and its largest. */
export function resolutionsOf(model: Pick<Model, "size">): number[] {
  const { min, max, multipleOf } = model.size ?? anySize;
  const fitting = [...new Set([...COMMON, max])].filter(
    (side) => side >= min && side <= max && side % multipleOf === 0,
  );
  return fitting.length > 0 ? fitting.sort((a, b) => a - b) : [DEFAULT];
}

/** The resolution that a model draws where another is asked for: the next smaller, or else its smallest. */
export function fitResolution(resolution: number, model: Pick<Model, "size">): number {
  const resolutions = resolutionsOf(model);
  return resolutions.findLast((option) => option <= resolution) ?? resolutions[0] ?? DEFAULT;
}

/** Width and height of a shape whose longest side is `resolution`, to the multiples and limits of the model. */
export function sizeOf(aspect: Aspect, resolution: number, model: Pick<Model, "size">): Size {
  const { min, max, multipleOf } = model.size ?? anySize;
  const [across, down] = partsOf(aspect);
  const longest = fitResolution(resolution, model);
  const smallest = Math.ceil(min / multipleOf) * multipleOf;
  const largest = Math.floor(max / multipleOf) * multipleOf;
  const side = (part: number) => {
    const exact = (longest * part) / Math.max(across, down);
    return Math.min(Math.max(Math.round(exact / multipleOf) * multipleOf, smallest), largest);
  };
  return { width: side(across), height: side(down) };
}

/** The shape that a size comes closest to. */
export function aspectOf({ width, height }: Size): Aspect {
  const distance = (aspect: Aspect) => {
    const [across, down] = partsOf(aspect);
    return Math.abs(Math.log(width / height) - Math.log(across / down));
  };
  return aspects.reduce((nearest, aspect) => (distance(aspect) < distance(nearest) ? aspect : nearest));
}

/** Across and down: 4 and 5 of "4:5". */
export function partsOf(aspect: Aspect): [across: number, down: number] {
  const [across = 1, down = 1] = aspect.split(":").map(Number);
  return [across, down];
}
