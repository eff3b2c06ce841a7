import { platformError } from "@lumiku/app-sdk";
import { nameOfProvider } from "@lumiku/contracts/providers";
import { HandBack, TakenOver } from "../generations/interruptions";
import { type CallsDependencies, createCalls, type Made, type PictureJob } from "./calls";
import type { Route } from "./catalogue";
import { sleep } from "./complete";
import { allowsFallback, type Setback, toFinalError, toSetback, toUnavailable } from "./failures";
import { findObstacle } from "./fit";
import { ProviderFailure } from "./provider";

/** How long to wait in place for a provider at its limit, before the work goes back to the queue. */
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 250;
/** A provider that is left out for longer is not waited for: new work is refused in the meantime as well. */
const SOON_MS = 60_000;

export interface Router {
  /**
   * Makes one picture at the first provider that can, or takes up again what an earlier attempt began.
   *
   * @throws AppError; HandBack when all providers work at their limit
   */
  make(job: PictureJob): Promise<Made>;
  /** Stops calls whose generation has ended. @returns how many */
  stopAbandoned(): Promise<number>;
}

/** A provider of the model, and why it cannot do this request: "takes no reference pictures". */
interface Candidate {
  route: Route;
  obstacle: string | null;
}

export function createRouter(dependencies: CallsDependencies): Router {
  const { catalogue, repository, circuits } = dependencies;
  const calls = createCalls(dependencies);

  const open = ({ generationId, attempt, index }: PictureJob, { provider, model }: Route, reasons: string[]) =>
    repository.open({
      ...{ generationId, attempt, index, provider: provider.id, model, limit: catalogue.limitOf(provider.id) },
      reason: reasons.length > 0 ? reasons.join(" ") : null,
    });

  /**
   * One round through the providers; one that had its setback in this attempt is not asked again. Null when
   * the others work at their limit.
   */
  const tryEach = async (job: PictureJob, candidates: readonly Candidate[], setbacks: Setback[]) => {
    const reasons: string[] = [];
    let isAtLimit = false;
    const skip = (setback: Setback) => {
      setbacks.push(setback);
      reasons.push(setback.reason);
    };
    for (const { route, obstacle } of candidates) {
      const { id } = route.provider;
      const earlier = setbacks.find(({ provider }) => provider === id)?.reason;
      const known = obstacle === null ? earlier : `${nameOfProvider(id)} ${obstacle}.`;
      if (known !== undefined) {
        reasons.push(known);
        continue;
      }
      const circuit = await circuits.findOpen(id);
      if (circuit) {
        const { reason, waitMs } = circuit;
        skip({ provider: id, reason, mayPass: waitMs <= SOON_MS, retryAfterMs: waitMs });
        continue;
      }
      const callId = await open(job, route, reasons);
      if (callId === "taken-over") throw new TakenOver();
      if (callId === "at-limit") {
        isAtLimit = true;
        reasons.push(`${nameOfProvider(id)} works at its limit.`);
        continue;
      }
      try {
        return await calls.ask(job, route, callId);
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        if (!allowsFallback(error.kind)) throw toFinalError(id, error);
        skip(toSetback(id, error));
      }
    }
    if (isAtLimit) return null;
    throw toUnavailable(job.model.name, setbacks);
  };

  return {
    async make(job) {
      const taken = job.left && (await calls.takeUp(job, job.left));
      if (taken) return taken;
      const candidates = catalogue.routes(job.modelKey, job.model).map((route): Candidate => {
        const { provider, model } = route;
        return { route, obstacle: findObstacle({ ...job.request, model, count: 1 }, provider.features(model)) };
      });
      const [first] = candidates;
      if (!first) throw platformError("MODEL_UNAVAILABLE", { message: catalogue.explainMissing(job.model, "user") });
      if (candidates.every(({ obstacle }) => obstacle !== null)) {
        const message = `${job.model.name} ${first.obstacle}. Nothing was charged.`;
        throw platformError("VALIDATION_FAILED", { message });
      }
      const setbacks: Setback[] = [];
      const patientUntil = Date.now() + PATIENCE_MS;
      for (;;) {
        const picture = await tryEach(job, candidates, setbacks);
        if (picture) return picture;
        if (Date.now() > patientUntil) throw new HandBack("All providers work at their limit", LOOK_AGAIN_MS * 4);
        await sleep(LOOK_AGAIN_MS, job.request.signal);
      }
    },

    async stopAbandoned() {
      const abandoned = await repository.listAbandoned(50);
      for (const call of abandoned) await calls.abandon(call);
      return abandoned.length;
    },
  };
}
