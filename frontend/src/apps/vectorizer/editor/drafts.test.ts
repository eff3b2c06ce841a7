import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import { type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { Draft } from "@lumiku/contracts/vectorizer-traces";
import { createDrafts, type DraftState } from "./drafts";
import { createManualTimer } from "./timer.fixture";

const recipeOf = (filterSpeckle: number): TraceRecipe => ({
  model: "vtracer",
  settings: TraceSettings.parse({ filterSpeckle }),
});
const draftOf = (svg: string) => ({ svg }) as Draft;

interface Asked {
  recipe: TraceRecipe;
  signal: AbortSignal;
  answer: (draft: Draft) => void;
  refuse: (error: AppError) => void;
}

function setUp() {
  const asked: Asked[] = [];
  const clock = createManualTimer();
  let state: DraftState | undefined;
  const drafts = createDrafts({
    send: (recipe, signal) => new Promise((answer, refuse) => asked.push({ recipe, signal, answer, refuse })),
    show: (next) => {
      state = next;
    },
    timer: clock.timer,
  });
  return { ...clock, drafts, asked, state: () => state };
}

test("a slider that is dragged asks once, for where it rests", async () => {
  const { drafts, asked, pass } = setUp();
  for (const value of [1, 2, 3]) {
    drafts.request(recipeOf(value));
    await pass(100);
  }
  await pass(100);
  expect(asked.map(({ recipe }) => recipe)).toEqual([recipeOf(3)]);
});

test("an older request is given up, and its answer is not shown", async () => {
  const { drafts, asked, pass, state } = setUp();
  drafts.request(recipeOf(1), 0);
  await pass(1);
  drafts.request(recipeOf(2), 0);
  await pass(1);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  asked[1]?.answer(draftOf("second"));
  asked[0]?.answer(draftOf("first"));
  await pass(1);
  expect(state()).toEqual({ draft: draftOf("second"), isDrawing: false, error: undefined });
});

test("the picture stays until the next is there, and when that cannot be had", async () => {
  const { drafts, asked, pass, state } = setUp();
  drafts.request(recipeOf(1), 0);
  await pass(1);
  asked[0]?.answer(draftOf("first"));
  await pass(1);
  drafts.request(recipeOf(2), 0);
  await pass(1);
  expect(state()).toMatchObject({ draft: draftOf("first"), isDrawing: true });
  const error = new AppError({ code: "NOTHING_TO_TRACE", status: 422, message: "Nothing there." });
  asked[1]?.refuse(error);
  await pass(1);
  expect(state()).toEqual({ draft: draftOf("first"), isDrawing: false, error });
});

test("what was drawn before is there at once, and a failure before it is forgotten", async () => {
  const { drafts, asked, pass, state } = setUp();
  drafts.request(recipeOf(1), 0);
  await pass(1);
  asked[0]?.answer(draftOf("first"));
  await pass(1);
  drafts.request(recipeOf(2), 0);
  drafts.request(recipeOf(1));
  expect(state()).toEqual({ draft: draftOf("first"), isDrawing: false, error: undefined });
  await pass(1_000);
  expect(asked).toHaveLength(1);
});

test("when the server asks for patience it is asked again after that, unless something else is wanted", async () => {
  const { drafts, asked, pass, state } = setUp();
  const busy = new AppError({ code: "RATE_LIMITED", status: 429, message: "Slowly.", retryAfterMs: 2_000 });
  drafts.request(recipeOf(1), 0);
  await pass(1);
  asked[0]?.refuse(busy);
  await pass(1_900);
  expect(asked).toHaveLength(1);
  expect(state()?.isDrawing).toBe(true);
  await pass(200);
  expect(asked).toHaveLength(2);
  asked[1]?.refuse(busy);
  await pass(1);
  drafts.stop();
  await pass(5_000);
  expect(asked).toHaveLength(2);
  expect(state()?.isDrawing).toBe(false);
});

test("a draft that another tab's has taken the place of is asked for again", async () => {
  const { drafts, asked, pass, state } = setUp();
  drafts.request(recipeOf(1), 0);
  await pass(1);
  asked[0]?.refuse(new AppError({ code: "CONFLICT", status: 409, message: "A newer one was asked for." }));
  await pass(1_100);
  expect(asked).toHaveLength(2);
  expect(state()?.error).toBeUndefined();
});

test("two tabs do not overtake each other for ever: each time it happens the wait is longer", async () => {
  const { drafts, asked, pass } = setUp();
  const overtaken = new AppError({ code: "CONFLICT", status: 409, message: "A newer one was asked for." });
  drafts.request(recipeOf(1), 0);
  await pass(1);
  asked[0]?.refuse(overtaken);
  await pass(1_000);
  expect(asked).toHaveLength(2);
  asked[1]?.refuse(overtaken);
  await pass(1_900);
  expect(asked).toHaveLength(2);
  await pass(200);
  expect(asked).toHaveLength(3);
});
