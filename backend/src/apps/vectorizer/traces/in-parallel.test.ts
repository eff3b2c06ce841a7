import { expect, test } from "bun:test";
import { inParallel } from "./in-parallel";

const never = () => new AbortController().signal;

/** Work that ends when it is told to. */
function createWork() {
  const begun = new Map<number, { end(): void; fail(error: Error): void; signal: AbortSignal }>();
  const work = (item: number, signal: AbortSignal) =>
    new Promise<number>((resolve, reject) => {
      begun.set(item, { end: () => resolve(item), fail: reject, signal });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  const at = (item: number) => {
    const found = begun.get(item);
    if (!found) throw new Error(`${item} has not begun`);
    return found;
  };
  return { work, at, begun };
}

test("so many at once, and what is ready first comes first", async () => {
  const { work, at, begun } = createWork();
  const results = inParallel([1, 2, 3, 4], { atOnce: 2, signal: never() }, work);
  const first = results.next();
  expect([...begun.keys()]).toEqual([1, 2]);
  at(2).end();
  expect((await first).value).toBe(2);
  // While its reader is busy with the second, the third has begun.
  expect([...begun.keys()]).toEqual([1, 2, 3]);
  at(3).end();
  expect((await results.next()).value).toBe(3);
  at(4).end();
  expect((await results.next()).value).toBe(4);
  at(1).end();
  expect((await results.next()).value).toBe(1);
  expect((await results.next()).done).toBe(true);
});

test("one that throws ends the others before it is told", async () => {
  const { work, at } = createWork();
  const results = inParallel([1, 2], { atOnce: 2, signal: never() }, work);
  const next = results.next();
  at(1).fail(new Error("broken"));
  await expect(next).rejects.toThrow("broken");
  expect(at(2).signal.aborted).toBe(true);
});

test("a reader who leaves ends what runs, and nothing else begins", async () => {
  const { work, at, begun } = createWork();
  const results = inParallel([1, 2, 3, 4], { atOnce: 2, signal: never() }, work);
  const first = results.next();
  at(1).end();
  await first;
  await results.return(undefined);
  expect(at(2).signal.aborted).toBe(true);
  expect([...begun.keys()]).toEqual([1, 2, 3]);
});

test("an abort from outside reaches everything that runs", async () => {
  const { work, at } = createWork();
  const controller = new AbortController();
  const results = inParallel([1, 2], { atOnce: 2, signal: controller.signal }, work);
  const next = results.next();
  controller.abort("stopped");
  expect(await next.catch((reason) => reason)).toBe("stopped");
  expect(at(2).signal.reason).toBe("stopped");
});
