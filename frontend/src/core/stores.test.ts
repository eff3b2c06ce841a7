import { beforeEach, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { handlePlatformEvent } from "./event-stream";
import { useGenerations } from "./generations";

const generation = (changes: Partial<Generation>): Generation => ({
  id: "g1",
  appId: "avatar-creator",
  action: "portrait",
  status: "processing",
  progress: 0,
  step: "Generating image",
  queuePosition: null,
  etaSeconds: null,
  model: "illustrated",
  provider: null,
  params: {},
  count: 1,
  seed: 1,
  outputs: [],
  cost: { unit: "credits", reserved: 1, charged: 0 },
  error: null,
  attempts: 1,
  parentId: null,
  fromCache: false,
  version: 1,
  createdAt: "2026-01-01T00:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  ...changes,
});
const current = () => useGenerations.getState().byId.g1;

beforeEach(() => useGenerations.getState().clear());

test("a snapshot that comes late never replaces a newer one, from the stream or from a fetch", () => {
  handlePlatformEvent("generation.updated", generation({ version: 5, status: "completed", progress: 100 }));
  handlePlatformEvent("generation.updated", generation({ version: 4, progress: 80 }));
  useGenerations.getState().upsert(generation({ version: 3 }));
  expect(current()).toMatchObject({ version: 5, status: "completed" });
});

test("an event of a shape this page does not know changes nothing", () => {
  handlePlatformEvent("generation.updated", { id: "g1", version: 9 });
  handlePlatformEvent("something.new", { id: "g1" });
  expect(current()).toBeUndefined();
});

test("work that was removed elsewhere disappears here", () => {
  useGenerations.getState().upsert(generation({}));
  handlePlatformEvent("generation.removed", { id: "g1" });
  expect(current()).toBeUndefined();
});
