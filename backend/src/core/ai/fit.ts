import type { ModelContract } from "@lumiku/app-sdk";
import type { ImageRequest } from "@lumiku/app-sdk/server";
import type { PictureRequest, ProviderFeatures } from "./provider";

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
  const notes: string[] = [];
  const size = fitSize(request, narrow(features.size, model.size), features.size.multipleOf);
  if (size.width !== request.width || size.height !== request.height) {
    notes.push(
      `Drawn at ${size.width} × ${size.height}: ${name} does not draw at ${request.width} × ${request.height}.`,
    );
  }

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

/** Keeps the shape: both sides shrink or grow together, then each goes to the nearest step. */
function fitSize({ width, height }: { width: number; height: number }, { min, max }: Range, multipleOf: number) {
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
