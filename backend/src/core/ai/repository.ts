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
  /** Counts one more failure. @returns how many there are in a row */
  countFailure(provider: string, reason: string, at: Date): Promise<number>;
  openCircuit(provider: string, until: Date): Promise<void>;
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

    async countFailure(provider, reason, at) {
      const row = await client.providerCircuit.upsert({
        where: { provider },
        create: { provider, failures: 1, reason, updatedAt: at },
        update: { failures: { increment: 1 }, reason, updatedAt: at },
      });
      return row.failures;
    },

    async openCircuit(provider, openUntil) {
      await client.providerCircuit.updateMany({ where: { provider }, data: { openUntil } });
    },

    async closeCircuit(provider) {
      await client.providerCircuit.deleteMany({ where: { provider } });
    },
  };
}
