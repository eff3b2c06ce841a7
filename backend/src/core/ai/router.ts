import { type ModelContract, platformError } from "@lumiku/app-sdk";
import type { ImageRequest, Logger } from "@lumiku/app-sdk/server";
import { nameOfProvider } from "@lumiku/contracts/providers";
import { HandBack, isFinal, TakenOver } from "../generations/interruptions";
import type { Metrics } from "../observability/metrics";
import type { Tracing } from "../observability/tracing";
import { withTimeLimit } from "../time-limit";
import type { ProviderCatalogue, Route } from "./catalogue";
import type { Circuits } from "./circuits";
import { complete, type Pace, sleep } from "./complete";
import { allowsFallback, explain, lostError, toFinalError, toUnavailable } from "./failures";
import { findObstacle, fitRequest } from "./fit";
import {
  type FailureKind,
  type Look,
  type Picture,
  ProviderFailure,
  type Ticket,
  type TicketedProvider,
} from "./provider";
import type { OpenCall, ProvidersRepository } from "./repository";

/** How long to wait in place for a provider at its limit, before the work goes back to the queue. */
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 250;
const CANCEL_TIMEOUT_MS = 5_000;

export interface PictureJob {
  generationId: string;
  attempt: number;
  index: number;
  modelKey: string;
  model: ModelContract;
  /** With the seed of this very output. */
  request: Omit<ImageRequest, "model" | "count">;
  /** The call an earlier attempt left open. */
  left: OpenCall | undefined;
  onProgress(percent: number): void;
}

export interface Router {
  /**
   * Makes one picture at the first provider that can, or takes up again what an earlier attempt began.
   *
   * @throws AppError; HandBack when all providers work at their limit
   */
  make(job: PictureJob): Promise<Picture & { notes: string[] }>;
  /** Stops calls whose generation has ended. @returns how many */
  stopAbandoned(): Promise<number>;
}

export interface RouterDependencies {
  catalogue: ProviderCatalogue;
  repository: ProvidersRepository;
  circuits: Circuits;
  logger: Logger;
  pace?: Pace | undefined;
  tracing: Pick<Tracing, "span">;
  record: Metrics["providerCall"];
}

