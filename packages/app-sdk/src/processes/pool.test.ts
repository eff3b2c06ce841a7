import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../errors";
import type { TrialJobs } from "./jobs.fixture";
import { createProcessPool, type ProcessPool, type ProcessPoolOptions } from "./pool";

const module = new URL("./jobs.fixture.ts", import.meta.url);
const directory = await mkdtemp(join(tmpdir(), "lumiku-processes-"));
const open: ProcessPool<TrialJobs>[] = [];
afterAll(async () => {
  for (const pool of open) pool.close();
  await rm(directory, { recursive: true });
});

const limit = { timeLimitMs: 20_000 };

function createPool(options: Partial<ProcessPoolOptions> = {}): ProcessPool<TrialJobs> {
  const pool = createProcessPool<TrialJobs>({
    module,
    size: 1,
    maxWaiting: 10,
    idleLimitMs: 60_000,
    memoryLimitBytes: 1_000_000_000,
    ...options,
  });
  open.push(pool);
  return pool;
}

const pidOf = async (pool: ProcessPool<TrialJobs>) => (await pool.run("describe", undefined, limit)).pid;

/** Resolves once there is no such process. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    // A process is its parent's to wait for; nothing else tells when it has gone.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a job that does not end by itself: resolves when it is under way, with what it is rejected with later. */
async function startEndless(pool: ProcessPool<TrialJobs>, name: "wait" | "spin", signal?: AbortSignal) {
  const { promise: started, resolve: onProgress } = Promise.withResolvers<number>();
  const stopped = pool.run(name, undefined, { ...limit, signal, onProgress }).catch((error: unknown) => error);
  await started;
  return { stopped };
}

test("jobs are done in the order they came, one at a time in a process", async () => {
  const pool = createPool();
  const order: number[] = [];
  const results = await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      const doubled = await pool.run("double", number, limit);
      order.push(number);
      return doubled;
    }),
  );
  expect(results).toEqual([2, 4, 6, 8]);
  expect(order).toEqual([1, 2, 3, 4]);
});

test("as many processes work at once as the pool is large, and one that is warm is used again", async () => {
  const pool = createPool({ size: 2 });
  const pids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => pidOf(pool)));
  expect(new Set(pids).size).toBe(2);
  expect(pids).toContain(await pidOf(pool));
});

test("progress is told in order, with its words", async () => {
  const told: [number, string | undefined][] = [];
  await createPool().run("count", 4, { ...limit, onProgress: (percent, step) => told.push([percent, step]) });
  expect(told).toEqual([
    [25, "1"],
    [50, "2"],
    [75, "3"],
    [100, "4"],
  ]);
});

test("an AppError arrives as such, and another error with its name, message and code", async () => {
  const pool = createPool();
  const refused = await pool.run("throw", "app", limit).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({ code: "CONTENT_BLOCKED", status: 422, details: { rule: "trial" } });
  const coded = await pool.run("throw", "coded", limit).catch((error: unknown) => error);
  expect(coded).not.toBeInstanceOf(AppError);
  expect(coded).toMatchObject({ name: "Refusal", message: "There is nothing on it", code: "NOTHING_TO_TRACE" });
});

test("a job that yields is stopped by an abort, and its process goes on", async () => {
  const pool = createPool();
  const pid = await pidOf(pool);
  const controller = new AbortController();
  const { stopped } = await startEndless(pool, "wait", controller.signal);
  controller.abort(new Error("no longer wanted"));
  expect(await stopped).toMatchObject({ message: "no longer wanted" });
  expect(await pidOf(pool)).toBe(pid);
});

test("a job that never yields is ended with its process, and the next gets a new one", async () => {
  const pool = createPool();
  const pid = await pidOf(pool);
  const controller = new AbortController();
  const { stopped } = await startEndless(pool, "spin", controller.signal);
  controller.abort(new Error("no longer wanted"));
  expect(await stopped).toMatchObject({ message: "no longer wanted" });
  // Nobody waits for the end of the process.
  expect(() => process.kill(pid, 0)).not.toThrow();
  expect(await pidOf(pool)).not.toBe(pid);
  await gone(pid);
});

test("a job that takes too long is given up for good", async () => {
  const pool = createPool();
  const pid = await pidOf(pool);
  await expect(pool.run("spin", undefined, { timeLimitMs: 50 })).rejects.toMatchObject({
    code: "UNAVAILABLE",
    retryable: false,
    message: "This took too long and was stopped.",
  });
  expect(await pidOf(pool)).not.toBe(pid);
});

test("a job that takes too much memory is given up for good, though it never yields", async () => {
  const pool = createPool({ memoryLimitBytes: 400_000_000 });
  const pid = await pidOf(pool);
  await expect(pool.run("grow", undefined, limit)).rejects.toMatchObject({
    code: "UNAVAILABLE",
    retryable: false,
    message: "This took too much memory and was stopped.",
  });
  await gone(pid);
  expect(await pool.run("double", 21, limit)).toBe(42);
});

