import { beforeEach, expect, test } from "bun:test";
import { handlePlatformEvent } from "./event-stream";
import { generation } from "./generation.fixture";
import { useGenerations } from "./generations";

const current = () => useGenerations.getState().byId.g1;

beforeEach(() => useGenerations.getState().clear());

test("a snapshot that comes late never replaces a newer one, from the stream or from a fetch", () => {
  handlePlatformEvent("generation.updated", generation({ version: 5, status: "completed", progress: 100 }));
  handlePlatformEvent("generation.updated", generation({ version: 4, progress: 80 }));
  useGenerations.getState().upsert(generation({ version: 3 }));
  expect(current()).toMatchObject({ version: 5, status: "completed" });
});

test("a snapshot of the same version is taken: places in the queue move without a new one", () => {
  useGenerations.getState().upsert(generation({ version: 2, status: "pending", queuePosition: 3 }));
  handlePlatformEvent("generation.updated", generation({ version: 2, status: "pending", queuePosition: 2 }));
  expect(current()?.queuePosition).toBe(2);
  handlePlatformEvent("generation.updated", generation({ version: 1, status: "pending", queuePosition: 1 }));
  expect(current()?.queuePosition).toBe(2);
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