export function createRouter(dependencies: RouterDependencies): Router {
  const { catalogue, repository, circuits, logger, pace, tracing, record } = dependencies;

  const stop = async (provider: TicketedProvider, ticket: Ticket) => {
    const stopping = provider.cancel(ticket);
    await withTimeLimit(stopping, CANCEL_TIMEOUT_MS, `${provider.id} did not answer`).catch((error) =>
      logger.warn({ err: error, provider: provider.id }, "a call could not be stopped at its provider"),
    );
  };

  const wait = (job: PictureJob, provider: TicketedProvider, ticket: Ticket) => {
    const onLook = (look: Look) => {
      if (look.state === "running" && look.percent !== undefined) job.onProgress(look.percent);
    };
    return complete(provider, ticket, { signal: job.request.signal, onLook, logger, pace });
  };

  /** Sees a call through that stands in the table. It is ended here unless it brought a picture: that is for the delivery. */
  const see = async (
    job: PictureJob,
    route: Route,
    callId: bigint,
    work: () => Promise<Picture>,
    ticketOf: () => Ticket | null,
  ) => {
    const { provider } = route;
    const startedAt = performance.now();
    const finish = (outcome: Parameters<typeof record>[0]["outcome"]) =>
      record({
        provider: provider.id,
        model: job.modelKey,
        outcome,
        durationSeconds: (performance.now() - startedAt) / 1000,
      });
    try {
      const attributes = { "lumiku.provider": provider.id, "lumiku.model": job.modelKey };
      const picture = await tracing.span(`provider ${provider.id}`, attributes, work);
      finish("succeeded");
      await circuits.succeeded(provider.id);
      return picture;
    } catch (error) {
      const { signal } = job.request;
      if (signal.aborted) {
        finish("aborted");
        const ticket = ticketOf();
        if (isFinal(signal.reason)) {
          if (provider.kind === "ticketed" && ticket) await stop(provider, ticket);
          await repository.end(callId, "cancelled");
        }
        throw signal.reason;
      }
      if (!(error instanceof ProviderFailure)) throw error;
      finish(error.kind);
      logger.warn({ err: error, provider: provider.id, generationId: job.generationId }, "a provider's call failed");
      await circuits.failed(provider.id, error.kind, explain(provider.id, error.kind));
      if (ticketOf() && allowsFallback(error.kind)) {
        // It runs there, or has run: the next attempt takes it up again, and nobody else is asked.
        const { kind, retryAfterMs } = error;
        throw toUnavailable(job.model.name, [{ provider: provider.id, kind, retryAfterMs }], error);
      }
      await repository.end(callId, error.kind);
      throw error;
    }
  };

  const ask = (job: PictureJob, route: Route, callId: bigint) => {
    const { provider } = route;
    const features = provider.features(route.model);
    const { request, notes } = fitRequest(
      { ...job.request, model: route.model, count: 1 },
      { name: job.model.name, model: job.model, features },
    );
    const picture = { ...request, model: route.model };
    let ticket: Ticket | null = null;
    const work = async () => {
      if (provider.kind === "direct") return provider.generate(picture, job.request.signal);
      ticket = await provider.submit(picture, job.request.signal);
      await repository.setTicket(callId, ticket);
      return wait(job, provider, ticket);
    };
    return see(job, route, callId, work, () => ticket).then((made) => ({ ...made, notes }));
  };

  /** Takes up the call an earlier attempt left open. Null when it may be made again. */
  const takeUp = async (job: PictureJob, left: OpenCall) => {
    const provider = catalogue.find(left.provider);
    const { ticket } = left;
    if (provider?.kind === "ticketed" && ticket) {
      const route = { provider, model: left.model };
      try {
        return {
          ...(await see(
            job,
            route,
            left.id,
            () => wait(job, provider, ticket),
            () => ticket,
          )),
          notes: [],
        };
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        if (error.kind === "lost" && !provider.isMetered) return null;
        throw toFinalError(provider.id, error);
      }
    }
    await repository.end(left.id, "lost");
    if (provider && !provider.isMetered) return null;
    logger.warn({ provider: left.provider, generationId: left.generationId }, "a call was lost in a crash");
    throw lostError((provider?.id ?? left.provider) as Route["provider"]["id"]);
  };

  /** One round through the providers. Null when those that could do it work at their limit. */
  const tryEach = async (job: PictureJob, routes: readonly Route[]) => {
    const failures: { provider: Route["provider"]["id"]; kind: FailureKind; retryAfterMs?: number | undefined }[] = [];
    const reasons: string[] = [];
    let isAtLimit = false;
    let cause: unknown;
    for (const route of routes) {
      const { provider } = route;
      const open = await circuits.findOpen(provider.id);
      if (open) {
        reasons.push(open.reason);
        failures.push({ provider: provider.id, kind: "outage", retryAfterMs: open.until.getTime() - Date.now() });
        continue;
      }
      const callId = await repository.open({
        ...{ generationId: job.generationId, attempt: job.attempt, index: job.index },
        ...{ provider: provider.id, model: route.model, limit: catalogue.limitOf(provider.id) },
        reason: reasons.length > 0 ? reasons.join(" ") : null,
      });
      if (callId === "taken-over") throw new TakenOver();
      if (callId === "at-limit") {
        isAtLimit = true;
        reasons.push(`${nameOfProvider(provider.id)} works at its limit.`);
        continue;
      }
      try {
        return await ask(job, route, callId);
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        if (!allowsFallback(error.kind)) throw toFinalError(provider.id, error);
        cause = error;
        reasons.push(explain(provider.id, error.kind));
        failures.push({ provider: provider.id, kind: error.kind, retryAfterMs: error.retryAfterMs });
      }
    }
    if (isAtLimit) return null;
    throw toUnavailable(job.model.name, failures, cause);
  };

  return {
    async make(job) {
      if (job.left) {
        const picture = await takeUp(job, job.left);
        if (picture) return picture;
      }
      const routes = catalogue.routes(job.modelKey, job.model);
      if (routes.length === 0)
        throw platformError("MODEL_UNAVAILABLE", { message: catalogue.explainMissing(job.model) });
      const obstacles = routes.map(({ provider, model }) =>
        findObstacle({ ...job.request, model, count: 1 }, provider.features(model)),
      );
      const able = routes.filter((_, position) => obstacles[position] === null);
      if (able.length === 0) {
        throw platformError("VALIDATION_FAILED", {
          message: `${job.model.name} ${obstacles[0]}. Nothing was charged.`,
        });
      }
      const patientUntil = Date.now() + PATIENCE_MS;
      for (;;) {
        const picture = await tryEach(job, able);
        if (picture) return picture;
        if (Date.now() > patientUntil) throw new HandBack("All providers work at their limit", LOOK_AGAIN_MS * 4);
        await sleep(LOOK_AGAIN_MS, job.request.signal);
      }
    },

    async stopAbandoned() {
      const calls = await repository.listAbandoned(50);
      for (const call of calls) {
        const provider = catalogue.find(call.provider);
        if (provider?.kind === "ticketed" && call.ticket) await stop(provider, call.ticket);
        await repository.end(call.id, "cancelled");
      }
      return calls.length;
    },
  };
}
