import { Pool } from "pg";
import sharp from "sharp";
import { type Person, signUp } from "../api-client";
import { startPlatform } from "../platform-process";

const PEOPLE = 8;
const PER_PERSON = 150;
const POSTS_AT_ONCE = 8;
/** What the system that Lumiku replaces does on this machine, without keeping books. Generations a minute. */
const REPLACED = { min: 3_080, max: 3_780 };

export interface Throughput {
  perMinute: number;
  /** Of the platform's own process, its start included. */
  cpuMsEach: number;
}

/** A picture at once, for every request: what is left is the platform. */
async function startInstantProvider() {
  const picture = await sharp({ create: { width: 512, height: 512, channels: 3, background: "#7c5cff" } })
    .composite([
      { input: Buffer.from(`<svg width="512" height="512"><circle cx="256" cy="200" r="120" fill="#fc9"/></svg>`) },
    ])
    .removeAlpha()
    .png()
    .toBuffer();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => new Response(new Uint8Array(picture), { headers: { "content-type": "image/png" } }),
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}

/**
 * Generations a minute through the whole path: HTTP, queue, provider, storage, thumbnail, books, event. From the
 * first POST to the last completed event at the clients.
 */
export async function measureThroughput(environment: Record<string, string>, databaseUrl: string): Promise<Throughput> {
  const provider = await startInstantProvider();
  const platform = await startPlatform({
    WORKER_CONCURRENCY: "8",
    ...environment,
    HF_BASE_URL: provider.url,
    PROVIDER_CONCURRENCY: "huggingface=64",
    USER_CONCURRENCY: "64",
    MODERATION: "off",
    RATE_LIMITS: "off",
  });
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => joinRich(platform.url, databaseUrl)));
  const startedAt = performance.now();
  await Promise.all(people.map(makeMany));
  const minutes = (performance.now() - startedAt) / 60_000;
  await platform.stop();
  await provider.stop();
  const generations = PEOPLE * PER_PERSON;
  const cpuMicroseconds = Number(platform.process.resourceUsage()?.cpuTime.total ?? 0);
  return { perMinute: Math.round(generations / minutes), cpuMsEach: cpuMicroseconds / 1000 / generations };
}

async function joinRich(url: string, databaseUrl: string): Promise<Person> {
  const person = await signUp(url, {
    name: "Bench",
    email: `${crypto.randomUUID()}@example.com`,
    password: "correct horse battery",
  });
  const { user } = await person.accounts.me();
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  await pool.query(
    `INSERT INTO ledger_entries ("userId", kind, "availableDelta", "heldDelta", "idempotencyKey", note)
     VALUES ($1, 'grant', 1000000, 0, $2, 'Bench')`,
    [user.id, `bench:${user.id}`],
  );
  await pool.end();
  return person;
}

async function makeMany(person: Person): Promise<void> {
  const controller = new AbortController();
  const events = await person.events({ signal: controller.signal });
  const project = await person.avatars.createProject({ body: { name: "Bench" } });
  let next = 0;
  const post = async () => {
    for (let seed = next++; seed < PER_PERSON; seed = next++) {
      await person.avatars.generateAvatars({
        params: { projectId: project.id },
        body: { prompt: "A man in a blue suit", model: "flux-schnell", width: 512, height: 512, count: 1 },
      });
    }
  };
  const done = new Set<string>();
  const listen = async () => {
    for await (const { type, data } of events) {
      const { id, status } = data as { id: string; status: string };
      if (type !== "generation.updated") continue;
      if (status === "failed") throw new Error(`A generation failed: ${JSON.stringify(data)}`);
      if (status === "completed") done.add(id);
      if (done.size === PER_PERSON) return;
    }
  };
  await Promise.all([listen(), ...Array.from({ length: Math.ceil(POSTS_AT_ONCE / PEOPLE) }, post)]);
  controller.abort();
}

export function describeThroughput({ perMinute, cpuMsEach }: Throughput): string {
  const ratio = (perMinute / REPLACED.max).toFixed(2);
  return `${perMinute} generations a minute, ${cpuMsEach.toFixed(1)} ms CPU each; the system it replaces ${REPLACED.min} to ${REPLACED.max}; ratio to its best ${ratio}`;
}
