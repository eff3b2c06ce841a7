import type { Actor } from "@lumiku/app-sdk/server";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { AuditRepository } from "../audit/repository";
import { type HookContext, on } from "./hook-context";
import { readMailToken } from "./mail-token";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, ratePassword } from "./password-strength";
import type { CredentialsRepository } from "./repository";

const MAX_NAME_LENGTH = 80;

export interface RulesDependencies {
  credentials: Pick<CredentialsRepository, "findPerson" | "findPersonByEmail">;
  audit: Pick<AuditRepository, "list">;
  authenticate(headers: Headers): Promise<Actor | null>;
}

/** What better-auth would take, and we do not. */
export function rules({ credentials, audit, authenticate }: RulesDependencies): BetterAuthPlugin {
  /** The words somebody who knows the owner would try first. */
  const describeOwner = async ({ path, body, headers, context }: HookContext): Promise<string[]> => {
    if (path === "/sign-up/email") return [body.name, body.email].filter((word) => typeof word === "string");
    const proof =
      path === "/reset-password" && typeof body.token === "string"
        ? await context.internalAdapter.findVerificationValue(`reset-password:${body.token}`)
        : undefined;
    const userId = proof?.value ?? (headers && (await authenticate(headers)))?.userId;
    const person = userId ? await credentials.findPerson(userId) : null;
    return person ? [person.name, person.email] : [];
  };

  const checkPassword = async (context: HookContext) => {
    const password: unknown = context.body?.newPassword ?? context.body?.password;
    if (typeof password !== "string") return;
    // Those have words of their own.
    if (password.length < MIN_PASSWORD_LENGTH || password.length > MAX_PASSWORD_LENGTH) return;
    const { isAccepted, advice } = await ratePassword(password, await describeOwner(context));
    if (isAccepted) return;
    throw new APIError("BAD_REQUEST", {
      code: "WEAK_PASSWORD",
      message: `This password is too easy to guess. ${advice}`,
    });
  };

  const checkProfile = async ({ body }: HookContext) => {
    const { name, image } = body ?? {};
    if (typeof name === "string" && (name.trim() === "" || name.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(name))) {
      throw new APIError("BAD_REQUEST", {
        code: "INVALID_NAME",
        message: `A name has 1 to ${MAX_NAME_LENGTH} characters, on one line.`,
      });
    }
    if (image !== undefined) {
      throw new APIError("BAD_REQUEST", { code: "INVALID_IMAGE", message: "A picture cannot be set this way." });
    }
  };

  const lastPasswordAt = async (userId: string): Promise<number> => {
    const entries = await Promise.all(
      ["password.changed", "password.reset"].map((action) => audit.list({ userId, action, limit: 1 })),
    );
    return Math.max(0, ...entries.flat().map(({ at }) => Date.parse(at)));
  };

  /** These links are not kept anywhere: what ends one is asked when it is opened. */
  const checkEmailChange = async ({ query }: HookContext) => {
    const { email, updateTo, requestType, iat = 0 } = readMailToken(String(query?.token));
    const person = email && updateTo ? await credentials.findPersonByEmail(email.toLowerCase()) : null;
    if (!person || !updateTo) return;
    // Asked for under an earlier password, by whoever knew that.
    if (iat <= Math.floor((await lastPasswordAt(person.id)) / 1_000)) {
      throw new APIError("UNAUTHORIZED", {
        code: "INVALID_TOKEN",
        message: "Your password was changed since. Ask for the new address again.",
      });
    }
    // Told only to who reads the new mailbox.
    if (requestType === "change-email-verification" && (await credentials.findPersonByEmail(updateTo.toLowerCase()))) {
      throw new APIError("CONFLICT", {
        code: "EMAIL_TAKEN",
        message: "Another account uses this address by now. Yours stays as it was.",
      });
    }
  };

  return {
    id: "lumiku-rules",
    hooks: {
      before: [
        { matcher: on("/sign-up/email", "/update-user"), handler: createAuthMiddleware(checkProfile) },
        {
          matcher: on("/sign-up/email", "/reset-password", "/change-password"),
          handler: createAuthMiddleware(checkPassword),
        },
        { matcher: on("/verify-email"), handler: createAuthMiddleware(checkEmailChange) },
        {
          // Whoever knew the old password is out, and the session has a new token.
          matcher: on("/change-password"),
          handler: createAuthMiddleware(async ({ body }) => ({
            context: { body: { ...body, revokeOtherSessions: true } },
          })),
        },
        {
          // People come back from Google's page. A token from elsewhere was not asked for here.
          matcher: on("/sign-in/social"),
          handler: createAuthMiddleware(async ({ body }) => {
            if (body?.idToken === undefined) return;
            throw new APIError("NOT_FOUND", { code: "ID_TOKEN_NOT_SUPPORTED", message: "Start at the sign-in page." });
          }),
        },
      ],
    },
  };
}
