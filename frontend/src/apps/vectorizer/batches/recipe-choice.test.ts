import { expect, test } from "bun:test";
import { builtinPresets, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { findChoice, firstChoice, toRecipe } from "./recipe-choice";

const open = [
  { key: "vtracer", closed: null },
  { key: "vtracer-auto", closed: null },
];
const locked = [
  { key: "vtracer", closed: null },
  { key: "vtracer-auto", closed: { code: "MODEL_LOCKED", reason: "Needs the Basic plan" } },
];

test("a batch is traced automatically where the plan has it, and as a logo where it has not", () => {
  expect(findChoice(firstChoice, open, [])).toEqual(firstChoice);
  expect(findChoice(firstChoice, locked, [])).toEqual({ kind: "builtin", id: "logo" });
});

test("a preset of one's own is kept until it is removed", () => {
  const own = { kind: "own", id: "p1" } as const;
  expect(findChoice(own, open, [{ id: "p1" }])).toEqual(own);
  expect(findChoice(own, open, [{ id: "p2" }])).toEqual({ kind: "builtin", id: "logo" });
});

test("a choice becomes what the server is asked for", () => {
  const settings = TraceSettings.parse({ mode: "polygon" });
  const own = { id: "p1", name: "Mine", settings, createdAt: "2026-01-01T00:00:00.000Z" };
  expect(toRecipe({ kind: "auto", effort: "best" }, [])).toMatchObject({
    model: "vtracer-auto",
    auto: { effort: "best" },
  });
  expect(toRecipe({ kind: "builtin", id: "photo" }, [])).toEqual({
    model: "vtracer",
    settings: builtinPresets.photo.settings,
  });
  expect(toRecipe({ kind: "own", id: "p1" }, [own])).toEqual({ model: "vtracer", settings });
  expect(toRecipe({ kind: "own", id: "gone" }, [own])).toBeUndefined();
});
