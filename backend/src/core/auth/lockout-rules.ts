import type { Actor } from "@lumiku/app-sdk/server";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { AuditRepository } from "../audit/repository";
import { type HookContext, on, readAddress, readRefusal } from "./hook-context";
import { inWords, type Lockouts, type Secret } from "./lockouts";
import type { CredentialsRepository } from "./repository";

/** Refusals that come after the right secret. */
const afterwards = new Set(["EMAIL_NOT_VERIFIED", "ACCOUNT_CLOSED", "BANNED_USER"]);

export interface LockoutRulesDependencies {
  lockouts: Lockouts;
  credentials: Pick<CredentialsRepository, "findPersonByEmail">;
  audit: Pick<AuditRepository, "add">;
  authenticate(headers: Headers): Promise<Actor | null>;
}

/** Wherever a password or a code is tried, attempts are counted. */
export function lockoutRules(dependencies: LockoutRulesDependencies): BetterAuthPlugin {
  const { lockouts, credentials, audit, authenticate } = dependencies;

  const findUserId = async ({ headers }: HookContext) => (headers && (await authenticate(headers)))?.userId;
  /** Who has given the password and owes the code: known by a cookie. */
  const findChallenged = async ({ context, getSignedCookie }: HookContext) => {
    const cookie = await getSignedCookie(context.createAuthCookie("two_factor").name, context.secret);
    return cookie ? (await context.internalAdapter.findVerificationValue(cookie))?.value : undefined;
  };

  const guards: { paths: string[]; find(context: HookContext): Promise<Secret | null> }[] = [
    {
      paths: ["/sign-in/email"],
      async find({ body }) {
        const email: unknown = body?.email;
        return typeof email === "string" && email !== "" ? { kind: "sign-in", of: email } : null;
      },
    },
    {
      paths: ["/two-factor/verify-totp", "/two-factor/verify-backup-code"],
      async find(context) {
        const userId = (await findUserId(context)) ?? (await findChallenged(context));
        return userId ? { kind: "second-factor", of: userId } : null;
      },
    },
    {
      // Who sits at another's open session may not guess on.
      paths: ["/change-password", "/two-factor/enable", "/two-factor/disable", "/two-factor/generate-backup-codes"],
      async find(context) {
        const userId = await findUserId(context);
        return userId ? { kind: "password", of: userId } : null;
      },
    },
  ];

  const recordLock = async (secret: Secret, context: HookContext) => {
    const lockedMs = await lockouts.lockMs(secret);
    if (lockedMs === 0) return;
    const userId =
      secret.kind === "sign-in" ? (await credentials.findPersonByEmail(secret.of.trim().toLowerCase()))?.id : secret.of;
    await audit.add({
      ...{ actorKind: "system", action: "session.refused", userId, address: readAddress(context) },
      details: { secret: secret.kind, lockedSeconds: lockedMs / 1_000 },
    });
  };

  return {
    id: "lumiku-lockouts",
    hooks: {
      before: guards.map(({ paths, find }) => ({
        matcher: on(...paths),
        handler: createAuthMiddleware(async (context) => {
          const secret = await find(context);
          const lockedMs = secret ? await lockouts.begin(secret) : 0;
          if (lockedMs > 0) throw tooManyAttempts(lockedMs);
          if (secret && context.path === "/two-factor/verify-totp") {
            if (!(await lockouts.spend(secret, String(context.body?.code)))) throw wrongCode();
          }
        }),
      })),
      after: guards.map(({ paths, find }) => ({
        matcher: on(...paths),
        handler: createAuthMiddleware(async (context) => {
          const { returned, newSession } = context.context;
          // Once signed in, the cookie that told who owed a code is gone.
          const secret = newSession && on(...secondFactor)(context) ? secretOf(newSession) : await find(context);
          if (!secret) return;
          const refusal = readRefusal(returned);
          if (refusal === undefined || afterwards.has(refusal)) await lockouts.clear(secret);
          else await recordLock(secret, context);
        }),
      })),
    },
  };
}

const secondFactor = ["/two-factor/verify-totp", "/two-factor/verify-backup-code"];
const secretOf = ({ user }: { user: { id: string } }): Secret => ({ kind: "second-factor", of: user.id });

function tooManyAttempts(lockedMs: number): APIError {
  return new APIError(
    "TOO_MANY_REQUESTS",
    {
      code: "TOO_MANY_ATTEMPTS",
      message: `Too many wrong attempts. Wait ${inWords(lockedMs)}, then try again.`,
    },
    { "Retry-After": String(Math.ceil(lockedMs / 1_000)) },
  );
}

const wrongCode = () =>
  new APIError("UNAUTHORIZED", { code: "INVALID_CODE", message: "This code was used already. Wait for the next one." });
