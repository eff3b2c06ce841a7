import { expect, test } from "bun:test";
import { generation } from "../../core/generation.fixture";
import { byTurn, countWords, meanProgress, queueWords, turnWords } from "./queue-words";

test("what runs and what waits is counted apart", () => {
  const [running, waiting] = [generation({}), generation({ status: "pending" })];
  expect(countWords([running, running, waiting])).toBe("2 running, 1 waiting");
  expect(countWords([waiting])).toBe("1 waiting");
  expect(countWords([])).toBe("empty");
});

test("what runs stands before what waits, and what waits by its place", () => {
  const work = [
    generation({ id: "third", status: "pending", queuePosition: 3 }),
    generation({ id: "running", queuePosition: null }),
    generation({ id: "first", status: "pending", queuePosition: 1 }),
  ];
  expect(work.toSorted(byTurn).map(({ id }) => id)).toEqual(["running", "first", "third"]);
});

test("the whole is as far as its parts are on average", () => {
  expect(meanProgress([generation({ progress: 100 }), generation({ progress: 20 })])).toBe(60);
  expect(meanProgress([])).toBe(0);
});

test("everyone's work is told in one line, and an empty queue invites", () => {
  const state = { queueLength: 2, processingCount: 1, averageWaitSeconds: 4, estimatedProcessingSeconds: 30 };
  expect(queueWords(state)).toBe("Everyone here: 1 running, 2 waiting, done in about 30 s. Work waits 4 s on average.");
  expect(queueWords({ ...state, queueLength: 0, processingCount: 0, averageWaitSeconds: 0 })).toBe(
    "Nobody is waiting: what you start begins at once.",
  );
});

test("work that waits is told by its place, work that runs by its step, and the time where it is known", () => {
  expect(turnWords(generation({ status: "pending", queuePosition: 3, etaSeconds: 40 }))).toBe(
    "3rd in line, about 40 s",
  );
  expect(turnWords(generation({ status: "pending", step: "Waiting in queue" }))).toBe("Waiting in queue");
  expect(turnWords(generation({ etaSeconds: 12 }))).toBe("Generating image, about 12 s left");
  expect(turnWords(generation({}))).toBe("Generating image");
});
