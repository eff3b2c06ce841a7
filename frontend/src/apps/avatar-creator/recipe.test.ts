import { expect, test } from "bun:test";
import type { Model } from "@lumiku/contracts/apps";
import { GenerateAvatars } from "@lumiku/contracts/avatar-creator";
import { chooseModel, emptyRecipe, fitSide, sidesOf, toRecipe, toRequest } from "./recipe";

const illustrated: Model = {
  key: "illustrated",
  name: "Illustrated",
  summary: "",
  action: "portrait",
  minTier: "free",
  costCredits: 1,
  costUnits: 1,
  has: ["text-to-image"],
  size: { min: 256, max: 2048, multipleOf: 8 },
  steps: null,
  guidance: null,
  maxReferences: 0,
  minReferences: 0,
  isAvailable: true,
  closed: null,
  typicalSeconds: null,
};
const flux: Model = {
  ...illustrated,
  key: "flux-dev",
  size: { min: 256, max: 1440, multipleOf: 32 },
  steps: { min: 1, max: 50, default: 28 },
  guidance: { min: 1.5, max: 5, default: 3.5 },
};
const closed = { isAvailable: false, closed: { code: "MODEL_LOCKED", reason: "Part of the Pro plan and above." } };

const recipe = {
  ...emptyRecipe,
  prompt: "A woman with glasses",
  name: "Amal",
  style: "micah",
  look: "watercolour",
  seed: "7",
  steps: 20,
  guidance: 2.5,
  attributes: { hairColor: "auburn", clothing: " ", accessories: "glasses, , earrings" },
};

test("what is typed becomes a request the contract accepts, without the empty fields", () => {
  const request = toRequest(recipe, illustrated);
  expect(GenerateAvatars.safeParse(request).success).toBe(true);
  expect(request).toMatchObject({
    seed: 7,
    persona: { name: "Amal" },
    attributes: { hairColor: "auburn", accessories: ["glasses", "earrings"] },
  });
  expect(request.attributes).not.toHaveProperty("clothing");
  expect(toRequest({ ...emptyRecipe, prompt: "x" }, illustrated)).not.toHaveProperty("seed");
});

test("only what the model takes is sent", () => {
  const full = { ...recipe, negativePrompt: "hats", referenceAssetIds: ["a", "b", "c"], side: 2048 };
  const drawn = toRequest(full, illustrated);
  expect(drawn).toMatchObject({ style: "micah", width: 2048 });
  for (const field of ["steps", "guidance", "negativePrompt", "referenceAssetIds"])
    expect(drawn).not.toHaveProperty(field);
  expect(toRequest(full, flux)).toMatchObject({ style: "watercolour", steps: 20, guidance: 2.5, width: 1440 });
  expect(toRequest({ ...full, steps: null }, flux)).not.toHaveProperty("steps");
  const able = { ...flux, has: ["text-to-image", "negative-prompt"], maxReferences: 2 };
  expect(toRequest(full, able)).toMatchObject({ negativePrompt: "hats", referenceAssetIds: ["a", "b"] });
});

test("a picture's settings can be used again: they make the same request", () => {
  for (const used of [illustrated, flux]) {
    const request = toRequest(recipe, used);
    const { model, count, seed = 0, ...params } = request;
    expect(toRequest(toRecipe(params, model, count, seed), used)).toEqual(request);
  }
});

test("without a choice it is the first model that is available; a choice is kept, even when it is closed", () => {
  const models = [{ ...flux, ...closed }, illustrated];
  expect(chooseModel(models, "")?.key).toBe("illustrated");
  expect(chooseModel(models, "gone")?.key).toBe("illustrated");
  expect(chooseModel(models, "flux-dev")?.key).toBe("flux-dev");
  expect(chooseModel([{ ...flux, ...closed }], "")?.key).toBe("flux-dev");
});

test("the sizes offered are those the model draws", () => {
  expect(sidesOf(illustrated)).toEqual([512, 1024, 1440, 2048]);
  expect(sidesOf(flux)).toEqual([512, 1024, 1440]);
  expect(sidesOf({ ...flux, size: null })).toEqual([1024]);
  expect([fitSide(2048, flux), fitSide(256, flux), fitSide(1024, flux)]).toEqual([1440, 512, 1024]);
});
