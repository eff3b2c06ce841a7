import { expect, test } from "bun:test";
import { pinnedFirst, togglePin } from "./pins";

const apps = ["avatars", "poses", "vectors", "upscaler"].map((id) => ({ id }));
const order = (pinned: string[]) => pinnedFirst(apps, pinned).map(({ id }) => id);

test("pinned apps come first, in the order they were pinned, and the others stay as they are", () => {
  expect(order([])).toEqual(["avatars", "poses", "vectors", "upscaler"]);
  expect(order(["upscaler", "poses"])).toEqual(["upscaler", "poses", "avatars", "vectors"]);
});

test("a pin of an app that is no longer here changes nothing", () => {
  expect(order(["gone", "vectors"])).toEqual(["vectors", "avatars", "poses", "upscaler"]);
});

test("pinning twice is not pinned", () => {
  const once = togglePin(["poses"], "vectors");
  expect(once).toEqual(["poses", "vectors"]);
  expect(togglePin(once, "vectors")).toEqual(["poses"]);
});
