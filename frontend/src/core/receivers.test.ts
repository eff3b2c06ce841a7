import { expect, test } from "bun:test";
import type { AppManifest } from "@lumiku/contracts/apps";
import { listReceivers } from "./receivers";

const app = (changes: Partial<AppManifest>): AppManifest => ({
  ...{ id: "poses", name: "Poses", summary: "", icon: "", color: "", order: 1, events: [] },
  features: { beta: false, comingSoon: false },
  receives: { label: "Find the pose", path: "new" },
  access: { minTier: "free", isOpen: true, reason: null },
  ...changes,
});
const closed = { minTier: "pro", isOpen: false, reason: "Needs the Pro plan." } as const;

test("a picture can be sent to apps that take pictures, and not to where it is", () => {
  const apps = [
    app({}),
    app({ id: "notes", receives: null }),
    app({ id: "avatars", receives: { label: "Use", path: "" } }),
  ];
  expect(listReceivers(apps, "a 1").map(({ to }) => to)).toEqual([
    "/apps/poses/new?asset=a%201",
    "/apps/avatars?asset=a%201",
  ]);
  expect(listReceivers(apps, "a1", "poses").map(({ id }) => id)).toEqual(["avatars"]);
});

test("closed apps come last and say why", () => {
  const receivers = listReceivers([app({ id: "vectors", access: closed }), app({})], "a1");
  expect(receivers.map(({ id, reason }) => [id, reason])).toEqual([
    ["poses", null],
    ["vectors", "Needs the Pro plan."],
  ]);
});
