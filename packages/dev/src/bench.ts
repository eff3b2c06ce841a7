import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Generation } from "@lumiku/app-sdk";
import { Hono } from "hono";
import { Pool } from "pg";
import { startEmbeddedPostgres } from "../../../backend/src/core/db/embedded-postgres";
import { createTestPlatform } from "../../../backend/src/core/testing/platform";
import { trial, trialApp } from "../../../backend/src/core/testing/trial-app";
import { type Person, signUp } from "./api-client";
import { startPlatform } from "./platform-process";
import { findRedis, startRedis } from "./services";

const SINGLE_RUNS = 40;
const INSTANT_RUNS = 20;
const READ_SECONDS = 3;
const READERS = 16;

const say = (line: string) => process.stdout.write(`${line}\n`);
const directory = await mkdtemp(join(tmpdir(), "lumiku-bench-"));
const postgres = await startEmbeddedPostgres({ directory, password: "bench" });
const redis = await startRedis(findRedis());

try {
  for (const [title, engine, environment] of [
    ["PostgreSQL alone", "postgres", {}],
    ["PostgreSQL and Redis", "redis", { REDIS_URL: redis.url }],
  ] as const) {
    const platform = await startPlatform({
      ...environment,
      DATABASE_URL: postgres.connectionString,
      LUMIKU_DATA_DIR: join(directory, "data"),
      RATE_LIMITS: "off",
    });
    say(`\n${title}`);
    const email = `${crypto.randomUUID()}@example.com`;
    const person = await signUp(platform.url, { name: "Bench", email, password: "correct horse battery" });
    await measureOverhead(person);
    await measureReads(platform.url, person);
    await platform.stop();
    await measureInstant(engine);
  }
} finally {
  redis.stop();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}

/** The smallest picture the illustrators draw, on a platform in a process of its own. */
async function measureOverhead(person: Person): Promise<void> {
  const project = await person.avatars.createProject({ body: { name: "Bench" } });
  const start = (seed: number) =>
    person.avatars.generateAvatars({
      params: { projectId: project.id },
      body: { prompt: "A man", model: "illustrated", width: 256, height: 256, count: 1, seed },
    });
  say(`  one generation, 256 px illustrated: ${await timeGenerations(person, SINGLE_RUNS, start)}`);
}

/** A model that answers at once with 8 × 8 pixels: what is left is the platform. It shares its process with the client. */
async function measureInstant(engine: "postgres" | "redis"): Promise<void> {
  const server = new URL(postgres.connectionString);
  server.pathname = "/postgres";
  Object.assign(process.env, { LUMIKU_TEST_POSTGRES_URL: server.href, LUMIKU_TEST_REDIS_URL: redis.url });
  const platform = await createTestPlatform({ engine, apps: [trialApp] });
  const person = await platform.join();
  const api = createClient(trial, person.transport);
  const start = (seed: number) => api.draw({ body: { model: "good", count: 1, seed } });
  say(`  one generation, instant model: ${await timeGenerations(person, INSTANT_RUNS, start)}`);
  await platform.close();
}

/** From the POST to the completed event at the client. */
async function timeGenerations(
  person: Person,
  runs: number,
  start: (seed: number) => Promise<Generation>,
): Promise<string> {
  const controller = new AbortController();
  const events = await person.events({ signal: controller.signal });
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now();
    const { id } = await start(run);
    for (let isDone = false; !isDone; ) {
      const { value } = await events.next();
      const update = value?.data as { id?: string; status?: string };
      isDone = value?.type === "generation.updated" && update.id === id && update.status === "completed";
    }
    times.push(performance.now() - startedAt);
  }
  controller.abort();
  const settled = times.slice(5).sort((a, b) => a - b);
  const at = (share: number) => settled[Math.floor(settled.length * share)]?.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

/** Requests a second, beside a bare Hono handler that asks PostgreSQL for the same row. */
async function measureReads(url: string, person: Person): Promise<void> {
  const { user } = await person.accounts.me();
  const pool = new Pool({ connectionString: postgres.connectionString, max: 10 });
  const bare = new Hono()
    .get("/me", async (context) =>
      context.json((await pool.query("SELECT * FROM users WHERE id = $1", [user.id])).rows[0]),
    )
    .get("/generations", async (context) =>
      context.json(
        (
          await pool.query(
            `SELECT * FROM generations WHERE "userId" = $1 ORDER BY "createdAt" DESC, id DESC LIMIT 30`,
            [user.id],
          )
        ).rows,
      ),
    );
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: bare.fetch });
  for (const path of ["me", "generations"]) {
    const baseline = await countPerSecond(`http://127.0.0.1:${server.port}/${path}`, {});
    const platform = await countPerSecond(`${url}/api/${path}`, { authorization: `Bearer ${person.token}` });
    say(
      `  GET /api/${path}: ${platform} a second; bare Hono and pg ${baseline}; ratio ${(platform / baseline).toFixed(2)}`,
    );
  }
  await server.stop(true);
  await pool.end();
}

async function countPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  let count = 0;
  const until = performance.now() + READ_SECONDS * 1000;
  const read = async () => {
    while (performance.now() < until) {
      const response = await fetch(url, { headers });
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      await response.arrayBuffer();
      count++;
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return Math.round(count / READ_SECONDS);
}
