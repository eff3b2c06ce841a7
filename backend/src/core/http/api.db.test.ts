import { afterAll, beforeAll, expect, test } from "bun:test";
import type { ServerEvent } from "@lumiku/dev/api-client";
import { enter } from "../auth/browser.fixture";
import { createTestPlatform, type TestPlatform } from "../testing/platform";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

test("an unknown route is a 404 problem with the request's id", async () => {
  const response = await fetch(`${platform.url}/api/nothing`, { headers: { "x-request-id": "my-request-1" } });
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ status: 404, code: "NOT_FOUND", requestId: "my-request-1" });
});

test("every route of the OpenAPI document that needs a session answers 401 without one", async () => {
  const document = (await (await fetch(`${platform.url}/api/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { security?: unknown }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path: path.replace(/\{\w+\}/g, "x"),
      method,
      isPrivate: operation.security !== undefined,
    })),
  );
  expect(routes.filter(({ isPrivate }) => isPrivate).length).toBeGreaterThan(15);
  for (const { path, method, isPrivate } of routes) {
    const response = await fetch(platform.url + path, { method: method.toUpperCase() });
    expect(`${method} ${path} ${response.status === 401}`).toBe(`${method} ${path} ${isPrivate}`);
  }
  expect((await fetch(`${platform.url}/api/events`)).status).toBe(401);
});

test("a session works as a cookie and as a bearer token, until it is signed out", async () => {
  const credentials = { email: "cookie@example.com", password: "correct horse battery" };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${platform.url}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: platform.url, ...headers },
      body: JSON.stringify(body),
    });
  await post("sign-up/email", { ...credentials, name: "Cookie" });
  const signedIn = await post("sign-in/email", credentials);
  const cookie = signedIn.headers.get("set-cookie") ?? "";
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Lax");
  const session = { cookie: cookie.split(";")[0] ?? "" };
  const bearer = { authorization: `Bearer ${signedIn.headers.get("set-auth-token")}` };
  for (const headers of [session, bearer])
    expect((await fetch(`${platform.url}/api/me`, { headers })).status).toBe(200);
  expect((await post("sign-in/email", { ...credentials, password: "wrong" })).status).toBe(401);
  const stream = await fetch(`${platform.url}/api/events`, { headers: session });
  await post("sign-out", {}, session);
  // Ends by itself: whoever has signed out hears nothing more.
  expect(await stream.text()).toStartWith("retry:");
  for (const headers of [session, bearer])
    expect((await fetch(`${platform.url}/api/me`, { headers })).status).toBe(401);
});

test("another site's page cannot sign a person in or out", async () => {
  const response = await fetch(`${platform.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://evil.example", cookie: "lumiku.session_token=x" },
    body: JSON.stringify({ email: "cookie@example.com", password: "correct horse battery" }),
  });
  expect(response.status).toBe(403);
});

test("what is no JSON, too large, or of another type is refused before anything happens", async () => {
  const ada = await platform.join();
  const send = (body: string, type = "application/json") =>
    ada.fetch("/api/apps/avatar-creator/projects", { method: "POST", headers: { "content-type": type }, body });
  expect((await send("{")).status).toBe(400);
  expect((await send("name=x", "application/x-www-form-urlencoded")).status).toBe(415);
  expect((await send(JSON.stringify({ name: "x".repeat(2_000_000) }))).status).toBe(413);
  const invalid = await send(JSON.stringify({ name: 7 }));
  expect(await invalid.json()).toMatchObject({ status: 422, errors: [{ path: "/body/name" }] });
  expect((await ada.avatars.listProjects()).items).toEqual([]);
});

test("a list is read page by page without a gap or a repeat, and a made-up cursor is refused", async () => {
  const ada = await platform.join();
  for (let n = 0; n < 7; n++) await ada.avatars.createProject({ body: { name: `Project ${n}` } });
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await ada.avatars.listProjects({ query: { limit: 3, ...(cursor && { cursor }) } });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor);
  expect(names).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Project ${n}`));
  expect((await ada.fetch("/api/apps/avatar-creator/projects?cursor=xyz")).status).toBe(422);
});

test("a reader that was away returns with Last-Event-ID and misses nothing", async () => {
  const ada = await platform.join();
  const project = await ada.avatars.createProject({ body: { name: "Live" } });
  const draw = async (seed: number) =>
    ada.follow(
      await ada.avatars.generateAvatars({
        params: { projectId: project.id },
        body: { prompt: "A man", model: "illustrated", width: 256, height: 256, seed },
      }),
    );
  const read = async (isLast: (event: ServerEvent) => boolean, lastEventId?: string) => {
    const controller = new AbortController();
    const events: ServerEvent[] = [];
    for await (const event of await ada.events({ signal: controller.signal, ...(lastEventId && { lastEventId }) })) {
      events.push(event);
      if (isLast(event)) break;
    }
    controller.abort();
    return events;
  };
  const isDone = ({ type, data }: ServerEvent) =>
    type === "generation.updated" && (data as { status: string }).status === "completed";
  const whole = read(isDone);
  await Bun.sleep(50);
  const first = await draw(1);
  const seen = await whole;
  expect(seen.some(({ type }) => type === "avatar-creator/avatar.created")).toBe(true);

  const second = await draw(2);
  const third = await draw(3);
  const missed = await read(
    (event) => isDone(event) && (event.data as { id: string }).id === third.id,
    seen.at(-1)?.id,
  );
  const versions = (id: string, events: ServerEvent[]) =>
    events.flatMap(({ type, data }) =>
      type === "generation.updated" && (data as { id: string }).id === id
        ? [(data as { version: number }).version]
        : [],
    );
  expect(versions(first.id, missed)).toEqual([]);
  for (const { id, version } of [second, third]) {
    expect(versions(id, missed)[0]).toBe(1);
    expect(versions(id, missed).at(-1)).toBe(version);
  }
  expect(missed.map(({ id }) => BigInt(id))).toEqual(missed.map(({ id }) => BigInt(id)).sort((a, b) => Number(a - b)));
});

test("ready only with a worker", async () => {
  const lonely = await createTestPlatform({ hasWorker: false });
  const response = await fetch(`${lonely.url}/api/health/ready`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    status: "not-ready",
    checks: { database: { status: "up" }, workers: { status: "down" } },
  });
  expect((await fetch(`${lonely.url}/api/health/live`)).status).toBe(200);
  await lonely.close();
  expect((await fetch(`${platform.url}/api/health/ready`)).status).toBe(200);
});

test("an app that throws while it loads is quarantined, and the others run", async () => {
  const broken = {
    contract: { id: "broken" },
    tables: [],
    create: () => {
      throw new Error("bad wiring");
    },
  };
  const wounded = await createTestPlatform({ apps: [broken as never] });
  const readiness = await (await fetch(`${wounded.url}/api/health/ready`)).json();
  expect(readiness).toMatchObject({
    status: "ready",
    apps: expect.arrayContaining([
      { id: "avatar-creator", status: "loaded" },
      { id: "broken", status: "quarantined", error: "bad wiring" },
    ]),
  });
  const listed = (await (await wounded.join()).apps.list()).items.map(({ id }) => id);
  expect(listed).toContain("avatar-creator");
  expect(listed).not.toContain("broken");
  await wounded.close();
});

test("a page of a neighbouring port or another site does nothing with a person's cookie, whatever it sends", async () => {
  const ada = await enter(platform);
  const cookie = { cookie: `lumiku.session_token=${ada.cookies.get("lumiku.session_token")}` };
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${platform.url}/api/account/devices/revoke-others`, {
      method: "POST",
      headers: { "content-type": "text/plain", ...headers },
      body: "x",
    });
    return response.status;
  };
  for (const origin of ["http://127.0.0.1:1", "https://evil.example", "null"])
    expect({ origin, status: await ask({ ...cookie, origin }) }).toEqual({ origin, status: 403 });
  expect(await ask({ ...cookie, "sec-fetch-site": "same-site" })).toBe(403);
  expect(await ask({ ...cookie, origin: platform.url, "sec-fetch-site": "same-origin" })).toBe(204);
  // A program says no origin.
  expect(await ask(cookie)).toBe(204);
});

