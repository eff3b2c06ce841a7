import { afterEach, expect, test } from "bun:test";
import { createLocalSignals } from "../testing/signals";
import { type Cache, createCache } from "./cache";

const lookups: string[] = [];
const open: Cache[] = [];
const events = createLocalSignals();
const create = async (): Promise<Cache> => {
  const cache = await createCache({
    events,
    logger: { warn() {} },
    record: ({ cache: name, result }) => lookups.push(`${name} ${result}`),
  });
  open.push(cache);
  return cache;
};
afterEach(async () => {
  lookups.length = 0;
  for (const cache of open.splice(0)) await cache.close();
});

test("a value is loaded once, until its time is over; hits and misses are counted", async () => {
  const cache = await create();
  let loads = 0;
  const read = () => cache.getOrLoad("me", "ada", 40, async () => ++loads);
  expect([await read(), await read()]).toEqual([1, 1]);
  expect(lookups).toEqual(["me miss", "me hit"]);
  await Bun.sleep(60);
  expect(await read()).toBe(2);
});

test("whoever asks at the same time waits for the same load", async () => {
  const cache = await create();
  let loads = 0;
  const read = () => cache.getOrLoad("me", "ada", 1_000, async () => ++loads);
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
});

test("what one process forgets, every process has forgotten, and nothing else", async () => {
  const [here, there] = [await create(), await create()];
  let version = 1;
  const read = (cache: Cache, id: string) => cache.getOrLoad("me", id, 10_000, async () => `${id} ${version}`);
  for (const cache of [here, there]) for (const id of ["ada", "bob"]) await read(cache, id);
  version = 2;
  await here.forget("me", "ada");
  expect([await read(here, "ada"), await read(there, "ada")]).toEqual(["ada 2", "ada 2"]);
  expect([await read(here, "bob"), await read(there, "bob")]).toEqual(["bob 1", "bob 1"]);
});

test("a load that began before something changed is neither kept nor handed to who asks afterwards", async () => {
  const cache = await create();
  const slow = Promise.withResolvers<string>();
  const before = cache.getOrLoad("me", "ada", 10_000, () => slow.promise);
  // The look-up itself takes a moment.
  await Bun.sleep(1);
  await cache.forget("me", "ada");
  const after = cache.getOrLoad("me", "ada", 10_000, async () => "new");
  expect(await after).toBe("new");
  slow.resolve("old");
  expect(await before).toBe("old");
  expect(await cache.getOrLoad("me", "ada", 10_000, async () => "newest")).toBe("new");
});

test("a load that fails is told to everyone who waits, and tried again by the next", async () => {
  const cache = await create();
  const failing = () => cache.getOrLoad("me", "ada", 1_000, () => Promise.reject(new Error("away")));
  const answers = await Promise.allSettled([failing(), failing()]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await cache.getOrLoad("me", "ada", 1_000, async () => "back")).toBe("back");
});
