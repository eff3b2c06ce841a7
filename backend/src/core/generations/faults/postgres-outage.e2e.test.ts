import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../../db/embedded-postgres";
import { migrate } from "../../db/migrate";
import { cases } from "./cases.fixture";
import { createHaltingStage, type HaltingStage } from "./halting-stage.fixture";
import { openRelay } from "./relay.fixture";
import { expectSound, expectTold } from "./soundness.fixture";
import { createStage, SILENCE_MS } from "./stage.fixture";

setDefaultTimeout(90_000);

const LOCK_MS = 3_000;
const OUTAGE_MS = 3_500;
const CUTS = 8;
const CUT_EVERY_MS = 250;
/** One that was opened this very moment is left: BullMQ does not listen for its errors yet, and they end the process. */
const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_start < now() - interval '100 milliseconds'`;
const engines = ["postgres", "redis"] as const;
type Engine = (typeof engines)[number];
const redisUrlOf = (engine: Engine) => (engine === "redis" ? process.env.LUMIKU_TEST_REDIS_URL : undefined);

const directory = await mkdtemp(join(tmpdir(), "lumiku-outage-"));
const relay = await openRelay();
let stop = async () => {};
const stages = new Map<Engine, HaltingStage>();

/** Starts the server, with what it had written. @returns its address by way of the relay */
async function startServer(): Promise<URL> {
  const settings = { max_connections: "200", fsync: "off", full_page_writes: "off" };
  const server = await startEmbeddedPostgres({ directory, password: "test", settings });
  stop = server.stop;
  const url = new URL(server.connectionString);
  relay.pointTo(Number(url.port));
  url.port = String(relay.port);
  return url;
}

async function query(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

beforeAll(async () => {
  const url = await startServer();
  const maintenance = url.href;
  await Promise.all(
    engines.map(async (engine) => {
      await query(maintenance, `CREATE DATABASE ${engine}_faults`);
      const connectionString = maintenance.replace(/[^/]+$/, `${engine}_faults`);
      await migrate(connectionString);
      stages.set(
        engine,
        await createHaltingStage(cases, { connectionString, redisUrl: redisUrlOf(engine), lockDurationMs: LOCK_MS }),
      );
    }),
  );
  await stop();
  for (const { release } of stages.values()) release();
  await Bun.sleep(OUTAGE_MS);
  await startServer();
  await Promise.all(
    [...stages.values()].map(({ forward, finished, pieces }) => {
      forward(SILENCE_MS);
      return finished(pieces, { isSwept: true });
    }),
  );
});
afterAll(async () => {
  await Promise.all([...stages.values()].map(({ close }) => close()));
  await stop();
  relay.close();
  await rm(directory, { recursive: true, force: true });
});

test.each(engines)(
  "PostgreSQL stopped for a while, the queue on %s: everything ends once it is back, paid once or given back, and is told",
  async (engine) => {
    const stage = stages.get(engine) as HaltingStage;
    await stage.expectAllSound();
    for (const piece of stage.pieces) expectTold(await stage.outcomeOf(piece));
  },
);

test.each(engines)(
  "every connection cut again and again, the queue on %s: everything ends, paid once or given back",
  async (engine) => {
    const stage = await createStage({
      redisUrl: redisUrlOf(engine),
      backoffMs: CUT_EVERY_MS * 2,
      lockDurationMs: LOCK_MS,
    });
    for (const name of ["bfl", "sdserver"] as const) stage.providers[name].scenario = "queue-then-progress-backwards";
    await stage.platform.startWorker();
    const models = ["bfl", "huggingface", "sdserver", "builtin"] as const;
    const pieces = await Promise.all(Array.from({ length: 6 }, () => models.map((model) => stage.start(model))).flat());
    for (let cut = 0; cut < CUTS; cut++) {
      await query(stage.site.connectionString, CUT);
      await Bun.sleep(CUT_EVERY_MS);
    }
    stage.forward(SILENCE_MS);
    await stage.finished(pieces, { isSwept: true });
    for (const piece of pieces) {
      const codes = piece.model === "bfl" || piece.model === "huggingface" ? ["PROVIDER_LOST"] : [];
      expectSound(piece.model, await stage.outcomeOf(piece), codes);
    }
    expect(await stage.platform.credits.audit()).toEqual([]);
    await stage.close();
  },
);
