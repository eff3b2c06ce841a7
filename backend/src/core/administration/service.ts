import { platformError } from "@lumiku/app-sdk";
import { decodeCursor, toPage } from "@lumiku/app-sdk/server";
import type { AdminUser, Alert, AuditEntry, BooksReport, MailMessage } from "@lumiku/contracts/administration";
import type { AccountsService } from "../accounts/service";
import type { AuditRepository } from "../audit/repository";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import type { MailService } from "../mail/service";
import type { AdjustCredits, CreditAdjustment } from "./credit-adjustments";
import type { AdministrationRepository, AlertRow, UserRow } from "./repository";

interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Who does something, from where. */
export interface Administrator {
  userId: string;
  address: string | undefined;
}

/** What an administrator does. Whether somebody is one was asked before; lists are newest first. */
export interface AdministrationService {
  listUsers(query: PageRequest & { search?: string | undefined }): Promise<Page<AdminUser>>;
  /**
   * Makes someone an administrator, or no longer. They sign in again, with the new role.
   *
   * @throws AppError NOT_FOUND, CONFLICT for the last administrator
   */
  setRole(by: Administrator, userId: string, role: "user" | "admin"): Promise<AdminUser>;
  /** @throws AppError NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT */
  adjustCredits(adjustment: CreditAdjustment): Promise<AdminUser>;
  listAudit(
    query: PageRequest & { userId?: string | undefined; action?: string | undefined },
  ): Promise<Page<AuditEntry>>;
  listMail(query: PageRequest): Promise<Page<MailMessage>>;
  listAlerts(query: PageRequest & { state: "open" | "resolved" }): Promise<Page<Alert>>;
  /** Says that somebody has looked at it; again changes nothing. @throws AppError NOT_FOUND */
  resolveAlert(by: Administrator, alertId: string): Promise<Alert>;
  /** Compares every wallet with its ledger. */
  checkBooks(): Promise<BooksReport>;
}

export interface AdministrationDependencies {
  repository: AdministrationRepository;
  adjustCredits: AdjustCredits;
  credits: Pick<CreditsService, "audit">;
  accounts: Pick<AccountsService, "changed">;
  audit: AuditRepository;
  mail: Pick<MailService, "list">;
  /** Ends what is remembered of a person's sessions in every process, and their event streams. */
  revokeSessions(userId: string): Promise<void>;
  database: Pick<Database, "transaction" | "afterCommit">;
  now: () => Date;
}

export function createAdministrationService(dependencies: AdministrationDependencies): AdministrationService {
  const { repository, adjustCredits, credits, accounts, audit, mail, revokeSessions, database, now } = dependencies;

  const getUser = async (userId: string): Promise<UserRow> => {
    const user = await repository.findUser(userId);
    if (!user) throw platformError("NOT_FOUND", { message: "There is no such account." });
    return user;
  };

  const getAlert = async (alertId: string): Promise<AlertRow> => {
    const alert = await repository.findAlert(alertId);
    if (!alert) throw platformError("NOT_FOUND", { message: "There is no such alert." });
    return alert;
  };

  return {
    async listUsers({ search, limit, cursor }) {
      const rows = await repository.listUsers({ search, limit, after: decodeCursor(cursor) });
      return toList(rows, limit, toAdminUser);
    },

    setRole: (by, userId, role) =>
      database.transaction(async () => {
        const administrators = await repository.lockAdministrators();
        // Whoever was one when asking may have stopped being one since.
        if (!administrators.includes(by.userId)) throw platformError("NOT_FOUND");
        const user = await getUser(userId);
        if (user.role === role) return toAdminUser(user);
        if (role === "user" && administrators.every((id) => id === userId)) throw lastAdministrator();
        await repository.setRole(userId, role);
        await repository.endSessions(userId);
        await audit.add({
          ...{ actorKind: "admin", actorId: by.userId, action: "role.changed", userId, address: by.address },
          details: { role },
        });
        database.afterCommit(async () => {
          await accounts.changed(userId);
          await revokeSessions(userId);
        });
        return toAdminUser({ ...user, role });
      }),

    async adjustCredits(adjustment) {
      await adjustCredits(adjustment);
      return toAdminUser(await getUser(adjustment.userId));
    },

    async listAudit({ userId, action, limit, cursor }) {
      const before = readEntryId(cursor);
      const entries = await audit.list({ userId, action, limit: limit + 1, before });
      return toPage(entries, limit, ({ at, id }) => ({ at: new Date(at), id }));
    },

    listMail: ({ limit, cursor }) => mail.list({ limit, cursor }),

    async listAlerts({ state, limit, cursor }) {
      const isResolved = state === "resolved";
      const rows = await repository.listAlerts({ isResolved, limit, after: decodeCursor(cursor) });
      return toList(rows, limit, toAlert);
    },

    resolveAlert: (by, alertId) =>
      database.transaction(async () => {
        const { userId, paymentId, kind } = await getAlert(alertId);
        if (await repository.resolveAlert(alertId, { userId: by.userId, at: now() })) {
          await audit.add({
            ...{ actorKind: "admin", actorId: by.userId, action: "alert.resolved", address: by.address },
            ...{ userId: userId ?? undefined, targetId: alertId, details: { kind, paymentId } },
          });
        }
        return toAlert(await getAlert(alertId));
      }),

    async checkBooks() {
      const [discrepancies, wallets] = await Promise.all([credits.audit(), repository.countWallets()]);
      return { checkedAt: now().toISOString(), wallets, discrepancies };
    },
  };
}

const lastAdministrator = () =>
  platformError("CONFLICT", {
    message: "This is the only administrator here. Make someone else one first. Nothing was changed.",
  });

function toList<Row extends { createdAt: Date; id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  return { ...page, items: page.items.map(toItem) };
}

/** Entries are numbered in the order they were written. @throws AppError VALIDATION_FAILED when no list gave this cursor */
function readEntryId(cursor: string | undefined): bigint | undefined {
  const position = decodeCursor(cursor);
  if (!position) return undefined;
  if (/^\d{1,18}$/.test(position.id)) return BigInt(position.id);
  const errors = [{ path: "/query/cursor", message: "This cursor was not given by this list." }];
  throw platformError("VALIDATION_FAILED", { errors });
}

function toAdminUser({ wallet, role, createdAt, ...user }: UserRow): AdminUser {
  return {
    ...user,
    role: role === "admin" ? "admin" : "user",
    available: wallet?.available ?? 0,
    held: wallet?.held ?? 0,
    createdAt: createdAt.toISOString(),
  };
}

function toAlert({ createdAt, resolvedAt, details, ...alert }: AlertRow): Alert {
  return {
    ...alert,
    details: details as Record<string, unknown>,
    createdAt: createdAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}
