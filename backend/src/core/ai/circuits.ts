import type { Logger } from "@lumiku/app-sdk/server";
import type { ProviderId } from "@lumiku/contracts/providers";
import type { FailureKind } from "./provider";
import type { CircuitRow, CircuitRule, ProvidersRepository } from "./repository";

/** Three outages in a row open a circuit, each one after that for twice as long. */
const outages: CircuitRule = { failures: 3, openMs: 30_000, longestOpenMs: 5 * 60_000 };
/** No credit or no valid key: that takes a person to mend. */
const refusals: CircuitRule = { failures: 1, openMs: 5 * 60_000, longestOpenMs: 5 * 60_000 };
/** How long a process trusts what it has read. */
const FRESH_MS = 1_000;

export interface OpenCircuit {
  /** For people. */
  reason: string;
  /** Until it is tried again. */
  waitMs: number;
}

/**
 * Circuit breakers of the providers, shared by all processes through their table. An open one is left out of
 * the routes; once its time is over it is tried again, and one more failure opens it for twice as long. Calls
 * that fail while it is open tell nothing new, however many there are.
 */
export interface Circuits {
  /** Why this provider is left out now, and for how long; null when it is not. */
  findOpen(provider: ProviderId): Promise<OpenCircuit | null>;
  succeeded(provider: ProviderId): Promise<void>;
  /** @param reason for people */
  failed(provider: ProviderId, kind: FailureKind, reason: string): Promise<void>;
}

export interface CircuitsDependencies {
  repository: Pick<ProvidersRepository, "listCircuits" | "countFailure" | "closeCircuit">;
  logger: Logger;
  now: () => Date;
}

export function createCircuits({ repository, logger, now }: CircuitsDependencies): Circuits {
  let known: Promise<Map<string, CircuitRow>> | undefined;
  let readAt = 0;

  const read = () => {
    const at = now().getTime();
    if (!known || at - readAt > FRESH_MS) {
      readAt = at;
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
      const waitMs = (row?.openUntil?.getTime() ?? 0) - now().getTime();
      return row && waitMs > 0 ? { reason: row.reason, waitMs } : null;
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
      const rule = isRefusal ? refusals : outages;
      const openUntil = await repository.countFailure({ provider, reason, at: now(), rule });
      if (openUntil) logger.warn({ provider, kind, openUntil }, "a provider is left out for a while");
      forget();
    },
  };
}
