import type { Transport } from "./client";
import { type Asset, type Generation, MAX_SEED } from "./generation";
import type { Actor, AppContext, StartRequest } from "./server";

export interface TestContext extends AppContext {
  /** What was started, in order. */
  readonly started: { actor: Actor; request: StartRequest }[];
  /** What was published, in order. */
  readonly published: { userId: string; event: string; payload: unknown }[];
}

/**
 * A context for tests of a service's own rules: it remembers what was started and published, and every
 * asset id exists. What the platform itself guarantees is tested with the platform.
 */
export function createTestContext(now = new Date("2026-01-01T00:00:00Z")): TestContext {
  const started: TestContext["started"] = [];
  const published: TestContext["published"] = [];
  const silent = () => {};
  return {
    started,
    published,
    generations: {
      async start(actor, request) {
        started.push({ actor, request });
        return pendingGeneration(request, now);
      },
      async get() {
        throw new Error("The test context runs no generation");
      },
    },
    assets: {
      list: async (_userId, ids) => new Map(ids.map((id) => [id, testAsset(id)])),
      listIds: async (_userId, ids) => new Set(ids),
      read: async () => new Uint8Array(),
      readSource: async () => null,
      upload: async (_userId, _file, record) => {
        const asset = testAsset(crypto.randomUUID());
        await record?.(asset);
        return asset;
      },
      uploadFrom: async (_userId, _url, record) => {
        const asset = testAsset(crypto.randomUUID());
        await record?.(asset);
        return asset;
      },
      listUses: async () => [],
    },
    files: {
      publish: async () => {},
      url: (name) => `/api/apps/test/files/${name}`,
    },
    async publish(userId, event, payload) {
      published.push({ userId, event, payload });
    },
    transaction: (work) => work(),
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    now: () => now,
  };
}

export function testAsset(id: string): Asset {
  const url = `/api/files/${id}`;
  const facts = { mime: "image/png", width: 64, height: 64, sizeBytes: 100, sha256: "0".repeat(64) };
  return { id, url, thumbnailUrl: `${url}?variant=thumbnail`, preview: null, source: null, ...facts };
}

function pendingGeneration({ action, model, count, seed, params }: StartRequest, now: Date): Generation {
  return {
    id: crypto.randomUUID(),
    appId: "test",
    ...{ action, model, count, params },
    status: "pending",
    progress: 0,
    step: "Waiting in queue",
    queuePosition: 1,
    etaSeconds: null,
    provider: null,
    providerReason: null,
    seed: seed ?? Math.floor(Math.random() * MAX_SEED),
    outputs: [],
    cost: { unit: "credits", reserved: 0, charged: 0 },
    error: null,
    attempts: 0,
    parentId: null,
    fromCache: false,
    version: 1,
    createdAt: now.toISOString(),
    startedAt: null,
    finishedAt: null,
  };
}

/** What `bun run bench <app id>` runs: the default export of an app's `bench.ts`. */
export type AppBench = (say: (line: string) => void, options: AppBenchOptions) => Promise<void>;

export interface AppBenchOptions {
  /** `--quick`: fewer runs of everything. */
  readonly isQuick: boolean;
  /** A new account on a platform in a process of its own, which starts with the first. Nobody counts its requests. */
  join(): Promise<BenchPerson>;
}

/** Someone signed in, who speaks to the platform over HTTP alone. */
export interface BenchPerson {
  /** For the typed client of a contract. */
  readonly transport: Transport;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The live stream; resolves once the server listens. Ends when `signal` aborts. */
  events(options: { signal: AbortSignal }): Promise<AsyncGenerator<{ type: string; data: unknown }>>;
  /** Resolves with a generation that has ended. */
  follow(generation: Generation): Promise<Generation>;
}
