import { createHash } from "node:crypto";
import { platformError, type RateClass } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import type { Context, HonoRequest, MiddlewareHandler } from "hono";
import type { HttpEnv } from "../http/context";
import { networkOf } from "./address";
import { type Budget, type Budgets, type Counted, budgets as defaultBudgets } from "./budgets";
import { classify } from "./classify";
import type { Counters, Standing } from "./counters";

/** How often somebody may ask. Every answer that was counted says where its budgets stand. */
export interface Limits {
  /**
   * Counts a request by where it comes from, before anybody looks who sent it.
   *
   * @throws AppError RATE_LIMITED
   */
  countAddress: MiddlewareHandler<HttpEnv>;
  /**
   * Counts a request by who sent it, and by what it asks for.
   *
   * @param actor undefined for somebody unknown, of a public route
   * @throws AppError RATE_LIMITED
   */
  countActor(context: Context<HttpEnv>, actor: Actor | undefined, requestClass: RateClass | undefined): Promise<void>;
}

export interface LimitsDependencies {
  counters: Counters;
  budgets?: Budgets;
}

type Subjects = Partial<Record<Counted, string | undefined>>;

export function createLimits({ counters, budgets = defaultBudgets }: LimitsDependencies): Limits {
  /** Counts against each budget that has somebody to count here. */
  const count = async (context: Context<HttpEnv>, all: readonly Budget[], subjects: Subjects) => {
    const counting: Promise<Standing>[] = [];
    for (const budget of all) {
      const subject = subjects[budget.counted];
      if (subject) counting.push(counters.count(budget, subject));
    }
    const [first] = counting;
    if (!first) return;
    const counted = counting.length === 1 ? [await first] : await Promise.all(counting);
    const standings = [...(context.get("standings") ?? []), ...counted];
    context.set("standings", standings);
    context.header("RateLimit", standings.map(describeStanding).join(", "));
    context.header("RateLimit-Policy", standings.map(({ budget }) => describePolicy(budget)).join(", "));
    refuseExceeded(counted);
  };

  return {
    async countAddress(context, next) {
      const classes = classify(context.req.method, context.req.path, context.req.query());
      const subjects: Subjects = { address: networkOf(context.get("address")) };
      if (classes.includes("mailbox")) Object.assign(subjects, await readMailbox(context.req));
      for (const name of classes) await count(context, budgets[name], subjects);
      return next();
    },

    async countActor(context, actor, requestClass) {
      // A key is counted by itself, so that a script run wild leaves its owner's screens alone.
      const account = actor?.userId;
      await count(context, budgets.request, actor?.apiKey ? { key: actor.apiKey.id } : { account });
      if (!requestClass) return;
      await count(context, budgets[requestClass], { account, address: networkOf(context.get("address")) });
    },
  };
}

/** @throws AppError RATE_LIMITED */
function refuseExceeded(standings: readonly Standing[]): void {
  let exceeded: Standing | undefined;
  for (const standing of standings) {
    if (standing.isExceeded && standing.resetMs > (exceeded?.resetMs ?? -1)) exceeded = standing;
  }
  if (!exceeded) return;
  const retryAfterSeconds = Math.ceil(exceeded.resetMs / 1000);
  throw platformError("RATE_LIMITED", {
    message: `That was a lot at once, and nothing was done this time. Try again in ${inWords(retryAfterSeconds)}.`,
    retryAfterMs: exceeded.resetMs,
    details: { limit: exceeded.budget.name, retryAfterSeconds },
  });
}

function inWords(seconds: number): string {
  const [amount, unit] = seconds < 90 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

// As in draft-ietf-httpapi-ratelimit-headers-10: lists of structured fields, one item a budget.

const describeStanding = ({ budget, remaining, resetMs }: Standing) =>
  `"${budget.name}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`;

const describePolicy = ({ name, requests, windowSeconds }: Budget) => `"${name}";q=${requests};w=${windowSeconds}`;

/** To whom a request makes us write; a hash, because counters may be kept elsewhere. */
async function readMailbox({ raw, path }: HonoRequest): Promise<Subjects> {
  const { newEmail, email } = readFields(await raw.clone().text());
  // Only the one that is read counts: another field would be a mailbox nobody writes to.
  const address = path.endsWith("/change-email") ? newEmail : email;
  if (typeof address !== "string") return {};
  return { mailbox: createHash("sha256").update(address.trim().toLowerCase()).digest("base64url") };
}

/** Of a body in JSON, or as a form sends it. */
function readFields(text: string): { newEmail?: unknown; email?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}
