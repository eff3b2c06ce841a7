import { afterAll, beforeAll, expect, test } from "bun:test";
import type { RouteContract } from "@lumiku/app-sdk";
import { type ApiKeyScope, account } from "@lumiku/contracts/account";
import { administration } from "@lumiku/contracts/administration";
import { mountContract } from "../http/mount";
import { createHttp } from "../http/server";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { promote } from "../testing/trial-person";
import { enter, listActs } from "./browser.fixture";

const MINUTE_MS = 60_000;
const everything: ApiKeyScope[] = ["read", "write", "billing"];
const clock = createClock();
let platform: TestPlatform;
let neighbour: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false, apps: [trialApp], now: clock.now });
  neighbour = await createTestPlatform({ hasWorker: false, apps: [trialApp], now: clock.now, beside: platform });
});
afterAll(async () => {
  await neighbour.close();
  await platform.close();
});

async function make(scopes: ApiKeyScope[] = everything, expiresInDays?: number) {
  const ada = await enter(platform);
  const made = await platform.auth.apiKeys.create(ada.userId, { name: "Script", scopes, expiresInDays }, "192.0.2.7");
  const call = (path: string, init: RequestInit = {}, at = platform) =>
    fetch(at.url + path, { ...init, headers: { "x-api-key": made.key, ...(init.headers as Record<string, string>) } });
  const draw = () =>
    call("/api/apps/trial/draw", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ model: "good", count: 1 }),
    });
  return { ...ada, ...made, call, draw };
}

const codeOf = async (response: Response) => ({
  status: response.status,
  code: ((await response.json()) as { code?: string }).code,
});

test("a key is shown once, and only its hash is kept", async () => {
  const { key, id, start, userId, ...made } = await make(["read"]);
  expect(key).toMatch(/^lk_[A-Za-z]{64}$/);
  expect(key).toStartWith(start);
  expect(start).toHaveLength(9);
  expect(made).toMatchObject({ name: "Script", scopes: ["read"], lastUsedAt: null, expiresAt: null });
  const row = await platform.database.client.apiKey.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(key.slice(start.length));
  expect(row).toMatchObject({ referenceId: userId, rateLimitEnabled: false });
  expect(row.key).toBe(new Bun.CryptoHasher("sha256").update(key).digest("base64url"));
  expect(JSON.stringify(await platform.auth.apiKeys.list(userId))).not.toContain(key.slice(start.length));
});

test("its owner is told when a key is made, and the audit log names it", async () => {
  const { email, id, userId } = await make();
  expect((await platform.mailsTo(email))[0]).toMatchObject({ subject: "A new API key was made" });
  await platform.auth.apiKeys.revoke(userId, id, "192.0.2.8");
  const [revoked, created] = await platform.audit.list({ userId, limit: 2 });
  expect(created).toMatchObject({ action: "api-key.created", targetId: id, address: "192.0.2.7" });
  expect(revoked).toMatchObject({ action: "api-key.revoked", targetId: id, address: "192.0.2.8" });
});

test("a key reads and starts work for its owner within its scopes, and nothing beyond", async () => {
  const [reader, writer, accountant] = [await make(["read"]), await make(["write"]), await make(["billing"])];
  const me = (await (await reader.call("/api/me")).json()) as { user: { id: string } };
  expect(me.user.id).toBe(reader.userId);
  expect((await writer.draw()).status).toBe(202);
  const refused = { status: 403, code: "INSUFFICIENT_SCOPE" };
  expect(await codeOf(await reader.draw())).toEqual(refused);
  expect(await codeOf(await accountant.draw())).toEqual(refused);
  expect(await codeOf(await writer.call("/api/generations"))).toEqual(refused);
  expect(await codeOf(await accountant.call("/api/events"))).toEqual(refused);
});

test("no key opens a route of the account or of the administration, not even an administrator's", async () => {
  const { key, userId } = await make();
  await promote(platform, userId);
  const reached: string[] = [];
  const http = createHttp(platform.logger);
  const contracts = [account, administration];
  for (const contract of contracts) {
    const handlers = Object.fromEntries(
      Object.keys(contract.routes).map((name) => [name, async () => void reached.push(name)]),
    );
    mountContract(http, { contract, handlers }, { authenticate: platform.auth.authenticate });
  }
  const routes: [string, RouteContract][] = contracts.flatMap((contract) => Object.entries(contract.routes));
  const closed = routes.filter(([, route]) => route.access !== "public");
  expect(closed.length).toBeGreaterThan(16);
  for (const [name, { method, path, access }] of closed) {
    const url = `/api${path.replace(/:\w+/g, "x")}`;
    const response = await http.request(url, { method: method.toUpperCase(), headers: { "x-api-key": key } });
    expect({ name, status: response.status }).toEqual({ name, status: access === "admin" ? 404 : 403 });
  }
  expect(reached).toEqual([]);
});

