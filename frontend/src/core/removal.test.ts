import { beforeEach, expect, test } from "bun:test";
import type { AppError } from "@lumiku/app-sdk";
import { createRemovals, type Removable } from "./removal";

let log: string[];
let offers: { words: string; undo: () => void; isWithdrawn: boolean }[];
let removals: ReturnType<typeof createRemovals>;

beforeEach(() => {
  log = [];
  offers = [];
  removals = createRemovals({
    offerUndo(words, undo) {
      const offer = { words, undo, isWithdrawn: false };
      offers.push(offer);
      return () => {
        offer.isWithdrawn = true;
      };
    },
    tell: (error: AppError) => log.push(`told: ${error.message}`),
  });
});

const removable = (name: string, changes: Partial<Removable> = {}): Removable => ({
  words: `${name} removed`,
  hide: () => log.push(`${name} hidden`),
  show: () => log.push(`${name} shown`),
  remove: async () => void log.push(`${name} removed`),
  restore: async () => void log.push(`${name} restored`),
  ...changes,
});
const settle = () => new Promise((resolve) => setTimeout(resolve));
const refuse = (words: string) => () => Promise.reject(new Error(words));

test("what is removed leaves the screen and the server at once, and the way back is offered", async () => {
  await removals.remove(removable("a"));
  expect(log).toEqual(["a hidden", "a removed"]);
  expect(offers.map(({ words }) => words)).toEqual(["a removed"]);
});

test("undoing shows it at once and restores it when the server has removed it, once", async () => {
  let answer = () => {};
  const sent = new Promise<void>((resolve) => {
    answer = resolve;
  });
  void removals.remove(removable("a", { remove: () => sent }));
  offers[0]?.undo();
  offers[0]?.undo();
  expect(log).toEqual(["a hidden", "a shown"]);
  answer();
  await settle();
  expect(log).toEqual(["a hidden", "a shown", "a restored"]);
  expect(offers[0]?.isWithdrawn).toBe(true);
});

test("what the server does not remove comes back with the reason, and there is nothing to undo", async () => {
  await removals.remove(removable("a", { remove: refuse("Stop it first.") }));
  expect(log).toEqual(["a hidden", "a shown", "told: Stop it first."]);
  expect(offers[0]?.isWithdrawn).toBe(true);
  expect(removals.undoLast()).toBe(false);
});

test("what the server does not restore goes again, with the reason", async () => {
  await removals.remove(removable("a", { restore: refuse("No room.") }));
  removals.undoLast();
  await settle();
  expect(log).toEqual(["a hidden", "a removed", "a shown", "a hidden", "told: No room."]);
});

test("several removals are undone one by one, the last one first", async () => {
  await removals.remove(removable("a"));
  await removals.remove(removable("b"));
  log = [];
  expect([removals.undoLast(), removals.undoLast(), removals.undoLast()]).toEqual([true, true, false]);
  await settle();
  expect(log.filter((line) => line.endsWith("restored"))).toEqual(["b restored", "a restored"]);
});