test("no cache keeps an answer, be it good or bad, that does not say for how long", async () => {
  const ada = await platform.join();
  for (const path of ["/api/me", "/api/generations", "/api/shared/nothing", "/api/nothing"])
    expect({ path, caching: (await ada.fetch(path)).headers.get("cache-control") }).toEqual({
      path,
      caching: "private, no-store",
    });
});

test("what no database keeps and what is no UTF-8 is refused, not stumbled over", async () => {
  const ada = await platform.join();
  const body = JSON.stringify({ name: "a\0b", scopes: ["read"] });
  const headers = { "content-type": "application/json" };
  expect((await ada.fetch("/api/account/api-keys", { method: "POST", headers, body })).status).toBe(422);
  const half = JSON.stringify({ name: "half of \ud83d", scopes: ["read"] });
  expect((await ada.fetch("/api/account/api-keys", { method: "POST", headers, body: half })).status).toBe(422);
  const whole = JSON.stringify({ name: "all of \ud83d\ude00", scopes: ["read"] });
  expect((await ada.fetch("/api/account/api-keys", { method: "POST", headers, body: whole })).status).toBe(201);
  const literal = JSON.stringify({ name: "a\\u0000b", scopes: ["read"] });
  expect((await ada.fetch("/api/account/api-keys", { method: "POST", headers, body: literal })).status).toBe(201);
  for (const path of ["/%E0%A4%A", "/api/%E0%A4%A", "/api/files/%00"])
    expect({ path, status: (await ada.fetch(path)).status }).toEqual({ path, status: 404 });
});
