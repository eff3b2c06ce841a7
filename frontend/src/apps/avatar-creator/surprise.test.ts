import { expect, test } from "bun:test";
import { GenerateAvatars } from "@lumiku/contracts/avatar-creator-recipe";
import { emptyDraft } from "./draft";
import { toRequest } from "./draft-request";
import { illustrated } from "./model.fixture";
import { inventPerson } from "./surprise";

const people = Array.from({ length: 300 }, (_, seed) => inventPerson(seed));

test("the same seed makes up the same person, other seeds make up others", () => {
  expect(inventPerson(42)).toEqual(inventPerson(42));
  expect(new Set(people.map((person) => JSON.stringify(person))).size).toBeGreaterThan(290);
});

test("everybody made up can be drawn", () => {
  for (const person of people) {
    expect(GenerateAvatars.safeParse(toRequest({ ...emptyDraft, ...person }, illustrated)).success).toBe(true);
  }
});

test("in nobody made up anything contradicts: beards are of men, hair is not seen under a headscarf", () => {
  for (const { attributes = {} } of people) {
    if (attributes.facialHair) expect(attributes.gender).toBe("man");
    if (attributes.headwear) expect(attributes).not.toHaveProperty("hairStyle");
  }
});
