import { expect, test } from "bun:test";
import { createKeyReader, type KeyPress } from "./keyboard";

function createKeyboard({ isElsewhere = false, hasLetterKeys = true } = {}) {
  const done: string[] = [];
  let time = 0;
  const read = createKeyReader({
    actions: {
      "mod+k": () => done.push("palette"),
      "?": () => done.push("help"),
      s: () => done.push("sidebar"),
      "g d": () => done.push("dashboard"),
      "g s": () => done.push("settings"),
    },
    isElsewhere: () => isElsewhere,
    hasLetterKeys: () => hasLetterKeys,
    now: () => time,
  });
  const press = (key: string, changes: Partial<KeyPress> = {}) => {
    let isTaken = false;
    read({
      ...{ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, defaultPrevented: false },
      preventDefault: () => {
        isTaken = true;
      },
      ...changes,
    });
    return isTaken;
  };
  return { done, press, wait: (ms: number) => (time += ms) };
}

test("a key alone, with Ctrl or with ⌘ does what it stands for, and takes the press", () => {
  const { done, press } = createKeyboard();
  expect([press("?"), press("k", { ctrlKey: true }), press("K", { metaKey: true }), press("x")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(done).toEqual(["help", "palette", "palette"]);
});

test("two keys one after the other are one, and the second does not also mean what it means alone", () => {
  const { done, press } = createKeyboard();
  press("g");
  press("d");
  press("g");
  press("s");
  press("s");
  expect(done).toEqual(["dashboard", "settings", "sidebar"]);
});

test("a beginning is forgotten after a while, and by any other key", () => {
  const { done, press, wait } = createKeyboard();
  press("g");
  wait(1_500);
  press("d");
  press("g");
  press("x");
  press("d");
  expect(done).toEqual([]);
});

test("while somebody types, only what is pressed with Ctrl or ⌘ counts", () => {
  const { done, press } = createKeyboard({ isElsewhere: true });
  press("?");
  press("g");
  press("d");
  press("k", { ctrlKey: true });
  expect(done).toEqual(["palette"]);
});

test("whoever has switched letters off keeps what is pressed with Ctrl or ⌘", () => {
  const { done, press } = createKeyboard({ hasLetterKeys: false });
  press("s");
  press("k", { metaKey: true });
  expect(done).toEqual(["palette"]);
});

test("keys that belong to a composition, to Alt or to somebody else mean nothing", () => {
  const { done, press } = createKeyboard();
  press("s", { isComposing: true });
  press("s", { altKey: true });
  press("s", { defaultPrevented: true });
  press("s", { ctrlKey: true });
  expect(done).toEqual([]);
});
