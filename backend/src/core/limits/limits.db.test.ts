import { afterEach, expect, test } from "bun:test";
import { findFreePort } from "@lumiku/dev/platform-process";
import { createTestPlatform, type TestPlatform, type TestPlatformOptions } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial } from "../testing/trial-person";
import type { Budget } from "./budgets";

const open: TestPlatform[] = [];
afterEach(async () => {
  for (const platform of open.splice(0).reverse()) await platform.close();
});

async function start(options: TestPlatformOptions): Promise<TestPlatform> {
  const platform = await createTestPlatform({ hasWorker: false, isBehindProxy: true, rateLimits: {}, ...options });
  open.push(platform);
  return platform;
}

const address: Budget = { name: "address", counted: "address", requests: 100, windowSeconds: 60 };
const account: Budget = { name: "account", counted: "account", requests: 5, windowSeconds: 60 };

const from = (forwarded: string) => ({ "x-forwarded-for": forwarded });
/** Statuses of so many requests, one after the other. */
async function statuses(times: number, request: () => Promise<Response>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) {
    const response = await request();
    await response.arrayBuffer();
    all.push(response.status);
  }
  return all;
}
const count = (all: readonly number[], status: number) => all.filter((each) => each === status).length;
const post = (platform: TestPlatform, path: string, body: object, headers: Record<string, string>) =>
  fetch(`${platform.url}/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: platform.url, ...headers },
    body: JSON.stringify(body),
  });

test("an account may ask 600 times a minute, and the 601st is told when to come back", async () => {
  const platform = await start({});
  const ada = await platform.join();
  // Joining asked once.
  const all = await statuses(599, () => ada.fetch("/api/me"));
  expect(count(all, 200)).toBe(599);
  const refused = await ada.fetch("/api/me");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  const seconds = Number(refused.headers.get("retry-after"));
  expect(seconds).toBeWithin(1, 61);
  expect(await refused.json()).toMatchObject({
    code: "RATE_LIMITED",
    details: { limit: "account", retryAfterSeconds: seconds },
  });
}, 60_000);

test("each answer says where its budgets stand: accepted, refused for another reason, or one too many", async () => {
  const platform = await start({ apps: [trialApp], rateLimits: { request: [address, account] } });
  const ada = await joinTrial(platform);
  const read = (response: Response) =>
    ["ratelimit", "ratelimit-policy"].map((name) => response.headers.get(name)?.replace(/t=\d+/g, "t=_"));
  const policies = '"address";q=100;w=60, "account";q=5;w=60';
  // Signing up and reading who one is came before.
  expect(read(await ada.fetch("/api/me"))).toEqual(['"address";r=97;t=_, "account";r=3;t=_', policies]);
  const invalid = await ada.fetch("/api/apps/trial/draw", { method: "POST" });
  expect([invalid.status, ...read(invalid)]).toEqual([
    ...[415, '"address";r=96;t=_, "account";r=2;t=_, "generate";r=119;t=_'],
    `${policies}, "generate";q=120;w=60`,
  ]);
  await statuses(2, () => ada.fetch("/api/me"));
  const refused = await ada.fetch("/api/me");
  expect([refused.status, ...read(refused)]).toEqual([429, '"address";r=93;t=_, "account";r=0;t=_', policies]);
  const session = await fetch(`${platform.url}/api/auth/get-session`);
  expect(read(session)).toEqual(['"address";r=92;t=_', '"address";q=100;w=60']);
});

test("two accounts behind one address share its budget and not each other's; one account keeps its own wherever it is", async () => {
  const platform = await start({ rateLimits: { request: [{ ...address, requests: 9 }, account] } });
  const [ada, bob] = [await platform.join(), await platform.join()];
  const me = (person: { token: string }, forwarded: string) =>
    fetch(`${platform.url}/api/me`, { headers: { authorization: `Bearer ${person.token}`, ...from(forwarded) } });
  // Each asked once to join.
  expect(await statuses(5, () => me(ada, "192.0.2.1"))).toEqual([200, 200, 200, 200, 429]);
  expect(await statuses(5, () => me(bob, "192.0.2.1"))).toEqual([200, 200, 200, 200, 429]);
  const other = await platform.join();
  expect((await me(other, "192.0.2.1")).status).toBe(429);
  expect((await me(other, "192.0.2.2")).status).toBe(200);
  expect((await me(ada, "192.0.2.2")).status).toBe(429);
});

test("an API key is counted by itself: its owner's screens go on", async () => {
  const key: Budget = { name: "key", counted: "key", requests: 3, windowSeconds: 60 };
  const platform = await start({ rateLimits: { request: [address, { ...account, requests: 50 }, key] } });
  const ada = await platform.join();
  const [first, second] = [
    await ada.account.createApiKey({ body: { name: "One", scopes: ["read"] } }),
    await ada.account.createApiKey({ body: { name: "Two", scopes: ["read"] } }),
  ];
  const me = (value: string) => fetch(`${platform.url}/api/me`, { headers: { "x-api-key": value } });
  expect(await statuses(5, () => me(first.key))).toEqual([200, 200, 200, 429, 429]);
  expect(await statuses(1, () => me(second.key))).toEqual([200]);
  expect((await ada.fetch("/api/me")).headers.get("ratelimit")).toContain('"account";r=46');
});

test("starting work has a limit besides the one for all, which reading does not touch", async () => {
  const platform = await start({
    apps: [trialApp],
    rateLimits: { generate: [{ name: "generate", counted: "account", requests: 2, windowSeconds: 60 }] },
  });
  const ada = await joinTrial(platform);
  const draw = () =>
    ada.draw("good").then(
      () => 202,
      ({ status }: { status: number }) => status,
    );
  expect([await draw(), await draw(), await draw()]).toEqual([202, 202, 429]);
  expect(await statuses(5, () => ada.fetch("/api/me"))).toEqual([200, 200, 200, 200, 200]);
  expect((await ada.balance()).available).toBe(90);
});

test("a password is guessed at most 20 times in five minutes from one place, an IPv6 household being one", async () => {
  const platform = await start({});
  let n = 0;
  // Each time another account: one alone is locked sooner.
  const guess = (forwarded: string) =>
    post(platform, "sign-in/email", { email: `${++n}@example.com`, password: "wrong wrong wrong" }, from(forwarded));
  const all = await statuses(21, () => guess(`2001:db8:1:2::${n.toString(16)}`));
  expect([count(all, 401), count(all, 429)]).toEqual([20, 1]);
  const refused = await guess("2001:db8:1:2::ffff");
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(240, 301);
  expect((await guess("2001:db8:1:3::1")).status).toBe(401);
}, 60_000);

test("ten accounts an hour are made from one place, and twenty codes tried in five minutes", async () => {
  const platform = await start({});
  const signUp = () =>
    post(
      platform,
      "sign-up/email",
      { name: "Ada", email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery" },
      from("192.0.2.1"),
    );
  expect(count(await statuses(11, signUp), 429)).toBe(1);
  const verify = () => post(platform, "two-factor/verify-totp", { code: "000000" }, from("192.0.2.1"));
  expect(count(await statuses(21, verify), 429)).toBe(1);
}, 60_000);

test("one mailbox is written to five times an hour, from wherever it is asked for and however it is spelled", async () => {
  const platform = await start({});
  let n = 0;
  const ask = (email: string) =>
    post(platform, "request-password-reset", { email, redirectTo: "/reset-password" }, from(`192.0.2.${++n}`));
  const spellings = ["ada@example.com", "ADA@example.com", " ada@example.com", "Ada@Example.com", "ada@example.com"];
  for (const email of spellings) expect((await ask(email)).status).not.toBe(429);
  expect((await ask("ada@example.com")).status).toBe(429);
  expect((await ask("bob@example.com")).status).not.toBe(429);
});

test("ten such mails an hour are asked for from one place", async () => {
  const platform = await start({});
  let n = 0;
  const ask = () => post(platform, "request-password-reset", { email: `reader-${++n}@example.com` }, from("192.0.2.1"));
  expect((await statuses(11, ask)).map((status) => status === 429)).toEqual([...Array(10).fill(false), true]);
});

test("who looks after the server's health is not counted", async () => {
  const platform = await start({ rateLimits: { request: [{ ...address, requests: 1 }] } });
  const all = await statuses(5, () => fetch(`${platform.url}/api/health/live`));
  expect(all).toEqual([200, 200, 200, 200, 200]);
});

test("processes of one deployment count together", async () => {
  const rateLimits = { request: [address, account] };
  const here = await start({ engine: "redis", rateLimits });
  const there = await start({ engine: "redis", rateLimits, beside: here });
  const ada = await here.join();
  const headers = { authorization: `Bearer ${ada.token}` };
  let n = 0;
  const all = await statuses(8, () => fetch(`${++n % 2 === 0 ? here.url : there.url}/api/me`, { headers }));
  expect([count(all, 200), count(all, 429)]).toEqual([4, 4]);
});

test("without Redis requests are answered, at once, and still counted", async () => {
  const rateLimitsRedisUrl = `redis://127.0.0.1:${await findFreePort()}`;
  const platform = await start({ rateLimitsRedisUrl, rateLimits: { request: [address, account] } });
  const ada = await platform.join();
  const startedAt = performance.now();
  expect(await statuses(5, () => ada.fetch("/api/me"))).toEqual([200, 200, 200, 200, 429]);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("without limits nobody is counted, and no header says so", async () => {
  const platform = await createTestPlatform({ hasWorker: false });
  open.push(platform);
  const ada = await platform.join();
  const response = await ada.fetch("/api/me");
  expect([response.headers.get("ratelimit"), response.headers.get("ratelimit-policy")]).toEqual([null, null]);
});

test("a mailbox is counted by the field that is read, also when somebody signs up with it, by JSON or by a form", async () => {
  const platform = await start({});
  let n = 0;
  const ask = (email: string) => {
    const newEmail = `decoy-${++n}@example.com`;
    return post(platform, "request-password-reset", { email, newEmail }, from(`192.0.2.${n}`));
  };
  expect(count(await statuses(6, () => ask("ada@example.com")), 429)).toBe(1);
  const signUp = () =>
    fetch(`${platform.url}/api/auth/sign-up/email`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: platform.url, ...from(`192.0.2.${++n}`) },
      body: new URLSearchParams({
        name: "Bob",
        email: "bob@example.com",
        password: "correct horse battery",
      }).toString(),
    });
  expect(count(await statuses(6, signUp), 429)).toBe(1);
}, 60_000);

test("rating passwords, which is work and open to everybody, is counted by itself", async () => {
  const platform = await start({
    rateLimits: {
      "password-strength": [{ name: "password-strength", counted: "address", requests: 2, windowSeconds: 60 }],
    },
  });
  const rate = () =>
    fetch(`${platform.url}/api/account/password-strength`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ password: "guess" }),
    });
  expect(await statuses(3, rate)).toEqual([200, 200, 429]);
});
