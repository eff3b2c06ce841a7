import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { builtinPresets } from "@lumiku/contracts/vectorizer-settings";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { codeOf, joinVectorizer, type Member } from "../vectorizer.fixture";

setDefaultTimeout(30_000);

let platform: TestPlatform;
let ada: Member;
let eve: Member;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false });
  [ada, eve] = await Promise.all([joinVectorizer(platform, "Ada"), joinVectorizer(platform, "Eve")]);
});
afterAll(() => platform.close());

const { settings } = builtinPresets.logo;
const keep = (person: Member, name: string) => person.api.createPreset({ body: { name, settings } });

test("settings are kept as a preset, changed and removed, and found by nobody else", async () => {
  const first = await keep(ada, "Two inks");
  const second = await ada.api.createPreset({ body: { name: " Fine ", settings: { pathPrecision: 4 } } });
  expect(second).toMatchObject({ name: "Fine", settings: { pathPrecision: 4, mode: "fitted" } });
  expect((await ada.api.listPresets()).items).toEqual([second, first]);
  const params = { presetId: first.id };
  expect(await ada.api.updatePreset({ params, body: { name: "Three inks" } })).toEqual({
    ...first,
    name: "Three inks",
  });

  expect((await eve.api.listPresets()).items).toEqual([]);
  expect(await codeOf(eve.api.updatePreset({ params, body: { name: "Mine" } }))).toBe("PRESET_NOT_FOUND");
  expect(await codeOf(eve.api.removePreset({ params }))).toBe("PRESET_NOT_FOUND");
  await ada.api.removePreset({ params });
  expect(await codeOf(ada.api.removePreset({ params }))).toBe("PRESET_NOT_FOUND");
  expect(await codeOf(ada.api.updatePreset({ params, body: {} }))).toBe("PRESET_NOT_FOUND");
  expect((await ada.api.listPresets()).items).toEqual([second]);
});

test("a burst of a hundred and twenty keeps a hundred, and room that is made is room again", async () => {
  const answers = await Promise.all(Array.from({ length: 120 }, (_, index) => codeOf(keep(eve, `Preset ${index}`))));
  expect(answers.filter((answer) => answer === "no error")).toHaveLength(100);
  expect(answers.filter((answer) => answer === "PRESETS_FULL")).toHaveLength(20);
  const [preset] = (await eve.api.listPresets()).items;
  await eve.api.removePreset({ params: { presetId: preset?.id ?? "" } });
  const again = await Promise.all([1, 2, 3].map((index) => codeOf(keep(eve, `Late ${index}`))));
  expect(again.toSorted()).toEqual(["PRESETS_FULL", "PRESETS_FULL", "no error"]);
  expect((await eve.api.listPresets()).items).toHaveLength(100);
});
