import { defaultKeyHasher } from "@better-auth/api-key";
import { platformError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import type { PasswordStrength, SignInOptions } from "@lumiku/contracts/account";
import type { AuditRepository } from "../audit/repository";
import type { Database } from "../db/client";
import type { Mail } from "../mail/mail";
import type { PlatformLogger } from "../observability/logger";
import { type ApiKeys, createApiKeys } from "./api-keys";
import { createBetterAuth, listOwnOrigins } from "./better-auth";
import type { GoogleOptions } from "./google";
import { ADDRESS_HEADER } from "./hook-context";
import { createLockouts, inWords } from "./lockouts";
import { createAuthMails } from "./mails";
import { isOpen, isQuiet, QUIET_MS } from "./open-paths";
import { ratePassword } from "./password-strength";
import { createPasswords } from "./passwords";
import { createApiKeysRepository, createCredentialsRepository, createLockoutsRepository } from "./repository";
import type { SessionCache } from "./session-cache";

const DAY_SECONDS = 24 * 3_600;
const BASE_PATH = "/api/auth";

export interface AuthOptions {
  database: Database;
  secret: string;
  /** The one address people use; undefined serves every address the server is reached at. */
  publicUrl: string | undefined;
  port: number;
  /** An account is of no use before its address is confirmed; otherwise that is only asked for. */
  isEmailVerificationRequired: boolean;
  /** Signing in with Google, where it is set up. */
  google?: GoogleOptions | undefined;
  sessions: SessionCache;
  mail: Mail;
  audit: Pick<AuditRepository, "add" | "list">;
  logger: PlatformLogger;
  /** Runs in the transaction that makes an account. */
  onSignUp(userId: string): Promise<void>;
  /** Runs when something that is told of an account has changed: its name, its address, its second factor. */
  onChange(userId: string): Promise<void>;
  now: () => Date;
}

export interface Auth {
  /**
   * Answers `/api/auth/*`.
   *
   * @param address of who asks, as the server sees it; limits on signing in and up count by it
   */
  handler(request: Request, address: string | undefined): Promise<Response>;
  /** Who sent a request with these headers, by session cookie, bearer token or API key; null for nobody. */
  authenticate(headers: Headers): Promise<Actor | null>;
  /** Whether a page from this origin is one of the platform's own. */
  isOwnOrigin(origin: string, request: Request): boolean;
  /** Calls back when a person's sessions were revoked, in whichever process. */
  onRevoked(listener: (userId: string) => void): void;
  /** Ends what is remembered of a person's sessions and keys in every process, and their event streams. */
  revoke(userId: string): Promise<void>;
  /** Ways in to this platform. */
  signInOptions(): Pick<SignInOptions, "social" | "isEmailVerificationRequired">;
  /** How good a password would be, by the rule that accepts or refuses it. @param about its owner's name and address */
  ratePassword(password: string, about: readonly string[]): Promise<PasswordStrength>;
  /** Whether an account has a password, or only other ways in. */
  hasPassword(userId: string): Promise<boolean>;
  /**
   * Whether this is the account's password; false when it has none.
   *
   * @throws AppError RATE_LIMITED after too many wrong ones
   */
  verifyPassword(userId: string, password: string): Promise<boolean>;
  apiKeys: ApiKeys;
}

export function createAuth(options: AuthOptions): Auth {
  const { database, secret, sessions, now, google, isEmailVerificationRequired } = options;
  const webUrl = options.publicUrl ?? `http://localhost:${options.port}`;
  const credentials = createCredentialsRepository(database);
  const passwords = createPasswords(credentials.replacePasswordHash);
  const mails = createAuthMails({ mail: options.mail, webUrl });
  const lockouts = createLockouts({ repository: createLockoutsRepository(database), database, secret, now });
  const authenticate = async (headers: Headers) => {
    const key = headers.get("x-api-key");
    if (key) return sessions.find(headers, () => findByKey(key));
    if (!headers.has("cookie") && !headers.has("authorization")) return null;
    return sessions.find(headers, () => findBySession(headers));
  };
  const keys = createApiKeysRepository(database);
  const library = createBetterAuth({ ...options, credentials, keys, passwords, mails, lockouts, webUrl }, authenticate);

  const apiKeys = createApiKeys({
    ...options,
    ...{ credentials, mails },
    repository: keys,
    hash: defaultKeyHasher,
    make: (userId, { name, scopes, expiresInDays }) =>
      library.api.createApiKey({
        body: {
          ...{ userId, name, permissions: { lumiku: scopes } },
          ...(expiresInDays !== undefined && { expiresIn: expiresInDays * DAY_SECONDS }),
        },
      }),
  });

  const findBySession = async (headers: Headers): Promise<Actor | null> => {
    const found = await library.api.getSession({ headers });
    if (!found) return null;
    const { user, session } = found;
    return { userId: user.id, role: user.role === "admin" ? "admin" : "user", sessionId: session.id };
  };
  // A key does not administrate, whoever has made it.
  const findByKey = async (key: string): Promise<Actor | null> => {
    const found = await apiKeys.verify(key);
    return found && { userId: found.userId, role: "user", apiKey: { id: found.id, scopes: found.scopes } };
  };

  return {
    authenticate,
    ratePassword,
    apiKeys,
    onRevoked: sessions.onRevoked,
    revoke: sessions.revoke,
    isOwnOrigin: (origin, request) => listOwnOrigins(options, request).includes(origin),

    async handler(request, address) {
      const path = new URL(request.url).pathname.slice(BASE_PATH.length);
      if (!isOpen(path))
        return Response.json({ code: "NOT_FOUND", message: "Nothing was found here." }, { status: 404 });
      const headers = new Headers(request.headers);
      headers.set(ADDRESS_HEADER, address ?? "127.0.0.1");
      // Keys open the API, never the account.
      headers.delete("x-api-key");
      const [response] = await Promise.all([
        library.handler(new Request(request, { headers })),
        isQuiet(path, isEmailVerificationRequired) && Bun.sleep(QUIET_MS),
      ]);
      return response;
    },

    signInOptions: () => ({ social: google ? [{ id: "google", name: "Google" }] : [], isEmailVerificationRequired }),

    hasPassword: async (userId) => (await credentials.findPasswordHash(userId)) !== null,

    async verifyPassword(userId, password) {
      const hash = await credentials.findPasswordHash(userId);
      if (hash === null) return false;
      const attempted = { kind: "password", of: userId } as const;
      const lockedMs = await lockouts.begin(attempted);
      if (lockedMs > 0) {
        const message = `Too many wrong attempts. Wait ${inWords(lockedMs)}, then try again.`;
        throw platformError("RATE_LIMITED", { message, retryAfterMs: lockedMs });
      }
      const isRight = await passwords.verify({ hash, password });
      if (isRight) await lockouts.clear(attempted);
      return isRight;
    },
  };
}
