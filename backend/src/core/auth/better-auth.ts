import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { admin, bearer, twoFactor } from "better-auth/plugins";
import type { Database } from "../db/client";
import { API_KEY_PREFIX } from "./api-keys";
import type { Auth, AuthOptions } from "./auth";
import { consequences } from "./consequences";
import { google } from "./google";
import { ADDRESS_HEADER, readAddress } from "./hook-context";
import { lockoutRules } from "./lockout-rules";
import type { Lockouts } from "./lockouts";
import { readMailToken } from "./mail-token";
import type { AuthMails } from "./mails";
import { createPasswordChange } from "./password-change";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-strength";
import type { Passwords } from "./passwords";
import type { ApiKeysRepository, CredentialsRepository } from "./repository";
import { createRowHooks } from "./row-hooks";
import { rules } from "./rules";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

export interface BetterAuthDependencies extends AuthOptions {
  credentials: CredentialsRepository;
  keys: Pick<ApiKeysRepository, "removeAll">;
  lockouts: Lockouts;
  passwords: Passwords;
  mails: AuthMails;
  /** Where people reach the platform. */
  webUrl: string;
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;

/** better-auth, with everything decided that it leaves open. */
export function createBetterAuth(dependencies: BetterAuthDependencies, authenticate: Auth["authenticate"]) {
  const { database, publicUrl, webUrl, passwords, credentials, mails, logger } = dependencies;
  const isRequired = dependencies.isEmailVerificationRequired;
  const changePassword = createPasswordChange(dependencies);
  return betterAuth({
    appName: "Lumiku",
    basePath: "/api/auth",
    baseURL: webUrl,
    secret: dependencies.secret,
    database: prismaAdapter(withOurTransactions(database), { provider: "postgresql", transaction: true }),
    trustedOrigins: (request) => listOwnOrigins(dependencies, request),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      password: passwords,
      requireEmailVerification: isRequired,
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => mails.resetPassword(user, token),
      onPasswordReset: ({ user }, request) =>
        changePassword(user, "password.reset", request && readAddress({ request })),
      onExistingUserSignUp: ({ user }) => mails.alreadyThere(user),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: isRequired,
      autoSignInAfterVerification: false,
      expiresIn: DAY_SECONDS,
      sendVerificationEmail: ({ user, token }) =>
        readMailToken(token).updateTo ? mails.verifyNewEmail(user, token) : mails.verifyEmail(user, token),
    },
    user: {
      changeEmail: {
        enabled: true,
        sendChangeEmailConfirmation: ({ user, newEmail, token }) => mails.confirmNewEmail(user, newEmail, token),
      },
      async validateUserInfo({ user, source }) {
        if (source.method !== "oauth") return undefined;
        if (!user.emailVerified) return { error: "email_not_verified" };
        // Google would be a way around the code, and so would whoever makes a Google account for the mailbox.
        return user.id && (await credentials.hasSecondFactor(user.id)) ? { error: "two_factor_required" } : undefined;
      },
    },
    account: {
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, requireLocalEmailVerified: true, trustedProviders: [] },
    },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    verification: { storeIdentifier: "hashed" },
    // The platform counts requests itself, for all processes together.
    rateLimit: { enabled: false },
    advanced: {
      // Said outright: the library switches both off where it believes to be in a test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      cookiePrefix: "lumiku",
      useSecureCookies: publicUrl?.startsWith("https:") ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => Bun.randomUUIDv7() },
    },
    databaseHooks: createRowHooks(dependencies),
    plugins: [
      // Ours come after those that take a sign-in back, and before the one that hands out its token.
      twoFactor({ issuer: "Lumiku", accountLockout: { enabled: false } }),
      admin(),
      apiKey({
        schema: { apikey: { modelName: "apiKey" } },
        defaultPrefix: API_KEY_PREFIX,
        startingCharactersConfig: { shouldStore: true, charactersLength: API_KEY_PREFIX.length + 6 },
        maximumNameLength: 60,
        rateLimit: { enabled: false },
      }),
      ...(dependencies.google ? [google(dependencies.google)] : []),
      rules({ ...dependencies, authenticate }),
      lockoutRules({ ...dependencies, authenticate }),
      consequences({ ...dependencies, changePassword }),
      bearer(),
    ],
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      log: (level, message) => logger[level === "error" ? "error" : "warn"]({}, `auth: ${message}`),
    },
    // A refusal is answered; anything else is the caller's to log and to answer.
    onAPIError: { errorURL: "/sign-in", throw: true },
  });
}

/** What better-auth does in one transaction and what its hooks do through our repositories are one transaction. */
function withOurTransactions({ client, transaction }: Database) {
  type Work = (within: typeof client) => Promise<unknown>;
  return new Proxy(client, {
    get: (target, property) =>
      property === "$transaction" ? (work: Work) => transaction(() => work(client)) : Reflect.get(target, property),
  });
}

/**
 * Where the platform's own pages come from. Without a public address the server trusts the one it was called at:
 * localhost, 127.0.0.1, a name in the local network.
 */
export function listOwnOrigins(
  { publicUrl, port }: Pick<AuthOptions, "publicUrl" | "port">,
  request: Request | undefined,
): string[] {
  if (publicUrl) return [new URL(publicUrl).origin];
  const host = request?.headers.get("host");
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`, ...(host ? [`http://${host}`] : [])];
}
