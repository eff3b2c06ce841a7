import { expect, test } from "bun:test";
import fc from "fast-check";
import { illustrated, model } from "./model.fixture";
import { aspectOf, aspects, fitResolution, partsOf, resolutionsOf, sizeOf } from "./sizes";

const flux = model();
const gpt = model({ size: { min: 256, max: 1536, multipleOf: 8 } });

test("the resolutions offered are those the model draws, its largest among them", () => {
  expect(resolutionsOf(illustrated)).toEqual([512, 768, 1024, 1536, 2048]);
  expect(resolutionsOf(flux)).toEqual([512, 768, 1024, 1440]);
  expect(resolutionsOf(gpt)).toEqual([512, 768, 1024, 1536]);
  expect(resolutionsOf({ size: null })).toEqual([512, 768, 1024]);
});

test("a resolution the model has not becomes the next smaller", () => {
  expect([fitResolution(2048, flux), fitResolution(256, flux), fitResolution(1024, flux)]).toEqual([1440, 512, 1024]);
});

test("every shape at every resolution is within the model's limits and multiples, and close to the shape", () => {
  const limited = fc.constantFrom(illustrated, flux, gpt, model({ size: null }));
  const side = fc.constantFrom(256, 512, 768, 1024, 1440, 1536, 2048);
  fc.assert(
    fc.property(limited, side, fc.constantFrom(...aspects), (drawnBy, resolution, aspect) => {
      const { min, max, multipleOf } = drawnBy.size ?? { min: 256, max: 1024, multipleOf: 8 };
      const { width, height } = sizeOf(aspect, resolution, drawnBy);
      for (const length of [width, height]) {
        expect(length % multipleOf).toBe(0);
        expect(length).toBeWithin(min, max + 1);
      }
      expect(Math.max(width, height)).toBe(fitResolution(resolution, drawnBy));
      const [across, down] = partsOf(aspect);
      expect(Math.abs(width / height / (across / down) - 1)).toBeLessThan(0.07);
      expect(aspectOf({ width, height })).toBe(aspect);
    }),
  );
});

test("a size from elsewhere is shown as the shape it comes closest to", () => {
  expect(aspectOf({ width: 1000, height: 1010 })).toBe("1:1");
  expect(aspectOf({ width: 1920, height: 1080 })).toBe("16:9");
  expect(aspectOf({ width: 600, height: 900 })).toBe("2:3");
});
