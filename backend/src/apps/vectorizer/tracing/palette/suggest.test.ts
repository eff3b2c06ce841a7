import { expect, test } from "bun:test";
import { draw, photograph } from "../drawn.fixture";
import { suggestPalettes } from "./suggest";

test("a picture of four colours has palettes of two, three and four, the last of them exactly its own", async () => {
  const raster = await draw(
    '<rect width="128" height="128" fill="#fff"/><circle cx="50" cy="50" r="35" fill="#c00"/><circle cx="100" cy="100" r="25" fill="#00c"/><circle cx="30" cy="100" r="12" fill="#0c0"/>',
    128,
  );
  const palettes = suggestPalettes(raster);
  expect(palettes.map(({ colors }) => colors.length)).toEqual([2, 3, 4]);
  expect(palettes.at(-1)?.colors.map(({ color }) => color)).toEqual(["#ffffff", "#cc0000", "#0000cc", "#00cc00"]);
  expect(palettes.at(-1)?.colors[0]?.share).toBeGreaterThan(0.5);
});

test("more colours come nearer, shares add up, and the same picture gets the same", () => {
  const raster = photograph(160, 120);
  const palettes = suggestPalettes(raster);
  expect(palettes.map(({ colors }) => colors.length)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const { colors } of palettes) {
    expect(colors.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(colors).toEqual(colors.toSorted((one, other) => other.share - one.share));
  }
  expect(palettes.at(-1)?.deltaE).toBeLessThan((palettes[0]?.deltaE ?? 0) / 2);
  expect(suggestPalettes(raster)).toEqual(palettes);
});

test("a picture of one colour has one palette, one of nothing none", async () => {
  expect(suggestPalettes(await draw('<rect width="20" height="20" fill="#abc"/>', 20))).toEqual([
    { colors: [{ color: "#aabbcc", share: 1 }], deltaE: 0 },
  ]);
  expect(suggestPalettes(await draw("", 20))).toEqual([]);
});
