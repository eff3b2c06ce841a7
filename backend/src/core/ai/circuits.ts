import type { Logger } from "@lumiku/app-sdk/server";
import type { ProviderId } from "@lumiku/contracts/providers";
import type { FailureKind } from "./provider";
import type { CircuitRow, ProvidersRepository } from "./repository";

/** Outages in a row that open a circuit. */
const OUTAGES = 3;
const OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 5 * 60_000;
/** No credit or no valid key: that takes a person to mend. */
const REFUSED_OPEN_MS = 5 * 60_000;
/** How long a process trusts what it has read. */
const FRESH_MS = 1_000;

/**
 * Circuit breakers of the providers, shared by all processes through their table. An open one is left out of
 * the routes; once its time is over, the next call tries it, and one more failure opens it for twice as long.
 */
export interface Circuits {
  /** Why this provider is left out now, and until when; null when it is not. */
  findOpen(provider: ProviderId): Promise<{ reason: string; until: Date } | null>;
  succeeded(provider: ProviderId): Promise<void>;
  /** @param reason for people */
  failed(provider: ProviderId, kind: FailureKind, reason: string): Promise<void>;
}

export interface CircuitsDependencies {
  repository: ProvidersRepository;
  logger: Logger;
  now: () => Date;
}

export function createCircuits({ repository, logger, now }: CircuitsDependencies): Circuits {
  let known: Promise<Map<string, CircuitRow>> | undefined;
  let readAt = 0;

  const read = () => {
    if (!known || Date.now() - readAt > FRESH_MS) {
      readAt = Date.now();
      known = repository.listCircuits().then((rows) => new Map(rows.map((row) => [row.provider, row])));
      known.catch(() => {
        known = undefined;
      });
    }
    return known;
  };
  const forget = () => {
    known = undefined;
  };

  return {
    async findOpen(provider) {
      const row = (await read()).get(provider);
      return row?.openUntil && row.openUntil > now() ? { reason: row.reason, until: row.openUntil } : null;
    },

    async succeeded(provider) {
      // Without a failure on record there is nothing to write.
      if (!(await read()).has(provider)) return;
      await repository.closeCircuit(provider);
      forget();
    },

    async failed(provider, kind, reason) {
      const isRefusal = kind === "exhausted" || kind === "misconfigured";
      if (!isRefusal && kind !== "outage") return;
      const at = now();
      const failures = await repository.countFailure(provider, reason, at);
      if (isRefusal || failures >= OUTAGES) {
        const openMs = isRefusal ? REFUSED_OPEN_MS : Math.min(OPEN_MS * 2 ** (failures - OUTAGES), LONGEST_OPEN_MS);
        await repository.openCircuit(provider, new Date(at.getTime() + openMs));
        logger.warn({ provider, kind, openMs, failures }, "a provider is left out for a while");
      }
      forget();
    },
  };
}
