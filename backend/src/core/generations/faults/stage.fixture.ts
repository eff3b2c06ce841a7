import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Generation } from "@lumiku/app-sdk";
import { startBflServer } from "../../ai/testing/bfl-server";
import { startHuggingFaceServer } from "../../ai/testing/huggingface-server";
import { startSdServerServer } from "../../ai/testing/sd-server-server";
import type { StoredEvent } from "../../events/event-bus";
import { createTestDatabase } from "../../testing/database";
import type { FaultModel } from "./fault-app.fixture";
import { type FaultPlatform, type FaultPlatformOptions, openFaultPlatform, type Site } from "./fault-platform.fixture";
import type { Plan } from "./halts.fixture";

const SEEDS_APART = 10;
const SWEEP_MS = 500;
/** More than a worker may be silent, and than a job may be in the queue before it counts as lost there. */
export const SILENCE_MS = 31_000;

/** One generation of a person who has no other. */
export interface Piece {
  id: string;
  userId: string;
  model: FaultModel;
  seed: number;
  /** Where the person's browser stood before the generation was started. */
  lastEventId: string;
}

export interface Stage {
  site: Site;
  /** The API's side of the platform; it works once it is told to. */
  platform: FaultPlatform;
  providers: Record<"bfl" | "huggingface" | "sdserver", ReturnType<typeof startBflServer>>;
  /** Seeds that the built-in model drew in this process. */
  drawn: number[];
  /** Starts a generation of a new person. */
  start(model: FaultModel, options?: { count?: number; seed?: number }): Promise<Piece>;
  /** A worker process of its own, once it is ready. */
  startDoomedWorker(plan: Plan, options?: DoomedWorkerOptions): Promise<DoomedWorker>;
  /** Resolves when these have ended and the queue is empty. With a sweeper, as every worker has one. */
  finished(pieces: readonly Piece[], options?: { isSwept?: boolean }): Promise<void>;
  /** Moves the clock of the platform in this process. */
  forward(milliseconds: number): void;
  outcomeOf(piece: Piece): Promise<PieceOutcome>;
  close(): Promise<void>;
}

export interface StageOptions extends Omit<FaultPlatformOptions, "now"> {
  redisUrl?: string | undefined;
  connectionString?: string | undefined;
  storage?: Site["storage"] | undefined;
  backoffMs?: number | undefined;
  silentTransactionMs?: number | undefined;
  lockDurationMs?: number | undefined;
}

export interface DoomedWorkerOptions {
  /** What runs it: the program and its arguments come last. */
  command?: readonly string[];
  /** How soon others notice that it is silent. */
  lockDurationMs?: number;
}

export interface DoomedWorker {
  child: Bun.Subprocess<"pipe", "pipe", "inherit">;
  /** Resolves when the outputs with these seeds have come to their halts. */
  halted(seeds: readonly number[]): Promise<void>;
  /** Lets everything go on that was halted. */
  goOn(): Promise<void>;
}

/** Everything that may not go wrong, on one page. */
export interface PieceOutcome {
  status: string;
  /** "completed" or the error's code, by output. */
  outputs: string[];
  error: string | null;
  charged: number;
  /** How often it was claimed. */
  attempts: number;
  balance: { available: number; held: number };
  /** How often the provider was asked for a picture. */
  asked: number;
  openCalls: number;
  /** What the person was told last. */
  told: { status: string | undefined; outputs: number | undefined; balance: unknown };
}

