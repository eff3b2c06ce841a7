import { expect, test } from "bun:test";
import { GenerateAvatars, isDescribed } from "@lumiku/contracts/avatar-creator-recipe";
import fc from "fast-check";
import { emptyDraft } from "./draft";
import { anyDraft, described } from "./draft.fixture";
import { toDraft, toPresetRecipe, toRequest } from "./draft-request";
import { illustrated, kontext, model } from "./model.fixture";

const flux = model();
const models = [illustrated, flux, kontext];

test("whatever is typed and chosen becomes a request the contract accepts and leaves as it is", () => {
  fc.assert(
    fc.property(anyDraft, fc.constantFrom(...models), (draft, drawnBy) => {
      const request = toRequest(draft, drawnBy, true);
      fc.pre(isDescribed(request));
      expect(GenerateAvatars.parse(request)).toEqual(request);
    }),
  );
});

test("a request becomes a draft that makes the same request again", () => {
  fc.assert(
    fc.property(anyDraft, fc.constantFrom(...models), (draft, drawnBy) => {
      const request = toRequest(draft, drawnBy, true);
      expect(toRequest(toDraft(request), drawnBy, true)).toEqual(request);
    }),
  );
});

test("empty fields are not sent", () => {
  const request = toRequest(described, flux);
  expect(request).toMatchObject({
    seed: 7,
    persona: { name: "Amal", age: 34, personality: ["calm", "curious"] },
    attributes: { hairColor: "auburn", accessories: ["glasses", "earrings"] },
  });
  expect(request.attributes).not.toHaveProperty("clothing");
  expect(Object.keys(toRequest({ ...emptyDraft, prompt: "x" }, flux)).sort()).toEqual(
    ["count", "height", "model", "prompt", "width"].sort(),
  );
});

test("only what the model takes is sent", () => {
  const full = { ...described, negativePrompt: "hats", resolution: 2048, background: "transparent" as const };
  const drawn = toRequest(full, illustrated);
  expect(drawn).toMatchObject({ style: "micah", width: 2048, background: "transparent" });
  for (const field of ["steps", "guidance", "negativePrompt"]) expect(drawn).not.toHaveProperty(field);
  const told = toRequest(full, flux);
  expect(told).toMatchObject({ style: "watercolour", steps: 20, guidance: 2.5, width: 1440, negativePrompt: "hats" });
  expect(told).not.toHaveProperty("background");
  expect(toRequest({ ...full, background: "#ffffff" }, flux)).toMatchObject({ background: "#ffffff" });
});

test("reference pictures go only where they are followed, with the consent that was given for this request", () => {
  const draft = { ...described, referenceAssetIds: ["a", "b", "c"] };
  expect(toRequest(draft, kontext, true)).not.toHaveProperty("referenceAssetIds");
  const following = { ...draft, startFrom: "references" as const };
  expect(toRequest(following, flux, true)).not.toHaveProperty("hasConsent");
  expect(toRequest(following, kontext, true)).toMatchObject({ referenceAssetIds: ["a", "b", "c"], hasConsent: true });
  expect(toRequest(following, kontext)).toMatchObject({ hasConsent: false });
  expect(toRequest(following, { ...kontext, maxReferences: 2 })).toMatchObject({ referenceAssetIds: ["a", "b"] });
  expect(toPresetRecipe(following, kontext)).not.toHaveProperty("referenceAssetIds");
});
