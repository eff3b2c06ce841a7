import { describe, expect, test } from "bun:test";
import type { ModelContract } from "@lumiku/app-sdk";
import type { ImageRequest } from "@lumiku/app-sdk/server";
import fc from "fast-check";
import { findObstacle, fitRequest } from "./fit";
import type { PixelSizes, ProviderFeatures } from "./provider";
import { nearestAspectRatio } from "./providers/wire";

const pixels: PixelSizes = { min: 256, max: 1440, multipleOf: 32 };
const features: ProviderFeatures = {
  ...{ size: pixels, steps: { min: 1, max: 50 }, guidance: { min: 1.5, max: 5 } },
  ...{ hasSeed: true, hasNegativePrompt: true, maxReferences: 2, hasControlImage: true },
};
const model: ModelContract = {
  ...{ name: "Flux", summary: "", action: "draw", minTier: "free", costCredits: 1, costUnits: 1 },
  ...{ has: ["text-to-image"], builtin: false },
};
const asked: Omit<ImageRequest, "signal"> = {
  ...{ model: "flux", prompt: "A hat", count: 1, seed: 7, width: 1024, height: 768 },
};
const fit = (
  request: Partial<typeof asked> = {},
  provider: Partial<ProviderFeatures> = {},
  contract: Partial<ModelContract> = {},
) =>
  fitRequest(
    { ...asked, ...request },
    { name: "Flux", model: { ...model, ...contract } as ModelContract, features: { ...features, ...provider } },
  );

describe("a size", () => {
  test("that fits stays, without a word", () => {
    expect(fit()).toMatchObject({ request: { width: 1024, height: 768 }, notes: [] });
  });

  test.each([
    ["too large", 2880, 1440, 1440, 736],
    ["too small", 100, 200, 256, 512],
    ["between the steps", 1000, 1000, 992, 992],
    ["of a shape nothing can keep", 64, 4096, 256, 1440],
  ])("%s is brought in and told", (_, width, height, drawnWidth, drawnHeight) => {
    expect(fit({ width, height })).toMatchObject({
      request: { width: drawnWidth, height: drawnHeight },
      notes: [`Drawn at ${drawnWidth} × ${drawnHeight}: Flux does not draw at ${width} × ${height}.`],
    });
  });

  test("stays within the model's own limits as well as the provider's", () => {
    expect(
      fit({ width: 1440, height: 1440 }, {}, { size: { min: 512, max: 1024, multipleOf: 32 } }).request,
    ).toMatchObject({
      ...{ width: 1024, height: 1024 },
    });
  });

  test("always comes out within the limits, on a step, in its shape where the limits allow it, and told when it changed", () => {
    const side = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(8, 16, 32, 64), (width, height, multipleOf) => {
        const { request, notes } = fit({ width, height }, { size: { ...pixels, multipleOf } });
        for (const drawn of [request.width, request.height]) {
          expect(drawn % multipleOf).toBe(0);
          expect(drawn).toBeWithin(pixels.min, pixels.max + 1);
        }
        expect(notes.length).toBe(request.width === width && request.height === height ? 0 : 1);
        const ratio = width / height;
        if (Math.max(ratio, 1 / ratio) > pixels.max / pixels.min) return;
        // Each side is off by half a step at most, or by what the largest whole step leaves of the limit.
        const tolerance = (2 * multipleOf) / Math.min(request.width, request.height);
        expect(Math.abs(Math.log(request.width / request.height / ratio))).toBeLessThan(tolerance);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("where a provider takes shapes only", () => {
  const size: ProviderFeatures["size"] = {
    nearest: (width, height) => nearestAspectRatio(width, height, ["1:1", "4:3", "16:9"]),
    pixels: [2 ** 20],
  };

  test.each([
    [1024, 1024],
    [1184, 880],
    [1344, 768],
  ])("%i × %i is what it draws, without a word", (width, height) => {
    expect(fit({ width, height }, { size })).toMatchObject({ request: { width, height }, notes: [] });
  });

  test("another shape is drawn in the nearest it offers, and told", () => {
    const { request, notes } = fit({ width: 1000, height: 800 }, { size });
    expect(request).toMatchObject({ width: 1000, height: 800 });
    expect(notes).toEqual(["Drawn in 4:3, the nearest shape Flux offers to 1000 × 800."]);
  });

  test("another size of a shape it offers is told as well", () => {
    expect(fit({ width: 640, height: 640 }, { size }).notes).toEqual([
      "Drawn in 1:1: Flux takes a shape and chooses the pixels itself.",
    ]);
  });
});

describe("a setting", () => {
  test("outside the limits goes to the nearest, and is told", () => {
    const { request, notes } = fit({ steps: 80, guidance: 1 });
    expect(request).toMatchObject({ steps: 50, guidance: 1.5 });
    expect(notes).toEqual(["Flux takes 1 to 50 steps; 50 was used.", "Flux takes 1.5 to 5 guidance; 1.5 was used."]);
  });

  test("the provider does not have is left out, and told", () => {
    const { steps: _, guidance: __, ...others } = features;
    const { request, notes } = fitRequest(
      { ...asked, steps: 20, guidance: 3, negativePrompt: "rain" },
      { name: "Flux", model, features: { ...others, hasNegativePrompt: false, hasSeed: false } },
    );
    for (const name of ["steps", "guidance", "negativePrompt", "seed"]) expect(request).not.toHaveProperty(name);
    expect(notes).toEqual([
      "Flux has no setting for steps; yours was left out.",
      "Flux has no setting for guidance; yours was left out.",
      "Flux takes no negative prompt; yours was left out.",
      "Flux takes no seed: the same request gives another picture.",
    ]);
  });

  test("nobody asked for is the model's own, within what the provider takes, without a word", () => {
    const contract = { steps: { min: 1, max: 100, default: 60 }, guidance: { min: 1, max: 10, default: 3.5 } };
    expect(fit({}, {}, contract)).toMatchObject({ request: { steps: 50, guidance: 3.5 }, notes: [] });
    expect(fit().request).not.toHaveProperty("steps");
  });
});

test("pictures to follow go out as they came", () => {
  const references = [new Uint8Array([1])];
  const controlImage = new Uint8Array([2]);
  expect(fit({ references, controlImage, controlStrength: 0 })).toMatchObject({
    request: { references, controlImage, controlStrength: 0 },
    notes: [],
  });
});

test.each([
  ["takes at most 2 reference pictures", { references: Array(3).fill(new Uint8Array()) }, {}],
  ["takes no reference pictures", { references: [new Uint8Array()] }, { maxReferences: 0 }],
  ["cannot follow a control image", { controlImage: new Uint8Array() }, { hasControlImage: false }],
  [null, { references: Array(2).fill(new Uint8Array()), controlImage: new Uint8Array() }, {}],
])("a request that cannot be changed into one that fits has an obstacle: %s", (obstacle, request, provider) => {
  const whole = { ...asked, ...request, signal: new AbortController().signal };
  expect(findObstacle(whole, { ...features, ...provider })).toBe(obstacle);
});