test("memory that earlier jobs left is not held against the next", async () => {
  const pool = createPool({ memoryLimitBytes: 500_000_000 });
  const pids = [];
  for (let job = 0; job < 3; job++) pids.push(await pool.run("keep", 250_000_000, limit));
  expect(new Set(pids).size).toBeGreaterThan(1);
});

test("a job that waits leaves the line when it is aborted", async () => {
  const pool = createPool({ maxWaiting: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const { stopped } = await startEndless(pool, "wait", first.signal);
  const waiting = pool.run("double", 1, { ...limit, signal: second.signal });
  second.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  const next = pool.run("double", 2, limit);
  first.abort();
  await stopped;
  expect(await next).toBe(4);
});

test("more jobs than may wait are refused at once, and may be tried again", async () => {
  const pool = createPool({ maxWaiting: 1 });
  const jobs = [pool.run("double", 1, limit), pool.run("double", 2, limit)];
  await expect(pool.run("double", 3, limit)).rejects.toMatchObject({
    code: "UNAVAILABLE",
    retryable: true,
    retryAfterMs: 2_000,
  });
  expect(await Promise.all(jobs)).toEqual([2, 4]);
});

test("a job whose process ends is tried once more", async () => {
  expect(await createPool().run("endOnce", join(directory, "once"), limit)).toBe("done");
});

test("a job that ends its process twice is given up, with how the process ended, and the others go on", async () => {
  const pool = createPool({ size: 2 });
  const fatal = pool.run("end", undefined, limit).catch((error: unknown) => error);
  const others = Promise.all([1, 2, 3].map((number) => pool.run("double", number, limit)));
  const error = (await fatal) as AppError;
  expect(error).toMatchObject({ code: "INTERNAL", retryable: false });
  expect(String(error.cause)).toContain("ended with 7");
  expect(await others).toEqual([2, 4, 6]);
});

test("a process that cannot read its module fails the job", async () => {
  const missing = createPool({ module: new URL("./missing.fixture.ts", import.meta.url) });
  await expect(missing.run("double", 1, limit)).rejects.toMatchObject({ code: "INTERNAL", retryable: false });
});

test("50 MB travel both ways whole, and few copies of them stay", async () => {
  const pool = createPool();
  const bytes = new Uint8Array(50_000_000);
  for (let index = 0; index < bytes.length; index += 4_096) bytes[index] = index % 251;
  const back = await pool.run("echo", bytes, limit);
  expect(Bun.hash(back)).toBe(Bun.hash(bytes));
  expect(await pool.run("memory", undefined, limit)).toBeLessThan(300_000_000);
});

test("a process has no secret in its environment and gives way to the server", async () => {
  process.env.LUMIKU_TRIAL_SECRET = "keep me";
  const { environment, niceness } = await createPool().run("describe", undefined, limit);
  delete process.env.LUMIKU_TRIAL_SECRET;
  expect(Object.keys(environment).toSorted()).toEqual(["HOME", "LANG", "TMPDIR"]);
  expect(niceness).toBe(5);
});

test("a process without work ends, and so do all when the pool is closed", async () => {
  const brief = createPool({ idleLimitMs: 1 });
  await gone(await pidOf(brief));
  const pool = createPool();
  const pid = await pidOf(pool);
  const { stopped } = await startEndless(pool, "wait");
  pool.close();
  expect(await stopped).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  await gone(pid);
  await expect(pool.run("double", 1, limit)).rejects.toMatchObject({ code: "UNAVAILABLE", retryable: true });
});

test("processes end with the one that started them, however it ends and whatever they do", async () => {
  const parent = Bun.spawn([process.execPath, join(import.meta.dir, "parent.fixture.ts")], { stdout: "pipe" });
  const reader = parent.stdout.getReader();
  const pids = new TextDecoder()
    .decode((await reader.read()).value)
    .trim()
    .split(" ")
    .map(Number);
  expect(pids).toHaveLength(2);
  parent.kill("SIGKILL");
  await Promise.all(pids.map(gone));
});

test("a program that has had its answer ends by itself, though its processes are kept warm", async () => {
  const program = `
    import { createProcessPool } from ${JSON.stringify(join(import.meta.dir, "pool.ts"))};
    const pool = createProcessPool({ module: new URL(${JSON.stringify(module.href)}), size: 1, maxWaiting: 1, idleLimitMs: 60_000, memoryLimitBytes: 1e9 });
    console.log(await pool.run("double", 21, { timeLimitMs: 20_000 }));`;
  const parent = Bun.spawn([process.execPath, "-e", program], { stdout: "pipe" });
  expect(await new Response(parent.stdout).text()).toBe("42\n");
  expect(await parent.exited).toBe(0);
});
