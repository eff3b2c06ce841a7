import type { AuditEntry } from "@lumiku/contracts/administration";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export interface Act {
  actorKind: AuditEntry["actorKind"];
  actorId?: string | undefined;
  /** "noun.pastParticiple": "role.changed". */
  action: string;
  /** Whose account it touched. */
  userId?: string | undefined;
  /** What else it was about: a payment, a key, a session. */
  targetId?: string | undefined;
  address?: string | undefined;
  /** Facts for whoever reads it: no secrets, no addresses of people. */
  details?: Record<string, unknown> | undefined;
}

export interface AuditQuery {
  userId?: string | undefined;
  action?: string | undefined;
  /** Entries before this one. */
  before?: bigint | undefined;
  limit: number;
}

export interface AuditRepository {
  add(act: Act): Promise<void>;
  /** Newest first. */
  list(query: AuditQuery): Promise<AuditEntry[]>;
}

export function createAuditRepository({ client }: Database): AuditRepository {
  return {
    async add({ actorKind, actorId, action, userId, targetId, address, details = {} }) {
      await client.auditEntry.create({
        data: {
          ...{ actorKind, action, details: details as Prisma.InputJsonObject },
          ...{ actorId: actorId ?? null, userId: userId ?? null },
          ...{ targetId: targetId ?? null, address: address ?? null },
        },
      });
    },

    async list({ userId, action, before, limit }) {
      const rows = await client.auditEntry.findMany({
        where: { ...(userId && { userId }), ...(action && { action }), ...(before && { id: { lt: before } }) },
        orderBy: { id: "desc" },
        take: limit,
      });
      return rows.map(({ id, at, actorKind, details, ...row }) => ({
        ...row,
        id: String(id),
        at: at.toISOString(),
        actorKind: actorKind as AuditEntry["actorKind"],
        details: details as Record<string, unknown>,
      }));
    },
  };
}
