import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import { createSaver } from "./saver";
import { createManualTimer } from "./timer.fixture";

function setUp() {
  const { timer, pass } = createManualTimer();
  const sent: { value: number; answer: () => void; refuse: (error: AppError) => void }[] = [];
  const told: AppError[] = [];
  const saver = createSaver<number>({
    send: (value) => new Promise<void>((answer, refuse) => sent.push({ value, answer, refuse })),
    tell: (error) => told.push(error),
    timer,
  });
  return { pass, sent, told, saver, values: () => sent.map(({ value }) => value) };
}

test("changes that follow each other are saved once, as the last one", async () => {
  const { saver, pass, values } = setUp();
  saver.save(1);
  await pass(400);
  saver.save(2);
  await pass(400);
  expect(values()).toEqual([]);
  await pass(200);
  expect(values()).toEqual([2]);
});

test("a change is never overtaken by an earlier one", async () => {
  const { saver, pass, sent, values } = setUp();
  saver.save(1);
  await pass(600);
  saver.save(2);
  await pass(600);
  expect(values()).toEqual([1]);
  sent[0]?.answer();
  await pass(1);
  expect(values()).toEqual([1, 2]);
});

test("before leaving, what waits is sent, and it is known when it has arrived", async () => {
  const { saver, pass, sent, values } = setUp();
  let isDone = false;
  saver.save(1);
  expect(saver.isPending()).toBe(true);
  void saver.flush().then(() => {
    isDone = true;
  });
  await pass(0);
  expect(values()).toEqual([1]);
  expect(isDone).toBe(false);
  sent[0]?.answer();
  await pass(0);
  expect(isDone).toBe(true);
  expect(saver.isPending()).toBe(false);
});

const offline = new AppError({ code: "OFFLINE", status: 0, message: "No net." });

test("what could not be saved is said, and hinders nothing", async () => {
  const { saver, pass, sent, told, values } = setUp();
  saver.save(1);
  await pass(600);
  sent[0]?.refuse(offline);
  await pass(1);
  expect(told).toEqual([offline]);
  saver.save(2);
  await pass(600);
  expect(values()).toEqual([1, 2]);
});

test("what got no answer counts as unsaved and is sent until it is saved, and that is said once", async () => {
  const { saver, pass, sent, told, values } = setUp();
  saver.save(1);
  const flushed = saver.flush();
  await pass(0);
  sent[0]?.refuse(offline);
  expect(await flushed).toBe(false);
  expect(saver.isPending()).toBe(true);
  await pass(3_000);
  sent[1]?.refuse(offline);
  await pass(6_000);
  sent[2]?.answer();
  await pass(10_000);
  expect(values()).toEqual([1, 1, 1]);
  expect(told).toEqual([offline]);
  expect(saver.isPending()).toBe(false);
  expect(await saver.flush()).toBe(true);
});

test("what the server refused is not sent again", async () => {
  const { saver, pass, sent, values } = setUp();
  saver.save(1);
  await pass(600);
  sent[0]?.refuse(new AppError({ code: "TRACE_NOT_FOUND", status: 404, message: "Gone." }));
  await pass(10_000);
  expect(values()).toEqual([1]);
  expect(saver.isPending()).toBe(false);
});
