import type { GenerationStatus } from "@lumiku/app-sdk";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";
import type { Ticket } from "./provider";

export interface OpenCall {
  id: bigint;
  generationId: string;
  index: number;
  provider: string;
  model: string;
  ticket: Ticket | null;
}

export interface NewCall {
  generationId: string;
  /** The attempt that holds the generation. */
  attempt: number;
  index: number;
  provider: string;
  model: string;
  /** Why this provider, for people; null for the first choice. */
  reason: string | null;
  /** Calls this provider takes at once. */
  limit: number;
}

/** When failures in a row open a circuit: for `openMs`, twice as long with each one more. */
export interface CircuitRule {
  failures: number;
  openMs: number;
  longestOpenMs: number;
}

export interface CircuitRow {
  provider: string;
  failures: number;
  openUntil: Date | null;
  reason: string;
}

/** Calls to providers and how the providers have behaved: what every process has to know. */
export interface ProvidersRepository {
  /** @returns the call's id; "at-limit" when the provider works at its limit; "taken-over" when another attempt holds the generation */
  open(call: NewCall): Promise<bigint | "at-limit" | "taken-over">;
  setTicket(callId: bigint, ticket: Ticket): Promise<void>;
  end(callId: bigint, outcome: string): Promise<void>;
  /** Calls that an earlier attempt left open. */
  listOpen(generationId: string): Promise<OpenCall[]>;
  /** Open calls of generations that have ended: nobody waits for them any more. */
  listAbandoned(limit: number): Promise<OpenCall[]>;
  listCircuits(): Promise<CircuitRow[]>;
  /** Counts one more failure in a row, unless the circuit is open. @returns until when this one opened it, or null */
  countFailure(failure: { provider: string; reason: string; at: Date; rule: CircuitRule }): Promise<Date | null>;
  closeCircuit(provider: string): Promise<void>;
}

export function createProvidersRepository({ client }: Pick<Database, "client">): ProvidersRepository {
  const toOpenCall = ({ ticket, ...call }: Prisma.ProviderCallGetPayload<object>): OpenCall => ({
    ...call,
    ticket: ticket as unknown as Ticket | null,
  });

  return {
    async open({ generationId, attempt, index, provider, model, reason, limit }) {
      const [row] = await client.$queryRaw<{ id: bigint | null }[]>`
        SELECT open_provider_call(${generationId}, ${attempt}, ${index}, ${provider}, ${model}, ${reason}, ${limit}) AS id`;
      if (row?.id === null || row?.id === undefined) return "at-limit";
      return BigInt(row.id) === 0n ? "taken-over" : BigInt(row.id);
    },

    async setTicket(id, ticket) {
      await client.providerCall.update({
        where: { id },
        data: { ticket: ticket as unknown as Prisma.InputJsonObject },
      });
    },

    async end(id, outcome) {
      await client.providerCall.updateMany({ where: { id, endedAt: null }, data: { outcome, endedAt: new Date() } });
    },

    async listOpen(generationId) {
      return (await client.providerCall.findMany({ where: { generationId, endedAt: null } })).map(toOpenCall);
    },

    async listAbandoned(take) {
      const generation = { status: { in: ["completed", "failed", "cancelled"] satisfies GenerationStatus[] } };
      return (await client.providerCall.findMany({ where: { endedAt: null, generation }, take })).map(toOpenCall);
    },

    listCircuits: () => client.providerCircuit.findMany(),

    async countFailure({ provider, reason, at, rule: { failures, openMs, longestOpenMs } }) {
      const [row] = await client.$queryRaw<{ openUntil: Date | null }[]>`
        INSERT INTO provider_circuits AS c (provider, failures, reason, "updatedAt", "openUntil")
        VALUES (${provider}, 1, ${reason}, ${at}::timestamptz,
          CASE WHEN ${failures}::int <= 1 THEN ${at}::timestamptz + ${openMs}::int * interval '1 millisecond' END)
        ON CONFLICT (provider) DO UPDATE SET
          failures = c.failures + 1, reason = EXCLUDED.reason, "updatedAt" = EXCLUDED."updatedAt",
          "openUntil" = CASE WHEN c.failures + 1 >= ${failures}::int THEN ${at}::timestamptz
            + LEAST(${openMs}::int * power(2, LEAST(c.failures + 1 - ${failures}::int, 30)), ${longestOpenMs}::int)
            * interval '1 millisecond' END
        WHERE c."openUntil" IS NULL OR c."openUntil" <= ${at}::timestamptz
        RETURNING "openUntil"`;
      return row?.openUntil ?? null;
    },

    async closeCircuit(provider) {
      await client.providerCircuit.deleteMany({ where: { provider } });
    },
  };
}
