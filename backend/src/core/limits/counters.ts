import type { Logger } from "@lumiku/app-sdk/server";
import { Redis } from "ioredis";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Budget } from "./budgets";

/** A request does not wait longer for its count. */
const ANSWER_MS = 250;
/** Then the connection counts as lost. */
const SILENCE_MS = 1_000;
const RECONNECT_MS = 2_000;

/** Where a budget stands after a request was counted. */
export interface Standing {
  budget: Budget;
  isExceeded: boolean;
  remaining: number;
  /** Until the budget is whole again. */
  resetMs: number;
}

export interface Counters {
  /** Counts one request of a subject: an address, an account's id, … */
  count(budget: Budget, subject: string): Promise<Standing>;
  close(): Promise<void>;
}

/** Counts in this process alone. */
export function createMemoryCounters(): Counters {
  const count = createCount((options) => new RateLimiterMemory(options));
  return { count, close: async () => {} };
}

export interface RedisCountersOptions {
  url: string;
  prefix?: string;
  logger: Pick<Logger, "info" | "warn">;
}

/** Counts for every process together; while Redis does not answer, each for itself: nobody is shut out by an outage. */
export function createRedisCounters({ url, prefix = "lumiku", logger }: RedisCountersOptions): Counters {
  const redis = new Redis(url, {
    commandTimeout: ANSWER_MS,
    socketTimeout: SILENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 100, RECONNECT_MS),
  });
  let isAway = false;
  let reason: unknown;
  redis.on("error", (error) => {
    reason = error;
  });
  redis.on("close", () => {
    if (!isAway) logger.warn({ err: reason }, "Redis does not answer: each process counts requests for itself");
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) logger.info({}, "requests are counted in Redis again");
    isAway = false;
  });
  const count = createCount(
    ({ keyPrefix, ...options }) =>
      new RateLimiterRedis({
        ...options,
        keyPrefix: `${prefix}:${keyPrefix}`,
        storeClient: redis,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory({ ...options, keyPrefix }),
      }),
  );
  return {
    count,
    async close() {
      redis.removeAllListeners("close");
      redis.disconnect();
    },
  };
}

interface LimiterOptions {
  keyPrefix: string;
  points: number;
  duration: number;
}

function createCount(createLimiter: (options: LimiterOptions) => RateLimiterAbstract): Counters["count"] {
  const limiters = new Map<Budget, RateLimiterAbstract>();
  const limiterOf = (budget: Budget): RateLimiterAbstract => {
    const known = limiters.get(budget);
    if (known) return known;
    const { name, requests, windowSeconds } = budget;
    const limiter = createLimiter({ keyPrefix: `limit:${name}`, points: requests, duration: windowSeconds });
    limiters.set(budget, limiter);
    return limiter;
  };

  return async (budget, subject) => {
    try {
      const { remainingPoints, msBeforeNext } = await limiterOf(budget).consume(subject);
      return { budget, isExceeded: false, remaining: remainingPoints, resetMs: msBeforeNext };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { budget, isExceeded: true, remaining: 0, resetMs: refusal.msBeforeNext };
    }
  };
}
