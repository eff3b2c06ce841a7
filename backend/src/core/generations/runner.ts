import { AppError, type Failure, platformError, type Tier } from "@lumiku/app-sdk";
import { createImages } from "../ai/images";
import type { ProvidersRepository } from "../ai/repository";
import type { Router } from "../ai/router";
import { findInCatalogue, type Registry } from "../apps/registry";
import type { Database } from "../db/client";
import { findTierRefusal } from "../models/access";
import type { Notifications } from "../notifications/service";
import type { PlatformLogger } from "../observability/logger";
import type { Metrics } from "../observability/metrics";
import type { Tracing } from "../observability/tracing";
import type { PlatformLimits } from "../platform";
import type { JobOutcome } from "../queue/queue";
import type { Announcer } from "./announcer";
import type { Delivery, Ending } from "./delivery";
import type { Funding } from "./funding";
import { CANCELLED, DEADLINE, HandBack, TAKEN_OVER, TakenOver } from "./interruptions";
import type { Dispatcher } from "./line/dispatcher";
import { createReporter } from "./reporter";
import type { GenerationRow, GenerationsRepository, OutputRow } from "./repository";
import { type Outcome, type Settled, settle } from "./settlement";

/** Tries of work that fails for a reason that may pass. */
const MAX_FAILURES = 3;
/** Workers that may fall silent over one generation, before the work itself is taken for the cause. */
const MAX_CRASHES = 5;
const HEARTBEAT_MS = 5_000;
const TELL_AGAIN_MS = 1_000;

const done: JobOutcome = { kind: "done" };

type ClaimedRow = GenerationRow & { tier: Tier };

export interface Runner {
  /** Runs one generation to its end, or says when to try again. Safe to call again at any point. */
  run(id: string, shutdown: AbortSignal): Promise<JobOutcome>;
  /** Stops a generation if this process runs it. */
  stop(id: string): void;
}

export interface RunnerDependencies {
  repository: GenerationsRepository;
  providers: ProvidersRepository;
  router: Router;
  delivery: Delivery;
  announcer: Announcer;
  dispatcher: Dispatcher;
  funding: Pick<Funding, "settle">;
  notifications: Pick<Notifications, "tell">;
  registry: () => Registry;
  database: Pick<Database, "transaction" | "afterCommit">;
  tracing: Pick<Tracing, "withTraceparent">;
  record: Metrics["generationFinished"];
  logger: PlatformLogger;
  limits: Pick<PlatformLimits, "deadlineMs" | "backoffMs">;
  now: () => Date;
}

