import { expect, test } from "bun:test";
import { platformError } from "@lumiku/app-sdk";
import { Hono } from "hono";
import type { HttpEnv } from "./context";
import { answerProblem } from "./problem";

/** What is logged as an error when a handler throws this, and the answer. */
async function answer(thrown: unknown, signal?: AbortSignal) {
  const logged: unknown[] = [];
  const http = new Hono<HttpEnv>();
  http.onError((error, context) => answerProblem(error, context as never));
  http.get("/", (context) => {
    context.set("logger", { error: (fields: object) => logged.push(fields), debug: () => {} } as never);
    throw thrown;
  });
  const response = await http.request(new Request("http://lumiku.test/", signal ? { signal } : {}));
  return { logged, status: response.status };
}

test("a fault of ours is logged, and what a client was refused is not", async () => {
  expect(await answer(new Error("broken"))).toMatchObject({ status: 500, logged: [{ code: "INTERNAL" }] });
  expect(await answer(platformError("NOT_FOUND"))).toEqual({ status: 404, logged: [] });
});

test("what was stopped because its client has gone is no fault", async () => {
  const gone = new AbortController();
  gone.abort();
  expect((await answer(gone.signal.reason, gone.signal)).logged).toEqual([]);
});
