import type { BetterAuthOptions } from "better-auth";
import { APIError } from "better-auth/api";
import type { AuditRepository } from "../audit/repository";
import { readAddress } from "./hook-context";
import { readMailToken } from "./mail-token";
import type { AuthMails } from "./mails";
import type { CredentialsRepository } from "./repository";
import type { SessionCache } from "./session-cache";

type Hooks = NonNullable<BetterAuthOptions["databaseHooks"]>;
type UserUpdated = NonNullable<NonNullable<NonNullable<Hooks["user"]>["update"]>["after"]>;
type User = Parameters<UserUpdated>[0];
type Context = Parameters<UserUpdated>[1];

export interface RowHooksDependencies {
  credentials: Pick<CredentialsRepository, "countWaysIn" | "findPerson" | "forgetProofs" | "isClosed">;
  audit: Pick<AuditRepository, "add">;
  mails: Pick<AuthMails, "accountLinked" | "emailChanged" | "twoFactorChanged">;
  sessions: Pick<SessionCache, "revoke">;
  onSignUp(userId: string): Promise<void>;
  onChange(userId: string): Promise<void>;
}

/** What goes with better-auth's rows, whichever endpoint writes them. */
export function createRowHooks(dependencies: RowHooksDependencies): Hooks {
  const { credentials, audit, mails, sessions, onSignUp, onChange } = dependencies;

  const record = (user: { id: string }, action: string, context: Context, details = {}) =>
    audit.add({
      ...{ actorKind: "user", actorId: user.id, userId: user.id, action, details },
      address: readAddress(context),
    });

  const emailChanged = async (user: User, context: Context) => {
    const { email, updateTo } = readMailToken(String(context?.query?.token));
    if (!email || !updateTo || user.email !== updateTo) return;
    await record(user, "email.changed", context);
    // Links that wait in the old mailbox.
    await credentials.forgetProofs(user.id);
    await mails.emailChanged({ name: user.name, email, emailVerified: false }, user.email);
  };

  const twoFactorChanged = async (user: User, context: Context) => {
    const isEnabled = user.twoFactorEnabled === true;
    // A device that was trusted before is asked for the new code.
    await credentials.forgetProofs(user.id);
    await record(user, isEnabled ? "two-factor.enabled" : "two-factor.disabled", context);
    await mails.twoFactorChanged(user, isEnabled);
  };

  const tellOfWay = async (userId: string, way: string) => {
    const person = await credentials.findPerson(userId);
    // A password is set by a link in a mail, and has a notice of its own.
    if (person && way !== "password")
      await mails.accountLinked(
        person,
        way.replace(/^./, (letter) => letter.toUpperCase()),
      );
  };

  const acts: Record<string, (user: User, context: Context) => Promise<void>> = {
    "/verify-email": emailChanged,
    "/two-factor/verify-totp": twoFactorChanged,
    "/two-factor/disable": twoFactorChanged,
  };

  return {
    user: {
      update: {
        async after(user, context) {
          await acts[context?.path ?? ""]?.(user, context);
          await onChange(user.id);
          await sessions.revoke(user.id);
        },
      },
    },

    account: {
      create: {
        // In the transaction that makes the account: what comes after a row comes after its commit.
        async before(account, context) {
          const how = account.providerId === "credential" ? "password" : account.providerId;
          const isFirst = (await credentials.countWaysIn(account.userId)) === 0;
          await record({ id: account.userId }, isFirst ? "account.created" : "account.linked", context, { how });
          if (isFirst) await onSignUp(account.userId);
          else await tellOfWay(account.userId, how);
          // Nothing is ever asked of a provider in somebody's name.
          return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
        },
      },
    },

    session: {
      create: {
        async before({ userId }) {
          if (!(await credentials.isClosed(userId))) return;
          throw new APIError("FORBIDDEN", {
            code: "ACCOUNT_CLOSED",
            message: "This account was closed and is being removed.",
          });
        },
      },
      delete: { after: ({ userId }) => sessions.revoke(userId) },
    },
  };
}
