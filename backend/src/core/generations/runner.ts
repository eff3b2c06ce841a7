import { AppError, platformError } from "@lumiku/app-sdk";
import type { Produced } from "@lumiku/app-sdk/server";
import type { AccountsService } from "../accounts/service";
import { createImages } from "../ai/images";
import { findInCatalogue, type Registry } from "../apps/registry";
import type { AssetsService } from "../assets/service";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import { findRefusal } from "../models/access";
import type { PlatformLogger } from "../observability/logger";
import type { JobOutcome } from "../queue/queue";
import type { Announcer } from "./announcer";
import type { GenerationRow, GenerationsRepository } from "./repository";
import { type Outcome, settle } from "./settlement";

/** Attempts at work that fails for a reason that may pass. */
const MAX_ATTEMPTS = 3;
/** Attempts in all: one more than this means that the work takes its workers down. */
const MAX_CLAIMS = 6;
const BACKOFF_MS = 2_000;
const HEARTBEAT_MS = 5_000;
const DEADLINE_MS = 10 * 60_000;
const REPORT_INTERVAL_MS = 250;

const CANCELLED = "cancelled";
const DEADLINE = "deadline";
const TAKEN_OVER = "taken over";

export interface Runner {
  /** Runs one generation to its end, or says when to try again. Safe to call again at any point. */
  run(id: string, shutdown: AbortSignal): Promise<JobOutcome>;
  /** Stops a generation if this process runs it. */
  stop(id: string): void;
}

export interface RunnerDependencies {
  repository: GenerationsRepository;
  assets: AssetsService;
  announcer: Announcer;
  credits: CreditsService;
  accounts: Pick<AccountsService, "tierOf">;
  registry: () => Registry;
  database: Pick<Database, "transaction">;
  logger: PlatformLogger;
  now: () => Date;
}

