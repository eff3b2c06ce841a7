import { afterAll, expect, test } from "bun:test";
import { MODEL_SIDE } from "./cut-request";
import { createPersonThread, type PersonThreadOptions } from "./person-thread";

const open: { close(): void }[] = [];
afterAll(() => {
  for (const thread of open) thread.close();
});

function createThread(options: Partial<PersonThreadOptions> = {}) {
  const thread = createPersonThread({ maxWaiting: 4, timeLimitMs: 20_000, idleLimitMs: 60_000, ...options });
  open.push(thread);
  return thread;
}

const grey = { pixels: new Uint8Array(64 * 48).fill(128), width: 64, height: 48 };
const request = { pixels: new Uint8Array(MODEL_SIDE * MODEL_SIDE * 3).fill(128), grey, guide: grey };

test("answers with one byte a pixel, each request with its own size", async () => {
  const thread = createThread();
  const small = { pixels: new Uint8Array(8 * 8), width: 8, height: 8 };
  const [first, second] = await Promise.all([
    thread.cut(request),
    thread.cut({ ...request, grey: small, guide: small }),
  ]);
  expect([first.length, second.length]).toEqual([64 * 48, 64]);
});

test("a picture that breaks the thread costs only itself", async () => {
  const thread = createThread();
  const fatal = thread.cut({ ...request, pixels: new Uint8Array(3) });
  const next = thread.cut(request);
  await expect(fatal).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
  expect((await next).length).toBe(64 * 48);
});

test("work that takes too long is given up, and more than may wait is refused at once", async () => {
  const thread = createThread({ timeLimitMs: 1, maxWaiting: 1 });
  const slow = thread.cut(request);
  await expect(thread.cut(request)).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
  await expect(slow).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
});
