import { type Generation, isTerminal } from "@lumiku/app-sdk";
import type { AssetsService } from "../assets/service";
import { WORKER_SEEN_WITHIN_MS } from "../queue/worker-presence";
import type { Ahead, LineRepository } from "./line/repository";
import type { GenerationsRepository, GenerationWithOutputs } from "./repository";

export interface Snapshots {
  of(row: GenerationWithOutputs): Promise<Generation>;
  /** Of a page: one look at the line for all that wait in it. */
  ofAll(rows: readonly GenerationWithOutputs[]): Promise<Generation[]>;
  /** Without a place in the line and without an estimate: all that can be said without asking the database. */
  withoutEstimate(row: GenerationWithOutputs): Generation;
  asset: AssetsService["snapshot"];
  /** Median seconds of a model's recent work, at most ten seconds old. */
  typicalSeconds(model: string): Promise<number | null>;
  /** Until this much work is done by the workers there are. */
  drainSeconds(work: readonly { model: string; rest: number }[]): Promise<number>;
}

export interface SnapshotsDependencies {
  repository: Pick<GenerationsRepository, "medianSeconds">;
  line: Pick<LineRepository, "listAhead" | "countSlots">;
  assets: AssetsService;
  now: () => Date;
}

const MEDIAN_AGE_MS = 10_000;

/** Turns rows into what people and screens are told. */
export function createSnapshots({ repository, line, assets, now }: SnapshotsDependencies): Snapshots {
  const medians = new Map<string, { at: number; seconds: Promise<number | null> }>();
  let known: { at: number; slots: Promise<number> } | undefined;

  /** What the workers run at once, at most ten seconds old. */
  const slots = () => {
    if (!known || Date.now() - known.at > MEDIAN_AGE_MS) {
      const counted = line.countSlots(new Date(now().getTime() - WORKER_SEEN_WITHIN_MS));
      known = { at: Date.now(), slots: counted.then((count) => Math.max(count, 1)) };
      known.slots.catch(() => {
        known = undefined;
      });
    }
    return known.slots;
  };

  const typicalSeconds = (model: string) => {
    const known = medians.get(model);
    if (known && Date.now() - known.at < MEDIAN_AGE_MS) return known.seconds;
    const seconds = repository.medianSeconds(model);
    medians.set(model, { at: Date.now(), seconds });
    seconds.catch(() => medians.delete(model));
    return seconds;
  };

  // Models nobody has used yet count as nothing: there is no honest guess.
  const drainSeconds = async (work: readonly { model: string; rest: number }[]) => {
    const seconds = await Promise.all(work.map(async ({ model, rest }) => rest * ((await typicalSeconds(model)) ?? 0)));
    return seconds.reduce((sum, value) => sum + value, 0) / (await slots());
  };

  const estimate = async (row: GenerationWithOutputs, line: readonly Ahead[]) => {
    if (isTerminal(row.status)) return { queuePosition: null, etaSeconds: null };
    const typical = await typicalSeconds(row.model);
    if (row.status === "processing") {
      return {
        queuePosition: null,
        etaSeconds: typical === null ? null : Math.ceil(typical * (1 - row.progress / 100)),
      };
    }
    const ahead = line.filter(({ id }) => id === row.id || id === null);
    const queuePosition = ahead.reduce((sum, { count }) => sum + count, 1);
    return { queuePosition, etaSeconds: typical === null ? null : Math.ceil(typical + (await drainSeconds(ahead))) };
  };

  const withoutEstimate = (row: GenerationWithOutputs): Generation => ({
    id: row.id,
    appId: row.appId,
    action: row.action,
    status: row.status,
    progress: row.progress,
    step: row.step,
    queuePosition: null,
    etaSeconds: null,
    model: row.model,
    provider: row.provider,
    providerReason: row.providerReason,
    params: row.params as Record<string, unknown>,
    count: row.count,
    seed: row.seed,
    outputs: row.outputs.map((output) => ({
      index: output.index,
      status: output.status,
      seed: output.seed,
      asset: output.asset && assets.snapshot(output.asset),
      error: failureOf(output),
      notes: output.notes,
    })),
    cost: { unit: row.costUnit as Generation["cost"]["unit"], reserved: row.reserved, charged: row.charged },
    error: failureOf(row),
    attempts: row.attempts,
    parentId: row.parentId,
    fromCache: row.fromCache,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });

  const ofAll = async (rows: readonly GenerationWithOutputs[]) => {
    const pending = rows.filter(({ status }) => status === "pending").map(({ id }) => id);
    const ahead = pending.length > 0 ? await line.listAhead(pending) : [];
    return Promise.all(rows.map(async (row) => ({ ...withoutEstimate(row), ...(await estimate(row, ahead)) })));
  };

  return {
    asset: assets.snapshot,
    typicalSeconds,
    drainSeconds,
    withoutEstimate,
    of: async (row) => (await ofAll([row]))[0] ?? withoutEstimate(row),
    ofAll,
  };
}

function failureOf({ errorCode, errorMessage }: { errorCode: string | null; errorMessage: string | null }) {
  return errorCode === null ? null : { code: errorCode, message: errorMessage ?? "Something went wrong." };
}
