import type { BetterAuthPlugin } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";
import { deleteSessionCookie } from "better-auth/cookies";
import { describeDevice } from "../account/device-names";
import type { AuditRepository } from "../audit/repository";
import { type HookContext, on, readAddress, readRefusal } from "./hook-context";
import type { AuthMails } from "./mails";
import type { PasswordChange } from "./password-change";

/** Sign-ins looked back at to know a device again. */
const REMEMBERED_SIGN_INS = 200;

type Way = "password" | "two-factor" | "google";
type NewSession = NonNullable<HookContext["context"]["newSession"]>;

export interface ConsequencesDependencies {
  audit: Pick<AuditRepository, "add" | "list">;
  mails: Pick<AuthMails, "backupCodesRenewed" | "newDevice">;
  changePassword: PasswordChange;
  now: () => Date;
}

/** What follows once better-auth has done what a person asked for. Comes after the plugins that take it back. */
export function consequences({ audit, mails, changePassword, now }: ConsequencesDependencies): BetterAuthPlugin {
  const recordSignIn = async ({ session, user }: NewSession, how: Way, address: string | undefined) => {
    const device = describeDevice(session.userAgent ?? null).name;
    const earlier = await audit.list({ userId: user.id, action: "session.created", limit: REMEMBERED_SIGN_INS });
    await audit.add({
      ...{ actorKind: "user", actorId: user.id, userId: user.id, targetId: session.id, address },
      ...{ action: "session.created", details: { how, device } },
    });
    const isKnown = earlier.some((entry) => entry.address === (address ?? null) && entry.details.device === device);
    if (earlier.length > 0 && !isKnown) await mails.newDevice(user, { name: device, address, at: now() });
  };

  const readToken = async ({ context, getSignedCookie }: HookContext) =>
    (await getSignedCookie(context.authCookies.sessionToken.name, context.secret)) || undefined;

  const signedIn = (how: Way) =>
    createAuthMiddleware(async (context) => {
      const { newSession, internalAdapter } = context.context;
      if (!newSession) return;
      const before = await readToken(context);
      if (before && before !== newSession.session.token) await internalAdapter.deleteSession(before);
      await recordSignIn(newSession, how, readAddress(context));
    });

  /** Whoever reads a person's mail does not get past their password and their second factor. */
  const signNobodyIn = createAuthMiddleware(async (context) => {
    const { newSession, internalAdapter, setNewSession } = context.context;
    if (!newSession || newSession.session.token === (await readToken(context))) return;
    deleteSessionCookie(context, true);
    await internalAdapter.deleteSession(newSession.session.token);
    setNewSession.call(context.context, null);
  });

  const backupCodesRenewed = createAuthMiddleware(async (context) => {
    const { returned, session } = context.context;
    if (!session || readRefusal(returned) !== undefined) return;
    const { id } = session.user;
    await audit.add({
      ...{ actorKind: "user", actorId: id, userId: id, action: "backup-codes.renewed", address: readAddress(context) },
    });
    await mails.backupCodesRenewed(session.user);
  });

  return {
    id: "lumiku-consequences",
    hooks: {
      after: [
        { matcher: on("/verify-email"), handler: signNobodyIn },
        { matcher: on("/sign-up/email", "/sign-in/email"), handler: signedIn("password") },
        { matcher: on("/callback/:id"), handler: signedIn("google") },
        {
          // With a session it was no sign-in: it switched the second factor on.
          matcher: (context) =>
            on("/two-factor/verify-totp", "/two-factor/verify-backup-code")(context) && !context.context.session,
          handler: signedIn("two-factor"),
        },
        { matcher: on("/two-factor/generate-backup-codes"), handler: backupCodesRenewed },
        {
          matcher: on("/change-password"),
          handler: createAuthMiddleware(async (context) => {
            const { returned, newSession } = context.context;
            if (!newSession || readRefusal(returned) !== undefined) return;
            await changePassword(newSession.user, "password.changed", readAddress(context));
          }),
        },
      ],
    },
  };
}
