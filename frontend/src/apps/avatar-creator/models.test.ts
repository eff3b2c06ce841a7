import { expect, test } from "bun:test";
import { emptyDraft } from "./draft";
import { closed, illustrated, kontext, model } from "./model.fixture";
import { chooseModel, choosingModel } from "./models";

const flux = model();
const describing = { startFrom: "describe", model: "" } as const;

test("without a choice it is the first model that is open; a choice is kept, even when it is closed", () => {
  const models = [{ ...flux, ...closed }, illustrated];
  expect(chooseModel(models, describing)?.key).toBe("illustrated");
  expect(chooseModel(models, { ...describing, model: "gone" })?.key).toBe("illustrated");
  expect(chooseModel(models, { ...describing, model: "flux-dev" })?.key).toBe("flux-dev");
  expect(chooseModel([{ ...flux, ...closed }], describing)?.key).toBe("flux-dev");
});

test("who begins with photos gets a model that follows them, a closed one with its reason where none is open", () => {
  const following = { startFrom: "references", model: "illustrated" } as const;
  expect(chooseModel([illustrated, kontext], following)?.key).toBe("flux-kontext");
  expect(chooseModel([illustrated, { ...kontext, ...closed }], following)?.closed?.code).toBe("MODEL_LOCKED");
  expect(chooseModel([illustrated], following)).toBeUndefined();
  expect(chooseModel([kontext, illustrated], { ...describing, model: "flux-kontext" })?.key).toBe("illustrated");
});

test("choosing a model leads to where it can begin, and takes no steps of another along", () => {
  expect(choosingModel(kontext, emptyDraft).startFrom).toBe("references");
  expect(choosingModel(flux, { ...emptyDraft, startFrom: "references" }).startFrom).toBe("describe");
  expect(choosingModel(flux, { ...emptyDraft, steps: 3, guidance: 2 })).toMatchObject({ steps: null, guidance: null });
});
