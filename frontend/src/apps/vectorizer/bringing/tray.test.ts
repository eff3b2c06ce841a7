import { describe, expect, test } from "bun:test";
import { document } from "../document.fixture";
import {
  addToTray,
  changeArrival,
  emptyTray,
  leaveOut,
  refusedFirst,
  roomIn,
  stateOfTray,
  type TrayItem,
} from "./tray";

const item = (id: string, changes: Partial<TrayItem> = {}): TrayItem => ({
  id,
  name: `${id}.png`,
  previewUrl: null,
  arrival: { kind: "waiting" },
  ...changes,
});
const refused = { kind: "refused", reason: "The file is empty.", canRetry: false } as const;

describe("what is brought", () => {
  test("one picture is no batch, a second makes it one, and it stays one", () => {
    const one = addToTray(emptyTray, [item("a")]);
    expect(one.isBatch).toBe(false);
    const two = addToTray(one, [item("b")]);
    expect(two.isBatch).toBe(true);
    expect(leaveOut(two, "b").isBatch).toBe(true);
    expect(leaveOut(leaveOut(two, "b"), "a")).toEqual(emptyTray);
  });

  test("another try takes the place of the one that was refused", () => {
    const failed = changeArrival(addToTray(emptyTray, [item("a")]), "a", refused);
    const again = addToTray(failed, [item("b")]);
    expect(again).toEqual({ items: [item("b")], isBatch: false });
  });

  test("a batch keeps saying what was refused", () => {
    const batch = addToTray(emptyTray, [item("a"), item("b", { arrival: refused })]);
    expect(addToTray(batch, [item("c")]).items.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  test("what was refused is seen first, and the others stay in their order", () => {
    const tray = addToTray(emptyTray, [item("a"), item("b"), item("c", { arrival: refused })]);
    expect(refusedFirst(tray).map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });

  test("a document that is there is not taken in twice", () => {
    const ready = item("a", { arrival: { kind: "ready", document: document({ id: "d1" }) } });
    const again = item("z", { arrival: { kind: "ready", document: document({ id: "d1" }) } });
    expect(addToTray(addToTray(emptyTray, [ready, item("b")]), [again]).items.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("news of a picture that was left out changes nothing", () => {
    const tray = addToTray(emptyTray, [item("a"), item("b")]);
    expect(changeArrival(leaveOut(tray, "a"), "a", { kind: "sending", sent: 0.5 })).toEqual(leaveOut(tray, "a"));
  });

  test("only what has come is traced, and what was refused takes no room", () => {
    const here = document({ id: "d1" });
    const tray = addToTray(emptyTray, [
      item("a", { arrival: { kind: "ready", document: here } }),
      item("b", { arrival: { kind: "sending", sent: 1 } }),
      item("c"),
      item("d", { arrival: refused }),
    ]);
    expect(stateOfTray(tray)).toEqual({ ready: [here], coming: 2, refused: 1 });
    expect(roomIn(tray, 50)).toBe(47);
    expect(roomIn(tray, 2)).toBe(0);
  });
});
