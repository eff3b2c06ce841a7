import { describe, expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import type { Logger } from "@lumiku/app-sdk/server";
import { createModeration } from "./moderation";

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const moderation = createModeration({ logger: silent });

function refusalOf(params: Record<string, unknown>, checked = moderation): AppError | undefined {
  try {
    checked.checkTexts(params);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

describe("checking the texts of params", () => {
  test("a refusal names the field and the category, and none of the words", () => {
    const refusal = refusalOf({ prompt: "a nude woman" });
    expect(refusal).toMatchObject({
      code: "CONTENT_BLOCKED",
      status: 422,
      details: { category: "nudity" },
      errors: [{ path: "/body/prompt" }],
    });
    expect(JSON.stringify(refusal?.toProblem())).not.toMatch(/nude|naked|topless/);
  });

  test("every text is checked, however deep, and the pointer is escaped", () => {
    const path = (params: Record<string, unknown>) => refusalOf(params)?.errors?.[0]?.path;
    expect(path({ persona: { personality: ["kind", "naked"] } })).toBe("/body/persona/personality/1");
    expect(path({ "a/b~c": [{ d: "naked" }] })).toBe("/body/a~1b~0c/0/d");
  });

  test("negative prompts and ids are left alone", () => {
    const params = {
      negativePrompt: "nude, naked, nsfw",
      negative_prompt: "nude",
      negative: { words: ["nude"] },
      id: "nude",
      projectId: "nude",
      assetIds: ["nude"],
      prompt: "a woman",
    };
    expect(refusalOf(params)).toBeUndefined();
  });

  test("numbers, flags and nothing at all pass", () => {
    expect(refusalOf({ width: 512, isTiled: true, seed: null, style: undefined })).toBeUndefined();
  });

  test("what is said in one field counts beside what is said in another", () => {
    const refusal = refusalOf({ prompt: "sexy portrait", attributes: { ageRange: "child" } });
    expect(refusal?.details).toEqual({ category: "minors" });
    expect(refusal?.errors?.[0]?.path).toBe("/body/prompt");
    expect(refusalOf({ prompt: "sexy portrait", attributes: { ageRange: "adult" } })).toBeUndefined();
  });

  test("an age below 18 given as a number counts as a minor's", () => {
    expect(refusalOf({ prompt: "sexy portrait", persona: { age: 15 } })?.details).toEqual({ category: "minors" });
    expect(refusalOf({ prompt: "sexy portrait", persona: { age: 0 } })?.details).toEqual({ category: "minors" });
    expect(refusalOf({ prompt: "sexy portrait", persona: { age: 18 } })).toBeUndefined();
    expect(refusalOf({ prompt: "sexy portrait", persona: { age: 105 } })).toBeUndefined();
  });

  test("a rule's own message is what the person reads", () => {
    const own = createModeration({
      logger: silent,
      rules: [{ category: "brand", pattern: /acme/, message: "Leave other brands out." }],
    });
    const refusal = refusalOf({ prompt: "an Acme mug" }, own);
    expect(refusal?.message).toBe("Leave other brands out.");
    expect(refusal?.errors).toEqual([{ path: "/body/prompt", message: "Leave other brands out." }]);
  });

  test("switched off, everything passes", async () => {
    const off = createModeration({ logger: silent, isEnabled: false, thresholds: { porn: 0 } });
    expect(refusalOf({ prompt: "a nude woman" }, off)).toBeUndefined();
    expect(await off.checkImage(new TextEncoder().encode("no picture"))).toEqual({ isAllowed: true });
  });
});
