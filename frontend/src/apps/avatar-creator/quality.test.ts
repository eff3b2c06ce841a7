import { expect, test } from "bun:test";
import { model } from "./model.fixture";
import { qualities, qualityOf, settingsOf } from "./quality";

const dev = model();
const schnell = model({ steps: { min: 1, max: 4, default: 4 } });

test("draft, standard and high take more steps and pixels each, within what the model has", () => {
  expect(qualities.map((quality) => settingsOf(quality, dev))).toEqual([
    { steps: 14, resolution: 768 },
    { steps: 28, resolution: 1024 },
    { steps: 42, resolution: 1440 },
  ]);
  expect(qualities.map((quality) => settingsOf(quality, schnell).steps)).toEqual([2, 4, 4]);
});

test("what was chosen is recognised again, with the model's own steps as standard; a mixture is one's own", () => {
  for (const quality of qualities) {
    for (const drawnBy of [dev, schnell]) expect(qualityOf(settingsOf(quality, drawnBy), drawnBy)).toBe(quality);
  }
  expect(qualityOf({ steps: null, resolution: 1024 }, dev)).toBe("standard");
  expect(qualityOf({ steps: 33, resolution: 1024 }, dev)).toBeNull();
  expect(qualityOf({ steps: 28, resolution: 1440 }, dev)).toBeNull();
});
