import { expect, test } from "bun:test";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { generation } from "../../core/generation.fixture";
import { mergeHistory } from "./use-work";

const avatar = (changes: Partial<Avatar>) =>
  ({ id: "a1", generationId: null, createdAt: "2026-01-02T00:00:00.000Z", ...changes }) as Avatar;

test("uploads and avatars of work from before stand between the work, newest first, and none stands there twice", () => {
  const made = mergeHistory(
    [generation({ id: "g1" }), generation({ id: "g2", createdAt: "2026-01-03T00:00:00.000Z" })],
    [
      avatar({ id: "of g2", generationId: "g2", createdAt: "2026-01-03T00:00:05.000Z" }),
      avatar({ id: "upload" }),
      avatar({ id: "old", generationId: "g0", createdAt: "2025-12-01T00:00:00.000Z" }),
    ],
  );
  expect(made.map(({ id }) => id)).toEqual(["g2", "upload", "g1", "old"]);
});