test("no key opens better-auth's own endpoints", async () => {
  const { call } = await make();
  expect(await (await call("/api/auth/get-session")).json()).toBeNull();
  const update = { method: "POST", headers: { "content-type": "application/json" }, body: '{"name":"Mallory"}' };
  expect((await call("/api/auth/update-user", update)).status).toBe(401);
});

test("a key that was ended stops at once, in every process that knows it", async () => {
  const { call, userId, id } = await make();
  for (const at of [platform, neighbour]) expect((await call("/api/me", {}, at)).status).toBe(200);
  const heard = Promise.withResolvers<string>();
  const listening = await neighbour.events.onSignal("session.revoked", heard.resolve);
  await platform.auth.apiKeys.revoke(userId, id);
  expect(await heard.promise).toBe(userId);
  await listening.close();
  for (const at of [platform, neighbour]) expect((await call("/api/me", {}, at)).status).toBe(401);
});

test("a key ends when it was said to, and never counts for an account that is closed", async () => {
  const [soon, closed] = [await make(everything, 1), await make()];
  expect((await soon.call("/api/me")).status).toBe(200);
  clock.advance(25 * 60 * MINUTE_MS);
  await platform.sessions.revoke(soon.userId);
  expect((await soon.call("/api/me")).status).toBe(401);
  await platform.database.client.user.update({
    where: { id: closed.userId },
    data: { deletionRequestedAt: clock.now() },
  });
  expect((await closed.call("/api/me")).status).toBe(401);
});

test("its last use is told, and written down about once a minute", async () => {
  const { call, userId, id } = await make();
  const use = async () => {
    await platform.sessions.revoke(userId);
    await call("/api/me");
    const [key] = await platform.auth.apiKeys.list(userId);
    return key?.lastUsedAt;
  };
  const first = await use();
  expect(first).not.toBeNull();
  expect(await use()).toBe(first);
  clock.advance(MINUTE_MS + 1);
  const later = await use();
  expect(new Date(later ?? 0).getTime()).toBeGreaterThan(new Date(first ?? 0).getTime());
  const { requestCount } = await platform.database.client.apiKey.findUniqueOrThrow({ where: { id } });
  expect(requestCount).toBe(0);
});

test("a person has 25 keys at most, however many are asked for at once", async () => {
  const { userId } = await enter(platform);
  const answers = await Promise.allSettled(
    Array.from({ length: 30 }, (_, n) => platform.auth.apiKeys.create(userId, { name: `Key ${n}`, scopes: ["read"] })),
  );
  const made = answers.filter(({ status }) => status === "fulfilled");
  expect(made.length).toBeLessThanOrEqual(25);
  const kept = await platform.auth.apiKeys.list(userId);
  expect(kept).toHaveLength(made.length);
  const acts = (await listActs(platform, userId)).filter((action) => action === "api-key.created");
  expect(acts).toHaveLength(made.length);
});

test("another person's key is not listed, and cannot be ended", async () => {
  const [ada, bob] = [await make(), await make()];
  expect((await platform.auth.apiKeys.list(bob.userId)).map(({ id }) => id)).toEqual([bob.id]);
  await expect(platform.auth.apiKeys.revoke(bob.userId, ada.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await ada.call("/api/me")).status).toBe(200);
});

test("what only looks like a key is nobody's", async () => {
  for (const key of ["", "x", "lk_", `lk_${"a".repeat(64)}`, `lk_${"a".repeat(5_000)}`])
    expect(await platform.auth.apiKeys.verify(key)).toBeNull();
  const { headers } = await (await enter(platform)).post("get-session", {});
  expect(headers.get("set-auth-token")).toBeNull();
});

test("a key hears of payments only with the scope to read them", async () => {
  const [reader, accountant] = [await make(["read"]), await make(["read", "billing"])];
  const listen = async ({ call, userId }: typeof reader) => {
    const stream = (await call("/api/events")).body?.getReader();
    await platform.events.publish(userId, "payment.updated", { amountCents: 1_000 });
    await platform.events.publish(userId, "credits.updated", { available: 1, held: 0 });
    let heard = "";
    while (!heard.includes("credits.updated")) heard += new TextDecoder().decode((await stream?.read())?.value);
    await stream?.cancel();
    return heard.includes("payment.updated");
  };
  expect(await listen(reader)).toBe(false);
  expect(await listen(accountant)).toBe(true);
});
