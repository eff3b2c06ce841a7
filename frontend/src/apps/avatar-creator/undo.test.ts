import { afterEach, expect, test } from "bun:test";
import { emptyDraft } from "./draft";
import { useDrafts } from "./store";
import { changeWithUndo, forgetUndo, undo, useUndo } from "./undo";

afterEach(() => {
  useDrafts.setState({ byProject: {} });
  forgetUndo();
});

test("what was typed comes back after a surprise, all of it", () => {
  const typed = { ...emptyDraft, prompt: "A man with a beard", accessories: ["scarf"], seed: "7" };
  useDrafts.getState().change("p1", typed);
  changeWithUndo("p1", { prompt: "A jazz musician", accessories: [], name: "Ama" }, "Meet Ama");
  expect(useDrafts.getState().byProject.p1).toMatchObject({ prompt: "A jazz musician", seed: "7" });
  const { last } = useUndo.getState();
  if (last) undo(last);
  expect(useDrafts.getState().byProject.p1).toEqual(typed);
  expect(useUndo.getState().last).toBeUndefined();
});
