import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import { Hono } from "hono";
import type { HttpEnv } from "../http/context";
import { answerProblem } from "../http/problem";
import { budgets } from "./budgets";
import { createMemoryCounters } from "./counters";
import { createLimits } from "./limits";

/** A server whose callers say themselves who and where they are, and what they ask for. */
function serve(sizes: Partial<Record<"account" | "key" | "address" | "payment" | "payment-address", number>>) {
  const sized = Object.fromEntries(
    Object.entries(budgets).map(([name, all]) => [
      name,
      all.map((budget) => ({ ...budget, requests: sizes[budget.name as keyof typeof sizes] ?? budget.requests })),
    ]),
  ) as unknown as typeof budgets;
  const limits = createLimits({ counters: createMemoryCounters(), budgets: sized });
  const http = new Hono<HttpEnv>();
  http.onError((error, context) => answerProblem(error, context));
  http.use((context, next) => {
    context.set("address", context.req.query("from"));
    return next();
  });
  http.use("/api/*", limits.countAddress);
  http.get("/api/:what", async (context) => {
    const { user, key } = context.req.query();
    const actor: Actor | undefined = user
      ? { userId: user, role: "user", ...(key && { apiKey: { id: key, scopes: [] } }) }
      : undefined;
    await limits.countActor(context, actor, context.req.param("what") === "pay" ? "payment" : undefined);
    return context.text("");
  });
  return async (query: string, times = 1) => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n++) statuses.push((await http.request(`/api/${query}`)).status);
    return statuses;
  };
}

test("a key is counted by itself, for all it asks; special requests are its owner's, whichever key they came with", async () => {
  const ask = serve({ account: 2, key: 3, payment: 2 });
  expect(await ask("any?from=1&user=ada&key=one", 4)).toEqual([200, 200, 200, 429]);
  expect(await ask("any?from=1&user=ada&key=two")).toEqual([200]);
  expect(await ask("any?from=1&user=ada", 3)).toEqual([200, 200, 429]);
  expect(await ask("pay?from=1&user=bob&key=three", 2)).toEqual([200, 200]);
  expect(await ask("pay?from=1&user=bob&key=four")).toEqual([429]);
});

test("paying has a limit for the account and one for the place, and what is refused for one is counted for both", async () => {
  const ask = serve({ payment: 2, "payment-address": 3 });
  expect(await ask("pay?from=1&user=ada", 3)).toEqual([200, 200, 429]);
  expect(await ask("pay?from=1&user=bob")).toEqual([429]);
  expect(await ask("pay?from=2&user=bob")).toEqual([200]);
});

test("somebody unknown is counted by where they are alone", async () => {
  const ask = serve({ account: 1, address: 3 });
  expect(await ask("any?from=1", 4)).toEqual([200, 200, 200, 429]);
  expect(await ask("any?from=2")).toEqual([200]);
});

test("the refusal names the budget that takes longest, in words and numbers", async () => {
  const limits = createLimits({
    counters: {
      count: async (budget) => ({ budget, isExceeded: true, remaining: 0, resetMs: budget.windowSeconds * 1000 - 1 }),
      close: async () => {},
    },
    budgets: {
      ...budgets,
      request: [
        { name: "short", counted: "address", requests: 1, windowSeconds: 10 },
        { name: "long", counted: "address", requests: 1, windowSeconds: 3_600 },
      ],
    },
  });
  const http = new Hono<HttpEnv>();
  let refusal: unknown;
  http.onError((error, context) => {
    refusal = error;
    return answerProblem(error, context);
  });
  http.use(limits.countAddress);
  const response = await http.request("/api/me");
  expect(response.headers.get("retry-after")).toBe("3600");
  expect(response.headers.get("ratelimit")).toBe('"short";r=0;t=10, "long";r=0;t=3600');
  expect(refusal).toBeInstanceOf(AppError);
  expect((refusal as AppError).message).toContain("60 minutes");
});
