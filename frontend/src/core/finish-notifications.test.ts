import { expect, test } from "bun:test";
import { findEnded } from "./finish-notifications";
import { generation } from "./generation.fixture";

const store = (...all: ReturnType<typeof generation>[]) => Object.fromEntries(all.map((item) => [item.id, item]));

test("only what was seen running and has ended by itself is worth a notification", () => {
  const before = store(
    generation({ id: "done", status: "processing" }),
    generation({ id: "failed", status: "pending" }),
    generation({ id: "stopped", status: "processing" }),
    generation({ id: "still", status: "processing" }),
    generation({ id: "old", status: "completed" }),
  );
  const after = store(
    generation({ id: "done", status: "completed" }),
    generation({ id: "failed", status: "failed" }),
    generation({ id: "stopped", status: "cancelled" }),
    generation({ id: "still", status: "processing" }),
    generation({ id: "old", status: "completed" }),
    generation({ id: "fetched", status: "completed" }),
  );
  expect(findEnded(before, after).map(({ id }) => id)).toEqual(["done", "failed"]);
});
