import { createClient, type Generation } from "@lumiku/app-sdk";
import { createTestPlatform } from "../../../../backend/src/core/testing/platform";
import { trial, trialApp } from "../../../../backend/src/core/testing/trial-app";
import type { Person } from "../api-client";
import { say } from "./say";

const SINGLE_RUNS = 40;
const INSTANT_RUNS = 20;
const WARM_UP_RUNS = 5;

/** The smallest picture the illustrators draw, on a platform in a process of its own. */
export async function measureSingle(person: Person): Promise<void> {
  const project = await person.avatars.createProject({ body: { name: "Bench" } });
  const start = (seed: number) =>
    person.avatars.generateAvatars({
      params: { projectId: project.id },
      body: { prompt: "A man", model: "illustrated", width: 256, height: 256, count: 1, seed },
    });
  say(`  one generation, 256 px illustrated: ${await timeGenerations(person, SINGLE_RUNS, start)}`);
}

/** A model that answers at once with 8 × 8 pixels: what is left is the platform. It shares its process with the client. */
export async function measureInstant(
  engine: "postgres" | "redis",
  connectionString: string,
  redisUrl: string,
): Promise<void> {
  const server = new URL(connectionString);
  server.pathname = "/postgres";
  Object.assign(process.env, { LUMIKU_TEST_POSTGRES_URL: server.href, LUMIKU_TEST_REDIS_URL: redisUrl });
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
  const settled = times.slice(WARM_UP_RUNS).sort((a, b) => a - b);
  const at = (share: number) => settled[Math.floor(settled.length * share)]?.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}
