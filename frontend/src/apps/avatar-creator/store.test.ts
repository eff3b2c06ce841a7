import { expect, test } from "bun:test";
import { GenerateAvatars } from "@lumiku/contracts/avatar-creator";
import { emptyRecipe, toRecipe, toRequest } from "./store";

const recipe = {
  ...emptyRecipe,
  prompt: "A woman with glasses",
  name: "Amal",
  style: "micah",
  seed: "7",
  attributes: { hairColor: "auburn", clothing: " ", accessories: "glasses, , earrings" },
};

test("what is typed becomes a request the contract accepts, without the empty fields", () => {
  const request = toRequest(recipe);
  expect(GenerateAvatars.safeParse(request).success).toBe(true);
  expect(request).toMatchObject({
    seed: 7,
    persona: { name: "Amal" },
    attributes: { hairColor: "auburn", accessories: ["glasses", "earrings"] },
  });
  expect(request.attributes).not.toHaveProperty("clothing");
  expect(toRequest({ ...emptyRecipe, prompt: "x" })).not.toHaveProperty("seed");
});

test("a picture's settings can be used again: they make the same request", () => {
  const request = toRequest(recipe);
  const { model, count, seed = 0, ...params } = request;
  expect(toRequest(toRecipe(params, model, count, seed))).toEqual(request);
});