/** A platform on a database of its own, with providers on loopback. */
export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const own = options.connectionString ? undefined : await createTestDatabase();
  const connectionString = options.connectionString ?? own?.connectionString ?? "";
  const directory = await mkdtemp(join(tmpdir(), "lumiku-faults-"));
  const providers = { bfl: startBflServer(), huggingface: startHuggingFaceServer(), sdserver: startSdServerServer() };
  const site: Site = {
    ...{ connectionString, redisUrl: options.redisUrl, name: `faults-${crypto.randomUUID()}` },
    providers: { bfl: providers.bfl.url, huggingface: providers.huggingface.url, sdserver: providers.sdserver.url },
    storage: options.storage ?? { kind: "local", directory },
    ...{ backoffMs: options.backoffMs ?? 20, silentTransactionMs: options.silentTransactionMs },
    lockDurationMs: options.lockDurationMs ?? 10_000,
  };
  const drawn: number[] = [];
  let aheadMs = 0;
  const platform = await openFaultPlatform(site, {
    ...options,
    onDraw: (seed) => drawn.push(seed),
    now: () => new Date(Date.now() + aheadMs),
  });
  const children: DoomedWorker["child"][] = [];
  let seeds = 0;

  const signUp = async () => {
    const userId = crypto.randomUUID();
    const email = `${userId}@example.com`;
    await platform.database.client.user.create({ data: { id: userId, name: "Ada", email } });
    await platform.credits.grantWelcome(userId);
    return { userId, lastEventId: await platform.events.publish(userId, "hello", {}) };
  };

  const countAsked = (model: FaultModel, first: number) => {
    if (model === "builtin") return 0;
    return providers[model].received.filter(({ method, body }) => {
      const seed = Number(body.seed ?? (body.parameters as { seed?: number } | undefined)?.seed);
      return method === "POST" && seed >= first && seed < first + SEEDS_APART;
    }).length;
  };

  return {
    ...{ site, platform, providers, drawn },

    async start(model, { count = 1, seed = ++seeds * SEEDS_APART } = {}) {
      const person = await signUp();
      const actor = { userId: person.userId, role: "user" } as const;
      const { id } = await platform.generations.start(actor, "faults", {
        ...{ action: "draw", model, count, seed, params: {} },
      });
      return { id, model, seed, ...person };
    },

    async startDoomedWorker(plan, { command = [], lockDurationMs = 3_000 } = {}) {
      const script = [process.execPath, join(import.meta.dir, "doomed-worker.fixture.ts")];
      const child = Bun.spawn(
        [...command, ...script, JSON.stringify({ ...site, lockDurationMs }), JSON.stringify(plan)],
        {
          ...{ stdin: "pipe", stdout: "pipe", stderr: "inherit" },
        },
      );
      children.push(child);
      const said = listen(child.stdout);
      await until(() => said().includes("ready") || child.exitCode !== null);
      if (child.exitCode !== null) throw new Error("The worker did not start");
      return {
        child,
        halted: (wanted) => until(() => wanted.every((seed) => said().includes(`halted ${seed}`))),
        async goOn() {
          child.stdin.write("go on\n");
          await child.stdin.flush();
        },
      };
    },

    forward(milliseconds) {
      aheadMs += milliseconds;
    },

    async finished(pieces, { isSwept = false } = {}) {
      const sweeping = setInterval(() => {
        if (isSwept) void platform.sweep().catch(() => {});
      }, SWEEP_MS);
      const ids = pieces.map(({ id }) => id);
      const unfinished = { id: { in: ids }, status: { in: ["pending" as const, "processing" as const] } };
      await until(async () => {
        const count = await platform.database.client.generation.count({ where: unfinished }).catch(() => 1);
        if (count > 0) return false;
        const queued = await platform.queue.queue.counts().catch(() => undefined);
        return queued !== undefined && queued.active + queued.waiting + queued.delayed === 0;
      });
      clearInterval(sweeping);
    },

    async outcomeOf({ id, userId, model, seed, lastEventId }) {
      const row = await platform.generationsRepository.find(id);
      if (!row) throw new Error(`The generation ${id} is gone`);
      const events = await replay(platform, userId, lastEventId);
      const tales = events
        .filter(({ type }) => type === "generation.updated")
        .map(({ data }) => JSON.parse(data) as Generation)
        .sort((a, b) => a.version - b.version);
      const balances = events.filter(({ type }) => type === "credits.updated");
      return {
        status: row.status,
        outputs: row.outputs.map(({ status, errorCode }) => errorCode ?? status),
        error: row.errorCode,
        charged: row.charged,
        attempts: row.attempts,
        balance: await platform.credits.balance(userId),
        asked: countAsked(model, seed),
        openCalls: await platform.database.client.providerCall.count({ where: { generationId: id, endedAt: null } }),
        told: {
          status: tales.at(-1)?.status,
          outputs: tales.at(-1)?.outputs.length,
          balance: JSON.parse(balances.at(-1)?.data ?? "null"),
        },
      };
    },

    async close() {
      for (const child of children) child.kill("SIGKILL");
      await platform.close();
      await Promise.all(Object.values(providers).map((server) => server.stop()));
      await own?.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What a browser gets that comes back with `Last-Event-ID`. */
async function replay({ events }: FaultPlatform, userId: string, lastEventId: string): Promise<StoredEvent[]> {
  const seen: StoredEvent[] = [];
  const subscription = await events.subscribe(userId, lastEventId, (event) => seen.push(event));
  await subscription.close();
  return seen;
}

function listen(stream: ReadableStream<Uint8Array>): () => string[] {
  let words = "";
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) words += decoder.decode(chunk, { stream: true });
  })();
  return () => words.split("\n");
}

export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await Bun.sleep(20);
}
