import { Pool } from "pg";
import { type Person, signUp } from "../api-client";
import { say } from "./say";

const ITEMS = 1_000;
const REQUESTS = 300;
const WARM_UP_REQUESTS = 30;

/** Pages of one person's library of a thousand, one request after the other, beside a route that does nothing. */
export async function measureLibrary(url: string, databaseUrl: string): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`;
  const person = await signUp(url, { name: "Bench", email, password: "correct horse battery" });
  await seed(databaseUrl, (await person.accounts.me()).user.id);
  const bare = await time(person, () => "/api/health/live");
  say(`  GET /api/health/live: ${describe(bare)}`);
  const words = ["man", "suit blue", "harbour at dusk", "portrait 7", "nothing like it"];
  const { items, nextCursor } = await person.generations.list({ query: { limit: 40 } });
  if (items.length !== 40) throw new Error(`The page has ${items.length} items`);
  for (const [what, pathOf] of [
    ["generations?limit=40", () => "/api/generations?limit=40"],
    ["generations?limit=40&cursor=…", () => `/api/generations?limit=40&cursor=${nextCursor}`],
    ["generations?limit=40&q=…", (run) => `/api/generations?limit=40&q=${words[run % words.length]}`],
    ["assets?limit=40", () => "/api/assets?limit=40"],
  ] as [string, (run: number) => string][]) {
    const times = await time(person, pathOf);
    say(
      `  GET /api/${what} of ${ITEMS}: ${describe(times)}; ratio of p50 to the bare ${(at(times, 0.5) / at(bare, 0.5)).toFixed(1)}`,
    );
  }
}

/** @returns milliseconds, in order */
async function time(person: Person, pathOf: (run: number) => string): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < REQUESTS + WARM_UP_REQUESTS; run++) {
    const startedAt = performance.now();
    const response = await person.fetch(pathOf(run));
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${pathOf(run)} answered ${response.status}`);
    if (run >= WARM_UP_REQUESTS) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

const at = (times: readonly number[], share: number) => times[Math.floor(times.length * share)] ?? 0;
const describe = (times: readonly number[]) =>
  `p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms`;

/** A year of work: every other one made four pictures, every tenth failed, ten still wait. */
async function seed(databaseUrl: string, userId: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const prompt = `(ARRAY['A man in a blue suit, portrait ', 'A woman at the harbour at dusk, portrait '])[1 + i % 2] || i`;
  await pool.query(
    `INSERT INTO generations (id, "userId", "appId", action, status, step, model, params, "searchText", count, seed,
       "unitCost", reserved, charged, "createdAt", "startedAt", "finishedAt", lane)
     SELECT gen_random_uuid(), $1, 'avatar-creator', 'portrait',
       (CASE WHEN i <= 10 THEN 'pending' WHEN i % 10 = 0 THEN 'failed' ELSE 'completed' END)::generation_status,
       'Complete', 'illustrated', jsonb_build_object('prompt', ${prompt}, 'width', 1024, 'height', 1024),
       lower(${prompt}), CASE WHEN i % 2 = 0 THEN 4 ELSE 1 END, i, 0, 0, 0,
       now() - i * interval '8 hours', now() - i * interval '8 hours', now() - i * interval '8 hours' + interval '3 seconds',
       'bulk'
     FROM generate_series(1, ${ITEMS}) AS i`,
    [userId],
  );
  await pool.query(
    `WITH pictures AS (
       SELECT gen_random_uuid()::text AS "assetId", g.id, g."createdAt", index FROM generations g, generate_series(0, g.count - 1) AS index
       WHERE g."userId" = $1 AND g.status = 'completed'
     ), files AS (
       INSERT INTO assets (id, "userId", "appId", "generationId", "storageKey", "thumbnailKey", preview, mime, width, height,
         "sizeBytes", sha256, "createdAt")
       SELECT "assetId", $1, 'avatar-creator', id, "assetId", "assetId", repeat('A', 200), 'image/png', 1024, 1024, 250000,
         encode(sha256("assetId"::bytea), 'hex'), "createdAt" FROM pictures
     )
     INSERT INTO generation_outputs ("generationId", index, status, seed, "assetId")
     SELECT id, index, 'completed', index, "assetId" FROM pictures`,
    [userId],
  );
  await pool.query("ANALYZE generations, generation_outputs, assets");
  await pool.end();
}
