import type { Actor } from "@lumiku/app-sdk/server";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { admin, bearer } from "better-auth/plugins";
import type { Database } from "../db/client";
import type { PlatformLogger } from "../observability/logger";
import type { SessionCache } from "./session-cache";

const DAY_SECONDS = 24 * 3_600;
/** Ours alone: whatever a client sends under this name is replaced. */
const ADDRESS_HEADER = "x-lumiku-address";

export interface AuthOptions {
  database: Database;
  secret: string;
  /** The one address people use; undefined serves every address the server is reached at. */
  publicUrl: string | undefined;
  port: number;
  isRateLimited: boolean;
  sessions: SessionCache;
  logger: PlatformLogger;
  /** Runs after an account has been created. */
  onSignUp: (userId: string) => Promise<void>;
}

export interface Auth {
  /**
   * Answers `/api/auth/*`.
   *
   * @param address of who asks, as the server sees it; limits on signing in and up count by it
   */
  handler(request: Request, address: string | undefined): Promise<Response>;
  /** Who sent a request with these headers, by session cookie or bearer token; null for nobody. */
  authenticate(headers: Headers): Promise<Actor | null>;
  /** Calls back when a person's sessions were revoked, in whichever process. */
  onRevoked(listener: (userId: string) => void): void;
}

export function createAuth(options: AuthOptions): Auth {
  const { database, secret, publicUrl, port, logger } = options;
  const auth = betterAuth({
    appName: "Lumiku",
    basePath: "/api/auth",
    baseURL: publicUrl ?? `http://localhost:${port}`,
    secret,
    database: prismaAdapter(database.client, { provider: "postgresql" }),
    trustedOrigins: (request) => (publicUrl ? [publicUrl] : ownOrigins(request, port)),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: { enabled: options.isRateLimited },
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
    databaseHooks: { user: { create: { after: (user) => options.onSignUp(user.id) } } },
    plugins: [bearer(), admin()],
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      log: (level, message) => logger[level === "error" ? "error" : "warn"]({}, `auth: ${message}`),
    },
    onAPIError: { errorURL: "/sign-in" },
  });

  const lookUp = async (headers: Headers): Promise<Actor | null> => {
    const session = await auth.api.getSession({ headers });
    if (!session) return null;
    return {
      userId: session.user.id,
      role: session.user.role === "admin" ? "admin" : "user",
      sessionId: session.session.id,
    };
  };
  const authenticate = async (headers: Headers) => {
    if (!headers.has("cookie") && !headers.has("authorization")) return null;
    return options.sessions.find(headers, () => lookUp(headers));
  };

  return {
    authenticate,
    onRevoked: options.sessions.onRevoked,

    async handler(request, address) {
      // Whatever a person does to their account may end sessions or change what they may do.
      const actor = request.method === "POST" ? await authenticate(request.headers) : null;
      const headers = new Headers(request.headers);
      headers.set(ADDRESS_HEADER, address ?? "127.0.0.1");
      const response = await auth.handler(new Request(request, { headers }));
      if (actor) await options.sessions.revoke(actor.userId);
      return response;
    },
  };
}

/** Without a public address the server trusts the one it was called at: localhost, 127.0.0.1, a name in the local network. */
function ownOrigins(request: Request | undefined, port: number): string[] {
  const host = request?.headers.get("host");
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`, ...(host ? [`http://${host}`] : [])];
}
