import { expect, test } from "bun:test";
import { describeParts } from "@lumiku/contracts/avatar-creator-prompt";
import { described } from "./draft.fixture";
import { toPresetRecipe } from "./draft-request";
import { model } from "./model.fixture";
import { promptText } from "./prompt-text";

const flux = model();

test("the preview shows every part of what the model is told, in its order", () => {
  const recipe = toPresetRecipe({ ...described, background: "#cfe4fb" }, flux);
  const text = promptText(recipe, flux);
  const places = describeParts(recipe).map((part) => text.indexOf(part.text));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const fact of ["A woman with glasses", "Amal", "34", "auburn", "glasses", "earrings", "calm", "watercolour"])
    expect(text).toContain(fact);
});

test("what to leave out is told apart where the model has a place for it, else in the prompt itself", () => {
  const draft = { ...described, negativePrompt: "hats" };
  expect(promptText(toPresetRecipe(draft, flux), flux)).not.toContain("hats");
  const wordsOnly = model({ has: ["text-to-image"] });
  expect(promptText(toPresetRecipe(draft, wordsOnly), wordsOnly)).toContain("hats");
});
