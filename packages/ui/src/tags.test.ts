import { expect, test } from "bun:test";
import { addTags, describeAdded } from "./tags";

test("what is pasted is taken apart at commas and lines, without empty parts", () => {
  expect(addTags([], " calm, , kind\nvery  shy ,", 5).tags).toEqual(["calm", "kind", "very shy"]);
});

test("nothing comes in twice, however it is written", () => {
  const result = addTags(["Élan"], "elan, KIND, kind", 5);
  expect(result.tags).toEqual(["Élan", "KIND"]);
  expect(result.known).toEqual(["elan", "kind"]);
});

test("what finds no room is given back", () => {
  const result = addTags(["calm"], "kind, shy, warm", 2);
  expect(result.tags).toEqual(["calm", "kind"]);
  expect(result.left).toEqual(["shy", "warm"]);
  expect(describeAdded(result, 2)).toBe("kind added. No room for shy, warm. 2 of 2.");
});
