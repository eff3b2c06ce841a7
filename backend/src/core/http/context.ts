import type { Actor } from "@lumiku/app-sdk/server";
import type { Standing } from "../limits/counters";
import type { PlatformLogger } from "../observability/logger";

/** What a request carries through the server. */
export type HttpEnv = {
  Variables: {
    requestId: string;
    logger: PlatformLogger;
    /** Who asks, as the server sees it, or as the proxy in front of it does. */
    address: string | undefined;
    /** How often it may ask, by each budget it was counted against. */
    standings?: Standing[];
  };
};

/** Finds out who sent a request: from a session cookie, a bearer token or an API key. Null for nobody. */
export type Authenticate = (headers: Headers) => Promise<Actor | null>;
