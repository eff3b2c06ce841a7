import type { ModelContract } from "@lumiku/app-sdk";
import type { ImageRequest, Logger } from "@lumiku/app-sdk/server";
import { isFinal } from "../generations/interruptions";
import type { Metrics } from "../observability/metrics";
import type { Tracing } from "../observability/tracing";
import { withTimeLimit } from "../time-limit";
import type { ProviderCatalogue, Route } from "./catalogue";
import type { Circuits } from "./circuits";
import { complete, type Pace } from "./complete";
import { allowsFallback, explain, lostError, toFinalError, toSetback, toUnavailable } from "./failures";
import { fitRequest } from "./fit";
import { type Look, type Picture, ProviderFailure, type Ticket, type TicketedProvider } from "./provider";
import type { OpenCall, ProvidersRepository } from "./repository";

const CANCEL_TIMEOUT_MS = 5_000;
const TICKET_ATTEMPTS = 4;

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

export type Made = Picture & { notes: string[] };

/** Calls to providers that stand in the table: each is seen through to a picture, to its end, or to the next attempt. */
export interface Calls {
  /** @throws ProviderFailure; AppError once the call is running there, because nobody else may be asked then */
  ask(job: PictureJob, route: Route, callId: bigint): Promise<Made>;
  /** Takes up the call an earlier attempt left open. Null when it may be made again. @throws AppError */
  takeUp(job: PictureJob, left: OpenCall): Promise<Made | null>;
  /** Stops a call nobody waits for any more. */
  abandon(call: OpenCall): Promise<void>;
}

export interface CallsDependencies {
  catalogue: ProviderCatalogue;
  repository: ProvidersRepository;
  circuits: Circuits;
  logger: Logger;
  pace?: Pace | undefined;
  tracing: Pick<Tracing, "span">;
  record: Metrics["providerCall"];
}

export function createCalls(dependencies: CallsDependencies): Calls {
  const { catalogue, repository, circuits, logger, pace, tracing, record } = dependencies;

  const stop = async (provider: TicketedProvider, ticket: Ticket) => {
    const stopping = provider.cancel(ticket);
    await withTimeLimit(stopping, CANCEL_TIMEOUT_MS, `${provider.id} did not answer`).catch((error) =>
      logger.warn({ err: error, provider: provider.id }, "a call could not be stopped at its provider"),
    );
  };

  /** A call whose ticket is lost is paid for nothing, so a database that is away for a moment is waited for. */
  const keepTicket = async (callId: bigint, ticket: Ticket) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await repository.setTicket(callId, ticket);
      } catch (error) {
        if (attempt === TICKET_ATTEMPTS) throw error;
        await Bun.sleep(100 * 4 ** attempt);
      }
    }
  };

  const wait = (job: PictureJob, provider: TicketedProvider, ticket: Ticket) => {
    const onLook = (look: Look) => {
      if (look.state === "running" && look.percent !== undefined) job.onProgress(look.percent);
    };
    return complete(provider, ticket, { signal: job.request.signal, onLook, logger, pace });
  };

  const fit = (job: PictureJob, { provider, model }: Route) => {
    const features = provider.features(model);
    return fitRequest({ ...job.request, model, count: 1 }, { name: job.model.name, model: job.model, features });
  };

  /** Sees a call through. It is ended here when somebody else may be asked; else it is for the delivery to end it. */
  const see = async (
    job: PictureJob,
    { provider }: Route,
    callId: bigint,
    work: () => Promise<Picture>,
    ticketOf: () => Ticket | null,
  ) => {
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
        throw toUnavailable(job.model.name, [toSetback(provider.id, error)]);
      }
      // Any other failure is final. The call stays open until the output says so: a worker that dies before it can
      // must not make the next one ask again.
      if (allowsFallback(error.kind)) await repository.end(callId, error.kind);
      throw error;
    }
  };

  return {
    async ask(job, route, callId) {
      const { provider, model } = route;
      const { request, notes } = fit(job, route);
      const picture = { ...request, model };
      let ticket: Ticket | null = null;
      const work = async () => {
        if (provider.kind === "direct") return provider.generate(picture, job.request.signal);
        ticket = await provider.submit(picture, job.request.signal);
        await keepTicket(callId, ticket);
        return wait(job, provider, ticket);
      };
      return { ...(await see(job, route, callId, work, () => ticket)), notes };
    },

    async takeUp(job, { id, provider: name, model, ticket }) {
      const provider = catalogue.find(name);
      if (provider?.kind === "ticketed" && ticket) {
        const route = { provider, model };
        const work = () => wait(job, provider, ticket);
        try {
          const { notes } = fit(job, route);
          return { ...(await see(job, route, id, work, () => ticket)), notes };
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error;
          if (error.kind !== "lost" || provider.isMetered) throw toFinalError(provider.id, error);
        }
      }
      if (provider && !provider.isMetered) {
        await repository.end(id, "lost");
        return null;
      }
      logger.warn({ provider: name, generationId: job.generationId }, "a call was lost in a crash");
      throw lostError((provider?.id ?? name) as Route["provider"]["id"]);
    },

    async abandon({ id, provider: name, ticket }) {
      const provider = catalogue.find(name);
      if (provider?.kind === "ticketed" && ticket) await stop(provider, ticket);
      await repository.end(id, "cancelled");
    },
  };
}
