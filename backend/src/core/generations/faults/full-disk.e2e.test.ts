import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { rm } from "node:fs/promises";
import type { FaultModel } from "./fault-app.fixture";
import { createStage, type DoomedWorker, type Stage, until } from "./stage.fixture";

setDefaultTimeout(60_000);

const models: FaultModel[] = ["bfl", "sdserver", "builtin", "huggingface"];

/** Where a worker can run out of room: the program before its own, and what fills its disk and frees it again. */
interface Disk {
  command: string[];
  fill(pid: number): Promise<unknown>;
  free(pid: number): Promise<unknown>;
}

/** A disk of one megabyte where we may mount one, else files that may not grow. */
function openDisk(directory: string): Disk {
  const unshare = Bun.which("unshare");
  const asRoot = [unshare ?? "", "--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"]), "sh", "-c"];
  const mount = `mount -t tmpfs -o size=1m tmpfs "$0"`;
  if (unshare && Bun.spawnSync([...asRoot, mount, directory], { stderr: "ignore" }).success) {
    const fillerOf = (pid: number) => `/proc/${pid}/root${directory}/filler`;
    return {
      command: [...asRoot, `${mount} && exec "$@"`, directory],
      fill: (pid) => Bun.spawn(["sh", "-c", `cat /dev/zero > "$0"`, fillerOf(pid)], { stderr: "ignore" }).exited,
      free: (pid) => rm(fillerOf(pid)),
    };
  }
  const limit = (pid: number, bytes: string) => Bun.spawn(["prlimit", `--pid=${pid}`, `--fsize=${bytes}:`]).exited;
  return {
    command: ["sh", "-c", `trap "" XFSZ; exec "$@"`, "sh"],
    fill: (pid) => limit(pid, "0"),
    free: (pid) => limit(pid, "unlimited"),
  };
}

let stage: Stage;
let disk: Disk;
let worker: DoomedWorker;
beforeAll(async () => {
  stage = await createStage({ backoffMs: 700 });
  const { storage } = stage.site;
  disk = openDisk(storage.kind === "local" ? storage.directory : "");
  worker = await stage.startDoomedWorker({}, { command: disk.command, lockDurationMs: 10_000 });
});
afterAll(() => stage.close());

const countTriedOnce = (ids: string[]) =>
  stage.platform.database.client.generation.count({ where: { id: { in: ids }, failures: { gte: 1 } } });

test("a full disk: once there is room again, what was made is stored; only what cannot be fetched again is given back", async () => {
  await disk.fill(worker.child.pid);
  const pieces = await Promise.all(models.map((model) => stage.start(model)));
  await until(async () => (await countTriedOnce(pieces.map(({ id }) => id))) === models.length);
  await disk.free(worker.child.pid);
  await stage.finished(pieces);
  for (const piece of pieces) {
    const isLost = piece.model === "huggingface";
    const status = isLost ? "failed" : "completed";
    const balance = { available: isLost ? 100 : 95, held: 0 };
    expect(await stage.outcomeOf(piece)).toEqual({
      ...{ status, balance, attempts: 2, openCalls: 0 },
      asked: piece.model === "builtin" ? 0 : 1,
      outputs: [isLost ? "PROVIDER_LOST" : "completed"],
      error: isLost ? "PROVIDER_LOST" : null,
      charged: isLost ? 0 : 5,
      told: { status, balance, outputs: 1 },
    });
  }
});

test("a disk that stays full: given up after three tries, said to be so, and given back", async () => {
  await disk.fill(worker.child.pid);
  const pieces = await Promise.all(models.slice(0, 3).map((model) => stage.start(model)));
  await stage.finished(pieces);
  await stage.platform.sweep();
  for (const piece of pieces) {
    const balance = { available: 100, held: 0 };
    expect(await stage.outcomeOf(piece)).toEqual({
      ...{ status: "failed", error: "UNAVAILABLE", outputs: [], charged: 0, balance, attempts: 3, openCalls: 0 },
      asked: piece.model === "builtin" ? 0 : 1,
      told: { status: "failed", balance, outputs: 0 },
    });
  }
  expect(await stage.platform.credits.audit()).toEqual([]);
});