export function createRunner(dependencies: RunnerDependencies): Runner {
  const { repository, providers, router, delivery, announcer, dispatcher, database, logger, now } = dependencies;
  const running = new Map<string, AbortController>();

  /** Work never fails because telling of it did. */
  const quietly = (telling: Promise<unknown>) =>
    telling.catch((error) => logger.warn({ err: error }, "progress could not be told"));
  const tell = (id: string) => quietly(announcer.generation(id));

  /** Tells how it ended. What cannot be told now is told by the job's next delivery: nobody waits for nothing. */
  const announceEnd = async (id: string, settled?: Settled, outputs?: OutputRow[]): Promise<JobOutcome> => {
    dispatcher.kick();
    try {
      const ended = settled && outputs ? { ...settled.row, outputs } : await repository.find(id);
      if (ended) await announcer.ended(ended, settled?.balance);
      return done;
    } catch (error) {
      logger.warn({ err: error, generationId: id }, "an end could not be told; it is told again");
      return { kind: "again", delayMs: TELL_AGAIN_MS };
    }
  };

  const end = async (row: GenerationRow, outcome: Outcome): Promise<JobOutcome> => {
    const settled = await database.transaction(async () => {
      const current = await repository.lockRunning(row.id, row.attempts);
      return current && settle(current, outcome, dependencies);
    });
    return settled ? announceEnd(row.id, settled) : done;
  };

  const perform = async (row: ClaimedRow, signal: AbortSignal): Promise<JobOutcome> => {
    const { app, action, model } = findInCatalogue(dependencies.registry(), row.appId, row.action, row.model);
    const refusal = findTierRefusal(row.model, model, row.tier);
    if (refusal) throw refusal;
    const parsed = action.params.safeParse(row.params);
    if (!parsed.success)
      throw platformError("VALIDATION_FAILED", {
        message: "These settings no longer fit this app.",
        cause: parsed.error,
      });
    if (model.builtin && row.provider === null) await repository.setProvider(row.id, row.attempts, "builtin");

    const isFresh = row.attempts === 1;
    const outputs: OutputRow[] = isFresh ? [] : ((await repository.find(row.id))?.outputs ?? []);
    const delivered = new Set(outputs.map(({ index }) => index));
    const left = isFresh ? [] : await providers.listOpen(row.id);
    const reporter = createReporter(async (progress, step) => {
      if (await repository.report(row.id, row.attempts, progress, step)) await tell(row.id);
    });
    const share = () => (delivered.size / row.count) * 99;
    let step = "Generating image";
    try {
      const run = app.actions[row.action]?.run({
        generationId: row.id,
        userId: row.userId,
        model: row.model,
        count: row.count,
        seed: row.seed,
        params: parsed.data,
        delivered,
        images: createImages({
          ...{ app, router, delivered, left, generationId: row.id, attempt: row.attempts },
          onProgress: (percent) => reporter.report(percent * 0.99, step),
        }),
        signal,
        async report(progress, said = step) {
          step = said;
          reporter.report(progress, step);
        },
      });
      let error: Failure | null = null;
      for await (const produced of run ?? []) {
        signal.throwIfAborted();
        if (delivered.has(produced.index)) continue;
        const isLast = delivered.size === row.count - 1;
        reporter.report(share(), "Saving to your library");
        const ending: Ending = (good, failure) => conclude(good, error ?? failure);
        const { output, failure, settled } = await delivery.deliver(row, produced, isLast ? ending : null);
        error ??= failure;
        outputs.push(output);
        delivered.add(produced.index);
        if (settled) {
          reporter.close();
          outputs.sort((a, b) => a.index - b.index);
          return await announceEnd(row.id, settled, outputs);
        }
        reporter.report(share(), step);
        await tell(row.id);
      }
      return await end(row, conclude(outputs.filter(({ status }) => status === "completed").length, error));
    } finally {
      reporter.close();
    }
  };

  /** Ends work whose last try failed: what was delivered before is kept and paid. */
  const giveUp = async (row: GenerationRow, error: AppError) => {
    const current = await repository.find(row.id);
    const isDelivered = current?.outputs.some(({ status }) => status === "completed") ?? false;
    const { code, message } = error;
    if (isDelivered) await repository.addMissing(row, { code, message });
    return end(row, isDelivered ? { status: "completed" } : { status: "failed", error: { code, message } });
  };

  const again = async (row: GenerationRow, delayMs: number, step: string, isFailure: boolean): Promise<JobOutcome> => {
    await repository.handBack(row.id, row.attempts, {
      step,
      isFailure,
      notBefore: delayMs > 0 ? new Date(now().getTime() + delayMs) : null,
    });
    dispatcher.kick();
    await tell(row.id);
    return { kind: "again", delayMs };
  };

  /** What becomes of a generation whose run threw. */
  const recover = async (row: GenerationRow, error: unknown, signal: AbortSignal): Promise<JobOutcome> => {
    if (signal.reason === CANCELLED) return end(row, { status: "cancelled" });
    if (signal.reason === TAKEN_OVER || error instanceof TakenOver) return done;
    if (signal.aborted && signal.reason !== DEADLINE) return again(row, 0, "Waiting in queue", false);
    if (error instanceof HandBack) return again(row, error.delayMs, "Waiting in queue", false);
    const failure = signal.reason === DEADLINE ? timedOut() : toFailure(error);
    if (failure.status >= 500)
      logger.error(
        { err: failure.cause ?? failure, generationId: row.id, attempt: row.attempts },
        "a generation failed",
      );
    if (failure.retryable && row.failures + 1 < MAX_FAILURES) {
      const delayMs =
        failure.retryAfterMs ?? dependencies.limits.backoffMs * 2 ** row.failures * (0.75 + Math.random() / 2);
      return again(row, delayMs, "Trying again in a moment", true);
    }
    return giveUp(row, failure);
  };

  return {
    async run(id, shutdown) {
      const row = await repository.claim(id, now());
      // It has ended, in an attempt that perhaps died before it could tell.
      if (!row) return announceEnd(id);
      if (row.cancelRequestedAt) return end(row, { status: "cancelled" });
      if (row.crashes > MAX_CRASHES) {
        const message =
          "This work stopped its worker several times and was given up. What was not delivered was not charged.";
        return giveUp(row, new AppError({ code: "WORKER_LOST", status: 500, message }));
      }

      const controller = new AbortController();
      const stopForShutdown = () => controller.abort(shutdown.reason);
      shutdown.addEventListener("abort", stopForShutdown, { once: true });
      running.set(id, controller);
      const leftMs = dependencies.limits.deadlineMs - (now().getTime() - (row.startedAt ?? now()).getTime());
      const deadline = setTimeout(() => controller.abort(DEADLINE), Math.max(leftMs, 0));
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
        void (row.attempts === 1 ? quietly(announcer.tell({ ...row, outputs: [] })) : tell(id));
        const attributes = { "lumiku.generation": id, "lumiku.model": row.model };
        return await dependencies.tracing.withTraceparent(row.traceparent, `generation ${row.action}`, attributes, () =>
          perform(row, controller.signal),
        );
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

/** A generation that ran to its end has completed when there is at least one picture. */
function conclude(good: number, error: Failure | null): Outcome {
  if (good > 0) return { status: "completed" };
  const noOutput = { code: "NO_OUTPUT", message: "The model returned no picture. Nothing was charged." };
  return { status: "failed", error: error ?? noOutput };
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
