import { expect, test } from "bun:test";
import { Asset, defineContract } from "@lumiku/app-sdk";
import { deliverWork, onAppEvent, onReset, onWorkMoved } from "./app-events";
import { handlePlatformEvent } from "./event-stream";

const poses = defineContract({
  ...{ id: "poses", name: "Poses", summary: "Poses", icon: "user", color: "sky", order: 1 },
  ...{ access: { minTier: "free" }, features: {}, actions: {}, models: {}, routes: {}, errors: {} },
  events: { "pose.created": Asset.pick({ id: true }), "pose.removed": Asset.pick({ id: true }) },
});

test("an event reaches those who listen for it, and nobody else", () => {
  const created: string[] = [];
  const removed: string[] = [];
  const stops = [
    onAppEvent(poses, "pose.created", ({ id }) => created.push(id)),
    onAppEvent(poses, "pose.removed", ({ id }) => removed.push(id)),
  ];
  handlePlatformEvent("poses/pose.created", { id: "p1" });
  handlePlatformEvent("vectors/pose.created", { id: "p2" });
  handlePlatformEvent("pose.created", { id: "p3" });
  for (const stop of stops) stop();
  handlePlatformEvent("poses/pose.created", { id: "p4" });
  expect(created).toEqual(["p1"]);
  expect(removed).toEqual([]);
});

test("an event of a shape the contract does not know reaches nobody", () => {
  const created: string[] = [];
  const stop = onAppEvent(poses, "pose.created", ({ id }) => created.push(id));
  handlePlatformEvent("poses/pose.created", { name: "Standing" });
  stop();
  expect(created).toEqual([]);
});

test("two pages hear the same event, and one that leaves takes nothing from the other", () => {
  const heard: string[] = [];
  const leave = onAppEvent(poses, "pose.created", () => heard.push("first"));
  const stop = onAppEvent(poses, "pose.created", () => heard.push("second"));
  leave();
  handlePlatformEvent("poses/pose.created", { id: "p1" });
  stop();
  expect(heard).toEqual(["second"]);
});

test("a reset is told to whoever shows something, until they leave", () => {
  let resets = 0;
  const stop = onReset(() => resets++);
  handlePlatformEvent("reset", {});
  stop();
  handlePlatformEvent("reset", {});
  expect(resets).toBe(1);
});

test("work that goes and comes back is told of once each; work that was never gone is not", () => {
  const told: string[] = [];
  const stop = onWorkMoved((move, id) => told.push(`${id} ${move}`));
  for (const [id, isThere] of [
    ["w1", true],
    ["w1", false],
    ["w1", false],
    ["w1", true],
    ["w1", true],
  ] as const)
    deliverWork(id, isThere);
  stop();
  deliverWork("w1", false);
  expect(told).toEqual(["w1 removed", "w1 restored"]);
});
