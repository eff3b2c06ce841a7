import { expect, test } from "bun:test";
import { drawSvg } from "./illustrated";
import { readIllustration } from "./reading";

test("a reading says in words what will be drawn and what not", () => {
  const reading = readIllustration({
    prompt: "A doctor",
    style: "lorelei",
    persona: { age: 70 },
    attributes: {
      ...{ gender: "woman", hairStyle: "long wavy", hairColor: "auburn", eyeColor: "green", headwear: "straw hat" },
      ...{ accessories: ["round glasses", "freckles"], ethnicity: "Irish", expression: "smiling" },
    },
  });
  expect(reading).toEqual({
    style: "lorelei",
    title: "Lorelei",
    shown: [
      ...["woman", "round glasses", "freckles", "long wavy hair", "auburn hair", "Irish looks", "green eyes", "senior"],
      "smiling expression",
    ],
    notes: ["Lorelei draws no straw hat."],
  });
});

test("a reading promises what the model then draws", () => {
  const recipe = { prompt: "An old man with a white beard in a navy suit", attributes: { headwear: "orange turban" } };
  const reading = readIllustration(recipe);
  for (let seed = 0; seed < 10; seed++) {
    const { style, shown, notes } = drawSvg({ ...recipe, seed, width: 512, height: 512 });
    expect({ style, shown, notes }).toEqual({ style: reading.style, shown: reading.shown, notes: reading.notes });
  }
});

test("a reading takes under 20 ms, even when it has to choose the style", () => {
  const request = {
    prompt: "A woman with long red hair, a green hijab, freckles and a blue coat ".repeat(20).slice(0, 2000),
  };
  readIllustration(request);
  const before = performance.now();
  for (let index = 0; index < 10; index++) readIllustration(request);
  expect((performance.now() - before) / 10).toBeLessThan(20);
});
