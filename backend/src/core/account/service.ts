import { type Download, platformError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import type { Activity, Device, SignInOptions } from "@lumiku/contracts/account";
import type { Settings } from "@lumiku/contracts/accounts";
import type { AccountsRepository, SettingsChanges } from "../accounts/repository";
import type { AccountsService } from "../accounts/service";
import type { Registry } from "../apps/registry";
import type { AuditRepository } from "../audit/repository";
import type { Auth } from "../auth/auth";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { QuotaService } from "../quota/service";
import { toActivity } from "./activity";
import type { DeletionService } from "./deletion/service";
import { describeDevice } from "./device-names";
import type { ExportService } from "./export/service";
import type { AccountRepository } from "./repository";

const ACTIVITIES = 50;

export interface AccountService {
  signInOptions(): SignInOptions;
  getSettings(userId: string): Promise<Settings>;
  /** Pinned apps that are not here are left out. */
  updateSettings(userId: string, changes: SettingsChanges): Promise<Settings>;
  /** This one first, then the latest used. */
  listDevices(actor: Actor): Promise<Device[]>;
  /** @throws AppError NOT_FOUND */
  revokeDevice(actor: Actor, deviceId: string, address: string | undefined): Promise<void>;
  revokeOtherDevices(actor: Actor, address: string | undefined): Promise<void>;
  /** Newest first. */
  listActivity(userId: string): Promise<Activity[]>;
  export(userId: string, address: string | undefined, signal: AbortSignal): Promise<Download>;
  /** @throws AppError VALIDATION_FAILED for another address, WRONG_PASSWORD, CONFLICT for the last administrator */
  remove(
    userId: string,
    proof: { email: string; password?: string | undefined },
    address: string | undefined,
  ): Promise<void>;
}

export interface AccountDependencies {
  repository: AccountRepository;
  accountsRepository: Pick<AccountsRepository, "find" | "findSettings" | "saveSettings">;
  accounts: Pick<AccountsService, "changed">;
  auth: Pick<Auth, "signInOptions" | "hasPassword" | "verifyPassword" | "revoke">;
  mail: { readonly reachesPeople: boolean };
  audit: Pick<AuditRepository, "add" | "list">;
  quota: Pick<QuotaService, "find">;
  events: Pick<EventBus, "publish">;
  registry: Pick<Registry, "find">;
  database: Pick<Database, "transaction">;
  exports: ExportService;
  deletions: Pick<DeletionService, "close" | "kick">;
  now: () => Date;
}

export function createAccountService(dependencies: AccountDependencies): AccountService {
  const { repository, accountsRepository, accounts, auth, mail, audit, quota, events, registry, now } = dependencies;
  const { exports, deletions, database } = dependencies;

  const record = (userId: string, action: string, about: Partial<Parameters<AuditRepository["add"]>[0]>) =>
    audit.add({ actorKind: "user", actorId: userId, userId, action, ...about });

  return {
    signInOptions: () => ({ ...auth.signInOptions(), sendsMail: mail.reachesPeople }),

    getSettings: (userId) => accountsRepository.findSettings(userId),

    async updateSettings(userId, { pinnedApps, ...others }) {
      const changes = {
        ...others,
        pinnedApps: pinnedApps && [...new Set(pinnedApps)].filter((appId) => registry.find(appId)),
      };
      const before = await accountsRepository.findSettings(userId);
      const settings = await accountsRepository.saveSettings(userId, changes);
      await accounts.changed(userId);
      if (settings.usesCreditsAfterQuota !== before.usesCreditsAfterQuota) {
        await events.publish(userId, "quota.updated", await quota.find(userId));
      }
      return settings;
    },

    async listDevices({ userId, sessionId }) {
      const sessions = await repository.listSessions(userId, now());
      const devices = sessions.map((session) => ({
        id: session.id,
        ...describeDevice(session.userAgent),
        address: session.ipAddress,
        isCurrent: session.id === sessionId,
        signedInAt: session.createdAt.toISOString(),
        lastSeenAt: session.updatedAt.toISOString(),
      }));
      return devices.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
    },

    async revokeDevice({ userId }, deviceId, address) {
      await database.transaction(async () => {
        const session = (await repository.listSessions(userId, now())).find(({ id }) => id === deviceId);
        if (!session || !(await repository.removeSession(userId, deviceId))) {
          throw platformError("NOT_FOUND", { message: "That device is not signed in any more." });
        }
        await repository.forgetTrust(userId);
        const { name: device } = describeDevice(session.userAgent);
        await record(userId, "session.revoked", { targetId: deviceId, address, details: { device } });
      });
      await auth.revoke(userId);
    },

    async revokeOtherDevices({ userId, sessionId }, address) {
      await database.transaction(async () => {
        const devices = await repository.removeOtherSessions(userId, sessionId);
        await repository.forgetTrust(userId);
        await record(userId, "sessions.revoked", { address, details: { devices } });
      });
      await auth.revoke(userId);
    },

    async listActivity(userId) {
      return (await audit.list({ userId, limit: ACTIVITIES })).map(toActivity);
    },

    async export(userId, address, signal) {
      await record(userId, "account.exported", { address });
      return exports.open(userId, signal);
    },

    async remove(userId, { email, password }, address) {
      const user = await accountsRepository.find(userId);
      if (!user) throw platformError("UNAUTHENTICATED");
      if (email.trim().toLowerCase() !== user.email.toLowerCase()) {
        const message = "That is not the address of this account.";
        throw platformError("VALIDATION_FAILED", { errors: [{ path: "/body/email", message }] });
      }
      const isProven = !(await auth.hasPassword(userId)) || (await auth.verifyPassword(userId, password ?? ""));
      if (!isProven) throw platformError("WRONG_PASSWORD");
      await deletions.close(userId, address);
      await Promise.all([auth.revoke(userId), accounts.changed(userId)]);
      deletions.kick();
    },
  };
}
