import type { ModelContract } from "@lumiku/app-sdk";
import type { ImageRequest } from "@lumiku/app-sdk/server";
import type { PictureRequest, PixelSizes, ProviderFeatures, Shapes } from "./provider";
import { ratioOf } from "./providers/wire";

/** What rounding to whole steps of pixels changes is no other shape, and no other size. */
const SHAPE_TOLERANCE = 0.02;
const PIXELS_TOLERANCE = 0.1;

interface Range {
  min: number;
  max: number;
}

export interface Fitted {
  request: PictureRequest;
  /** What could not be done as asked, for people. */
  notes: string[];
}

/** Why this provider cannot do a request at all; null when it can. */
export function findObstacle(request: ImageRequest, features: ProviderFeatures): string | null {
  const references = request.references?.length ?? 0;
  if (references > features.maxReferences) {
    return features.maxReferences === 0
      ? "takes no reference pictures"
      : `takes at most ${features.maxReferences} reference pictures`;
  }
  if (request.controlImage && !features.hasControlImage) return "cannot follow a control image";
  return null;
}

/** Brings a request within what the model and its provider take. Whatever changes on the way is noted, never silent. */
export function fitRequest(
  request: Omit<ImageRequest, "signal">,
  { name, model, features }: { name: string; model: ModelContract; features: ProviderFeatures },
): Fitted {
  const { size, note } =
    "nearest" in features.size ? fitShape(request, features.size, name) : fitSides(request, features.size, model, name);
  const notes = note === null ? [] : [note];

  const within = (what: string, value: number | undefined, range: Range | undefined): number | undefined => {
    if (value === undefined) return undefined;
    if (!range) {
      notes.push(`${name} has no setting for ${what}; yours was left out.`);
      return undefined;
    }
    const fitted = Math.min(Math.max(value, range.min), range.max);
    if (fitted !== value) notes.push(`${name} takes ${range.min} to ${range.max} ${what}; ${fitted} was used.`);
    return fitted;
  };
  const steps =
    within("steps", request.steps, narrowMaybe(features.steps, model.steps)) ?? defaultOf(features.steps, model.steps);
  const guidance =
    within("guidance", request.guidance, narrowMaybe(features.guidance, model.guidance)) ??
    defaultOf(features.guidance, model.guidance);
  if (request.negativePrompt && !features.hasNegativePrompt) {
    notes.push(`${name} takes no negative prompt; yours was left out.`);
  }
  if (!features.hasSeed) notes.push(`${name} takes no seed: the same request gives another picture.`);

  return {
    request: {
      model: "",
      prompt: request.prompt,
      ...(features.hasNegativePrompt && request.negativePrompt && { negativePrompt: request.negativePrompt }),
      ...size,
      ...(features.hasSeed && { seed: request.seed }),
      ...(steps !== undefined && { steps }),
      ...(guidance !== undefined && { guidance }),
      references: request.references ?? [],
      ...(request.controlImage && { controlImage: request.controlImage }),
      ...(request.controlStrength !== undefined && { controlStrength: request.controlStrength }),
    },
    notes,
  };
}

interface Size {
  width: number;
  height: number;
}

function fitSides({ width, height }: Size, sizes: PixelSizes, model: ModelContract, name: string) {
  const size = fitSize({ width, height }, narrow(sizes, model.size), sizes.multipleOf);
  const isSame = size.width === width && size.height === height;
  const note = `Drawn at ${size.width} × ${size.height}: ${name} does not draw at ${width} × ${height}.`;
  return { size, note: isSame ? null : note };
}

/** The size stays as it was asked for: the adapter asks for its shape. */
function fitShape({ width, height }: Size, { nearest, pixels }: Shapes, name: string) {
  const size = { width, height };
  const shape = nearest(width, height);
  const isNear = (a: number, b: number, tolerance: number) => Math.abs(Math.log(a / b)) < tolerance;
  if (!isNear(ratioOf(shape), width / height, SHAPE_TOLERANCE)) {
    return { size, note: `Drawn in ${shape}, the nearest shape ${name} offers to ${width} × ${height}.` };
  }
  if (pixels.some((count) => isNear(count, width * height, PIXELS_TOLERANCE))) return { size, note: null };
  return { size, note: `Drawn in ${shape}: ${name} takes a shape and chooses the pixels itself.` };
}

/** Keeps the shape: both sides shrink or grow together, then each goes to the nearest step. */
function fitSize({ width, height }: Size, { min, max }: Range, multipleOf: number): Size {
  const down = Math.min(1, max / Math.max(width, height));
  const up = Math.max(1, min / Math.min(width * down, height * down));
  const side = (length: number) => {
    const steps = Math.round((length * down * up) / multipleOf) * multipleOf;
    return Math.min(
      Math.max(steps, Math.ceil(min / multipleOf) * multipleOf),
      Math.floor(max / multipleOf) * multipleOf,
    );
  };
  return { width: side(width), height: side(height) };
}

function narrow(a: Range, b: Range | undefined): Range {
  return b ? { min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) } : a;
}

function narrowMaybe(a: Range | undefined, b: Range | undefined): Range | undefined {
  return a && narrow(a, b);
}

function defaultOf(feature: Range | undefined, model: (Range & { default: number }) | undefined): number | undefined {
  return feature && model ? Math.min(Math.max(model.default, feature.min), feature.max) : undefined;
}
