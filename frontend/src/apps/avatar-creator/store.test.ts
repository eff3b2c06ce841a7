import { expect, test } from "bun:test";
import { emptyDraft } from "./draft";
import { upgradeDrafts } from "./store";

test("what was typed into an earlier version is still there", () => {
  const stored = {
    byProject: {
      p1: {
        ...{ prompt: "A man with a beard", name: "Kofi", side: 2048, count: 2, seed: "7" },
        attributes: { gender: "man", accessories: "glasses, , scarf" },
      },
    },
  };
  expect(upgradeDrafts(stored, 2)).toEqual({
    p1: {
      ...emptyDraft,
      ...{ prompt: "A man with a beard", name: "Kofi", resolution: 2048, count: 2, seed: "7" },
      ...{ attributes: { gender: "man" }, accessories: ["glasses", "scarf"] },
    },
  });
});

test("a draft that lacks what was added since is completed, and nothing stored is nothing", () => {
  expect(upgradeDrafts({ byProject: { p1: { prompt: "x" } } }, 3).p1).toEqual({ ...emptyDraft, prompt: "x" });
  expect(upgradeDrafts(undefined, 3)).toEqual({});
});
