import { expect, test } from "bun:test";
import { createLockouts, inWords } from "./lockouts";
import type { LockoutRow, LockoutsRepository } from "./repository";

const MINUTE_MS = 60_000;
const secret = { kind: "sign-in", of: "ada@example.com" } as const;

function setUp() {
  const rows = new Map<string, LockoutRow>();
  let time = 0;
  const repository: LockoutsRepository = {
    lock: async (key, { at, forgottenAt }) => rows.get(key) ?? { failures: 0, lastAt: at, expiresAt: forgottenAt },
    save: async (key, row) => void rows.set(key, row),
    take: async (key, { at, forgottenAt }) => {
      const known = rows.get(key);
      if (known && known.expiresAt > at) return false;
      rows.set(key, { failures: 0, lastAt: at, expiresAt: forgottenAt });
      return true;
    },
    countFailures: async (key) => rows.get(key)?.failures ?? 0,
    remove: async (key) => void rows.delete(key),
  };
  const lockouts = createLockouts({
    ...{ repository, secret: "secret", now: () => new Date(time) },
    database: { transaction: (work) => work() },
  });
  const advance = (milliseconds: number) => {
    time += milliseconds;
  };
  return { lockouts, advance };
}

test("five wrong ones lock for 30 seconds, each further one for twice as long, up to an hour", async () => {
  const { lockouts, advance } = setUp();
  for (let n = 0; n < 5; n++) expect(await lockouts.begin(secret)).toBe(0);
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const lockedMs = await lockouts.begin(secret);
    waits.push(lockedMs / 1_000);
    advance(lockedMs - 1);
    expect(await lockouts.begin(secret)).toBe(1);
    advance(1);
    expect(await lockouts.begin(secret)).toBe(0);
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
});

test("an attempt while it is locked counts for nothing", async () => {
  const { lockouts, advance } = setUp();
  for (let n = 0; n < 5; n++) await lockouts.begin(secret);
  for (let n = 0; n < 50; n++) expect(await lockouts.begin(secret)).toBe(30_000);
  advance(30_000);
  await lockouts.begin(secret);
  expect(await lockouts.lockMs(secret)).toBe(MINUTE_MS);
});

test("a day without an attempt forgets them all, and so does a right one", async () => {
  const { lockouts, advance } = setUp();
  for (let n = 0; n < 5; n++) await lockouts.begin(secret);
  advance(24 * 60 * MINUTE_MS);
  for (let n = 0; n < 4; n++) expect(await lockouts.begin(secret)).toBe(0);
  expect(await lockouts.lockMs(secret)).toBe(0);
  await lockouts.clear(secret);
  for (let n = 0; n < 5; n++) expect(await lockouts.begin(secret)).toBe(0);
});

test("an account's secrets lock apart from each other and from other accounts'; the way an address is written is one", async () => {
  const { lockouts } = setUp();
  for (let n = 0; n < 5; n++) await lockouts.begin(secret);
  expect(await lockouts.begin({ kind: "sign-in", of: " ADA@Example.com" })).toBe(30_000);
  expect(await lockouts.begin({ kind: "password", of: secret.of })).toBe(0);
  expect(await lockouts.begin({ kind: "sign-in", of: "bob@example.com" })).toBe(0);
});

test("a code counts once, until it could not count any more anyway", async () => {
  const { lockouts, advance } = setUp();
  expect(await lockouts.spend(secret, "123456")).toBe(true);
  expect(await lockouts.spend(secret, "123456")).toBe(false);
  expect(await lockouts.spend({ ...secret, of: "bob@example.com" }, "123456")).toBe(true);
  advance(90_000);
  expect(await lockouts.spend(secret, "123456")).toBe(true);
});

test("a wait is told in whole seconds or minutes, never shorter than it is", () => {
  expect([1, 1_000, 30_000, 89_001, 3_600_000].map(inWords)).toEqual([
    "1 second",
    "1 second",
    "30 seconds",
    "2 minutes",
    "60 minutes",
  ]);
});

test("two attempts at one moment lock nothing, in whichever order their times are written down", async () => {
  const { lockouts, advance } = setUp();
  advance(10);
  expect(await lockouts.begin(secret)).toBe(0);
  advance(-5);
  expect(await lockouts.begin(secret)).toBe(0);
});
