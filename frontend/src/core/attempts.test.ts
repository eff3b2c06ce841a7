import { expect, test } from "bun:test";
import { AppError, platformError } from "@lumiku/app-sdk";
import { createAttempts } from "./attempts";

const offline = new AppError({ code: "OFFLINE", status: 0, message: "The server cannot be reached." });

async function keysOf(steps: readonly { content: unknown; failure?: AppError }[]): Promise<string[]> {
  const attempts = createAttempts();
  const keys: string[] = [];
  for (const { content, failure } of steps) {
    const sent = attempts.make(content, async (key) => {
      keys.push(key);
      if (failure) throw failure;
    });
    await sent.catch(() => {});
  }
  return keys;
}

test("what got no answer is sent again under the same name, and what comes after it under another", async () => {
  const portrait = { prompt: "A nurse" };
  const [first, second, third] = await keysOf([
    { content: portrait, failure: offline },
    { content: portrait },
    { content: portrait },
  ]);
  expect(second).toBe(first as string);
  expect(third).not.toBe(first);
});

test("something else than what got no answer has a name of its own", async () => {
  const [first, second] = await keysOf([{ content: "A nurse", failure: offline }, { content: "A pilot" }]);
  expect(second).not.toBe(first);
});

test("what the server has refused is a new attempt the next time", async () => {
  const refused = platformError("INSUFFICIENT_CREDITS");
  const [first, second] = await keysOf([{ content: "A nurse", failure: refused }, { content: "A nurse" }]);
  expect(second).not.toBe(first);
});
