import type { Database } from "../db/client";

export interface SessionRow {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  /** When it was last renewed. */
  updatedAt: Date;
}

export interface AccountRepository {
  /** Sessions that have not ended, the latest used first. */
  listSessions(userId: string, at: Date): Promise<SessionRow[]>;
  /** @returns whether there was one */
  removeSession(userId: string, id: string): Promise<boolean>;
  /** @returns how many there were besides the one that is kept */
  removeOtherSessions(userId: string, keptId: string | undefined): Promise<number>;
  /** Devices that need no code any more, and sign-ins half done: they do not say which device is theirs. */
  forgetTrust(userId: string): Promise<void>;
  /** @param email in lower case */
  findByEmail(email: string): Promise<{ id: string; role: string; deletionRequestedAt: Date | null } | null>;
  setRole(userId: string, role: "user" | "admin"): Promise<void>;
}

export function createAccountRepository({ client }: Database): AccountRepository {
  return {
    listSessions: (userId, at) =>
      client.session.findMany({
        where: { userId, expiresAt: { gt: at } },
        select: { id: true, userAgent: true, ipAddress: true, createdAt: true, updatedAt: true },
        orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
      }),

    async removeSession(userId, id) {
      const { count } = await client.session.deleteMany({ where: { userId, id } });
      return count === 1;
    },

    async removeOtherSessions(userId, keptId) {
      const { count } = await client.session.deleteMany({
        where: { userId, ...(keptId !== undefined && { id: { not: keptId } }) },
      });
      return count;
    },

    async forgetTrust(userId) {
      await client.verification.deleteMany({ where: { value: userId } });
    },

    findByEmail: (email) =>
      client.user.findUnique({ where: { email }, select: { id: true, role: true, deletionRequestedAt: true } }),

    async setRole(userId, role) {
      await client.user.update({ where: { id: userId }, data: { role } });
    },
  };
}
