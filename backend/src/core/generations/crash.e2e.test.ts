import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Generation } from "@lumiku/app-sdk";
import { type Person, signUp } from "@lumiku/dev/api-client";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import { createCreditsRepository } from "../credits/repository";
import { createDatabase } from "../db/client";
import { createEmptyDatabase } from "../testing/database";

// Whole processes, killed for real.
setDefaultTimeout(120_000);

const GENERATIONS = 20;
const directory = await mkdtemp(join(tmpdir(), "lumiku-crash-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

async function startTwenty(person: Person): Promise<Generation[]> {
  const project = await person.avatars.createProject({ body: { name: "Crash" } });
  return Promise.all(
    Array.from({ length: GENERATIONS }, (_, index) =>
      person.avatars.generateAvatars({
        params: { projectId: project.id },
        body: {
          prompt: "A man in a blue suit",
          model: "illustrated",
          count: 4,
          width: 1536,
          height: 1536,
          seed: index * 10,
        },
      }),
    ),
  );
}

const list = async (person: Person) => (await person.generations.list({ query: { limit: 100 } })).items;
const isOver = ({ status }: Generation) => status !== "pending" && status !== "processing";

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await Bun.sleep(25);
}

/** Every generation ended, each output is there once, and what was delivered is what was charged. */
async function expectAllWell(person: Person): Promise<void> {
  await until(async () => (await list(person)).every(isOver));
  const generations = await list(person);
  expect(generations).toHaveLength(GENERATIONS);
  for (const generation of generations) {
    expect(generation).toMatchObject({ status: "completed", cost: { reserved: 4, charged: 4 } });
    expect(generation.outputs.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(new Set(generation.outputs.map(({ asset }) => asset?.id)).size).toBe(4);
  }
  const [last] = generations;
  const picture = await person.fetch(last?.outputs[3]?.asset?.url ?? "");
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect((await person.accounts.me()).credits).toEqual({ available: 20, held: 0 });
}

test("a worker killed with -9 among twenty generations: another ends them all, once, with the books balanced", async () => {
  const db = await createEmptyDatabase();
  const environment = {
    DATABASE_URL: db.connectionString,
    REDIS_URL: process.env.LUMIKU_TEST_REDIS_URL ?? "",
    LUMIKU_DATA_DIR: join(directory, "shared"),
    RATE_LIMITS: "off",
    WORKER_CONCURRENCY: "4",
  };
  const api = await startPlatform({ ...environment, ROLE: "api" });
  const workers: PlatformProcess[] = [];
  const startWorker = async () => workers.push(await startPlatform({ ...environment, ROLE: "worker" }));
  await startWorker();
  await startWorker();
  const person = await signUp(api.url, { name: "Ada", email: "ada@example.com", password: "correct horse battery" });
  await startTwenty(person);
  await until(async () => (await list(person)).some((generation) => generation.outputs.length > 0));
  workers[0]?.process.kill("SIGKILL");
  await startWorker();
  await expectAllWell(person);

  const database = createDatabase(db.connectionString, { poolSize: 2 });
  expect(await createCreditsRepository(database).listDiscrepancies()).toEqual([]);
  await database.close();
  await Promise.all([api.stop(), ...workers.slice(1).map((worker) => worker.stop())]);
  await db.drop();
});

test("the one-command platform killed with -9 among twenty generations ends them all after its next start", async () => {
  const environment = { LUMIKU_DATA_DIR: join(directory, "embedded"), RATE_LIMITS: "off" };
  const first = await startPlatform(environment);
  const { token, ...person } = await signUp(first.url, {
    name: "Ada",
    email: "ada@example.com",
    password: "correct horse battery",
  });
  await startTwenty({ token, ...person });
  await until(async () => (await list({ token, ...person })).some((generation) => generation.outputs.length > 0));
  first.process.kill("SIGKILL");
  await first.process.exited;

  const port = new URL(first.url).port;
  const second = await startPlatform({ ...environment, PORT: port });
  await expectAllWell({ token, ...person });
  await second.stop();
  expect(second.process.exitCode).toBe(0);
});
