import { expect, test } from "bun:test";
import { emptyDraft } from "./draft";
import { described } from "./draft.fixture";
import { findHindrance, leftAfter } from "./hindrance";
import { closed, kontext, model } from "./model.fixture";

const flux = model();
const price = { unit: "credits", total: 32, isAffordable: true } as const;
const following = { ...emptyDraft, startFrom: "references", referenceAssetIds: ["a"] } as const;

test("a described person can be drawn; nobody cannot, and is not told off for it", () => {
  expect(findHindrance(described, flux, price, false)).toBeUndefined();
  expect(findHindrance(emptyDraft, flux, price, false)).toEqual({ words: undefined });
  expect(findHindrance({ ...emptyDraft, attributes: { gender: "man" } }, flux, price, false)).toBeUndefined();
});

test("a closed model says why, with the refusal that leads on", () => {
  expect(findHindrance(described, { ...flux, ...closed }, price, false)).toEqual({
    words: closed.closed.reason,
    code: "MODEL_LOCKED",
  });
});

test("photos of people need their consent, which another set of photos does not have", () => {
  const draft = { ...following, referenceAssetIds: [...following.referenceAssetIds] };
  expect(findHindrance({ ...draft, referenceAssetIds: [] }, kontext, price, false)?.words).toMatch(/picture to follow/);
  expect(findHindrance(draft, kontext, price, false)?.words).toMatch(/agreed/);
  expect(findHindrance(draft, kontext, price, true)).toBeUndefined();
});

test("what cannot be paid says so in what it would be paid with", () => {
  const dear = { ...price, isAffordable: false };
  expect(findHindrance(described, flux, dear, false)?.code).toBe("INSUFFICIENT_CREDITS");
  expect(findHindrance(described, flux, { ...dear, unit: "quota" }, false)?.code).toBe("QUOTA_EXCEEDED");
});

test("what is left after is told only where it is enough", () => {
  expect(leftAfter(price, 100)).toBe("68 credits left after");
  expect(leftAfter({ ...price, unit: "quota", total: 4 }, 5)).toBe("1 unit left after");
  expect(leftAfter(price, 20)).toBeUndefined();
});