export function createRunner(dependencies: RunnerDependencies): Runner {
  const { repository, assets, announcer, credits, accounts, database, logger, now } = dependencies;
  const running = new Map<string, AbortController>();

  const end = async (row: GenerationRow, outcome: Outcome) => {
    const isEnded = await database.transaction(async () => {
      const current = await repository.lockRunning(row.id, row.attempts);
      if (current) await settle(current, outcome, { repository, credits, now });
      return current !== null;
    });
    if (isEnded) await Promise.all([announcer.generation(row.id), announcer.credits(row.userId)]);
  };

  /** Records one output, once: the row, its file, and what the app makes of it, or none of them. */
  const deliver = async (row: GenerationRow, produced: Produced) => {
    const app = dependencies.registry().get(row.appId);
    const stored = produced.bytes
      ? await assets.store({
          userId: row.userId,
          appId: row.appId,
          generationId: row.id,
          name: `${row.id}-${produced.index}-${row.attempts}`,
          bytes: produced.bytes,
        })
      : null;
    const isNew = await database.transaction(async () => {
      const current = await repository.lockRunning(row.id, row.attempts);
      if (!current) return false;
      if (stored) await assets.record(stored);
      const isFirst = await repository.addOutput({
        generationId: row.id,
        index: produced.index,
        status: stored ? "completed" : "failed",
        seed: produced.seed,
        assetId: stored?.id ?? null,
        notes: [...(produced.notes ?? [])],
        errorCode: produced.error?.code ?? null,
        errorMessage: produced.error?.message ?? null,
      });
      if (!isFirst) throw new Error(`Output ${produced.index} of generation ${row.id} was delivered before`);
      if (stored) {
        await app.actions[row.action]?.onOutput?.({
          generationId: row.id,
          userId: row.userId,
          model: row.model,
          params: row.params,
          index: produced.index,
          seed: produced.seed,
          assetId: stored.id,
        });
      }
      return true;
    });
    if (!isNew) throw new Error(TAKEN_OVER);
  };

  const perform = async (row: GenerationRow, signal: AbortSignal): Promise<Outcome> => {
    const { app, action, model } = findInCatalogue(dependencies.registry(), row.appId, row.action, row.model);
    const refusal = findRefusal(row.model, model, await accounts.tierOf(row.userId));
    if (refusal) throw refusal;
    const parsed = action.params.safeParse(row.params);
    if (!parsed.success)
      throw platformError("VALIDATION_FAILED", {
        message: "These settings no longer fit this app.",
        cause: parsed.error,
      });
    if (model.builtin) await repository.setProvider(row.id, row.attempts, "builtin");

    const before = await repository.find(row.id);
    const delivered = new Set(before?.outputs.map(({ index }) => index));
    let reportedAt = 0;
    const report = async (progress: number, step = "Generating image") => {
      if (Date.now() - reportedAt < REPORT_INTERVAL_MS) return;
      reportedAt = Date.now();
      if (await repository.report(row.id, row.attempts, Math.round(progress), step)) await announcer.generation(row.id);
    };

    await report(0);
    const run = app.actions[row.action]?.run({
      generationId: row.id,
      userId: row.userId,
      model: row.model,
      count: row.count,
      seed: row.seed,
      params: parsed.data,
      images: createImages(app, delivered),
      signal,
      report,
    });
    for await (const produced of run ?? []) {
      signal.throwIfAborted();
      if (delivered.has(produced.index)) continue;
      await deliver(row, produced);
      delivered.add(produced.index);
      const isLast = delivered.size === row.count;
      await repository.report(
        row.id,
        row.attempts,
        Math.round((delivered.size / row.count) * 99),
        isLast ? "Saving to your library" : "Generating image",
      );
      if (!isLast) await announcer.generation(row.id);
    }
    const after = await repository.find(row.id);
    if (after?.outputs.some((output) => output.status === "completed")) return { status: "completed" };
    const failed = after?.outputs[0];
    const error = failed?.errorCode ? { code: failed.errorCode, message: failed.errorMessage ?? "" } : undefined;
    return {
      status: "failed",
      error: error ?? { code: "NO_OUTPUT", message: "The model returned no picture. Nothing was charged." },
    };
  };

  /** What becomes of a generation whose run threw. */
  const recover = async (row: GenerationRow, error: unknown, signal: AbortSignal): Promise<JobOutcome> => {
    if (signal.reason === CANCELLED) {
      await end(row, { status: "cancelled" });
      return { kind: "done" };
    }
    if (signal.reason === TAKEN_OVER || (error instanceof Error && error.message === TAKEN_OVER))
      return { kind: "done" };
    if (signal.aborted && signal.reason !== DEADLINE) {
      await repository.handBack(row.id, row.attempts, "Waiting in queue");
      await announcer.generation(row.id);
      return { kind: "again", delayMs: 0 };
    }
    const failure = signal.reason === DEADLINE ? timedOut() : toFailure(error);
    if (failure.status >= 500)
      logger.error(
        { err: failure.cause ?? failure, generationId: row.id, attempt: row.attempts },
        "a generation failed",
      );
    if (failure.retryable && row.attempts < MAX_ATTEMPTS) {
      const delayMs = failure.retryAfterMs ?? BACKOFF_MS * 2 ** (row.attempts - 1) * (0.75 + Math.random() / 2);
      await repository.handBack(row.id, row.attempts, "Trying again in a moment");
      await announcer.generation(row.id);
      return { kind: "again", delayMs };
    }
    await end(row, { status: "failed", error: { code: failure.code, message: failure.message } });
    return { kind: "done" };
  };

  return {
    async run(id, shutdown) {
      const row = await repository.claim(id, now());
      if (!row) {
        // Finished by an attempt that perhaps died before it could tell.
        await announcer.generation(id);
        return { kind: "done" };
      }
      if (row.cancelRequestedAt) {
        await end(row, { status: "cancelled" });
        return { kind: "done" };
      }
      if (row.attempts > MAX_CLAIMS) {
        const message = "This work stopped its worker several times and was given up. Nothing more was charged.";
        await end(row, { status: "failed", error: { code: "WORKER_LOST", message } });
        return { kind: "done" };
      }

      const controller = new AbortController();
      const stopForShutdown = () => controller.abort(shutdown.reason);
      shutdown.addEventListener("abort", stopForShutdown, { once: true });
      running.set(id, controller);
      const deadline = setTimeout(() => controller.abort(DEADLINE), DEADLINE_MS);
      const heartbeat = setInterval(async () => {
        try {
          const beat = await repository.beat(id, row.attempts, now());
          if (!beat) controller.abort(TAKEN_OVER);
          else if (beat.isCancelRequested) controller.abort(CANCELLED);
        } catch (error) {
          logger.warn({ err: error, generationId: id }, "a heartbeat was missed");
        }
      }, HEARTBEAT_MS);
      try {
        const outcome = await perform(row, controller.signal);
        await end(row, outcome);
        return { kind: "done" };
      } catch (error) {
        return await recover(row, error, controller.signal);
      } finally {
        clearTimeout(deadline);
        clearInterval(heartbeat);
        shutdown.removeEventListener("abort", stopForShutdown);
        if (running.get(id) === controller) running.delete(id);
      }
    },

    stop(id) {
      running.get(id)?.abort(CANCELLED);
    },
  };
}

function timedOut(): AppError {
  return new AppError({
    code: "TIMED_OUT",
    status: 504,
    message: "This took too long and was stopped. What was not delivered was not charged.",
  });
}

/** Anything that is not an AppError is a fault of ours or of the machine, which may pass. */
function toFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return platformError("INTERNAL", {
    message: "Something went wrong on our side. What was not delivered was not charged.",
    retryable: true,
    cause: error,
  });
}
