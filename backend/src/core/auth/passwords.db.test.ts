import { afterAll, beforeAll, expect, test } from "bun:test";
import { hashPassword as hashScrypt } from "better-auth/crypto";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createBrowser, enter, listActs, newAddress, PASSWORD, readLink } from "./browser.fixture";

const NEW_PASSWORD = "purple tractor omelette";

let platform: TestPlatform;
let neighbour: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false });
  neighbour = await createTestPlatform({ hasWorker: false, beside: platform });
});
afterAll(async () => {
  await neighbour.close();
  await platform.close();
});

const readHash = async (userId: string) => {
  const account = await platform.database.client.account.findFirst({ where: { userId, providerId: "credential" } });
  return account?.password ?? "";
};

async function requestReset(email: string): Promise<string> {
  await createBrowser(platform).post("request-password-reset", { email });
  const mail = (await platform.mailsTo(email)).find(({ kind }) => kind === "password-reset");
  return readLink(mail ?? { text: "" }).token;
}

const reset = (token: string, newPassword = NEW_PASSWORD) =>
  createBrowser(platform).post("reset-password", { token, newPassword });

test("passwords are kept as argon2id with 19 MiB and two passes", async () => {
  const ada = await enter(platform);
  expect(await readHash(ada.userId)).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
});

test("the scrypt hash of an earlier account still opens it, and is replaced by the sign-in", async () => {
  const ada = await enter(platform);
  const where = { userId: ada.userId };
  await platform.database.client.account.updateMany({ where, data: { password: await hashScrypt(PASSWORD) } });
  expect((await createBrowser(platform).signIn(ada.email, "wrong one entirely")).status).toBe(401);
  expect(await readHash(ada.userId)).not.toStartWith("$argon2id$");
  for (let n = 0; n < 2; n++) expect((await createBrowser(platform).signIn(ada.email)).status).toBe(200);
  expect(await readHash(ada.userId)).toStartWith("$argon2id$");
}, 30_000);

test("a reset link works once, also when it is sent five times at once", async () => {
  const ada = await enter(platform);
  const token = await requestReset(ada.email);
  const answers = await Promise.all(Array.from({ length: 5 }, () => reset(token)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === "INVALID_TOKEN")).toHaveLength(4);
  expect((await reset(token, "an entirely other phrase")).body.code).toBe("INVALID_TOKEN");
  expect((await createBrowser(platform).signIn(ada.email)).status).toBe(401);
  expect((await createBrowser(platform).signIn(ada.email, NEW_PASSWORD)).status).toBe(200);
});

test("a reset ends every session at once, in every process, without anybody signed in asking for it", async () => {
  const ada = await enter(platform);
  const phone = createBrowser(neighbour, "Lumiku/1.0 (iPhone)");
  await phone.signIn(ada.email);
  expect([await ada.whoAmI(), await phone.whoAmI()]).toEqual([ada.userId, ada.userId]);
  const heard = Promise.withResolvers<string>();
  const listening = await neighbour.events.onSignal("session.revoked", heard.resolve);
  expect((await reset(await requestReset(ada.email))).status).toBe(200);
  expect(await heard.promise).toBe(ada.userId);
  await listening.close();
  expect([await ada.whoAmI(), await phone.whoAmI()]).toEqual([null, null]);
}, 30_000);

test("a reset ends the other reset links, tells the owner, and is in the audit log", async () => {
  const ada = await enter(platform);
  const first = await requestReset(ada.email);
  await reset(await requestReset(ada.email));
  expect((await reset(first, "an entirely other phrase")).body.code).toBe("INVALID_TOKEN");
  expect((await platform.mailsTo(ada.email))[0]).toMatchObject({ subject: "Your password was changed" });
  expect(await listActs(platform, ada.userId)).toContain("password.reset");
}, 30_000);

test("a reset link is worthless in the hands of whoever reads the database", async () => {
  const ada = await enter(platform);
  const token = await requestReset(ada.email);
  const rows = await platform.database.client.verification.findMany({ where: { value: ada.userId } });
  expect(rows).toHaveLength(1);
  expect(rows[0]?.identifier).not.toContain(token);
});

test("a weak password does not use up the reset link", async () => {
  const ada = await enter(platform);
  const token = await requestReset(ada.email);
  expect((await reset(token, "lovelaceada")).body.code).toBe("WEAK_PASSWORD");
  expect((await reset(token)).status).toBe(200);
});

test("asking for a reset tells nobody whether there is an account: the same answer in about the same time", async () => {
  const ada = await enter(platform);
  const ask = async (email: string) => {
    const startedAt = performance.now();
    const { status, body } = await createBrowser(platform).post("request-password-reset", { email });
    return { status, body, ms: performance.now() - startedAt };
  };
  await ask(ada.email);
  const known = [await ask(ada.email), await ask(ada.email), await ask(ada.email)];
  const unknown = [await ask(newAddress()), await ask(newAddress()), await ask(newAddress())];
  for (const { status, body } of unknown)
    expect({ status, body }).toEqual({ status: 200, body: known[0]?.body as never });
  // Both are held back until the slower one would be done.
  const [knownMs, unknownMs] = [known, unknown].map((answers) => Math.min(...answers.map(({ ms }) => ms))) as [
    number,
    number,
  ];
  expect(Math.min(knownMs, unknownMs)).toBeGreaterThan(245);
  expect(Math.abs(knownMs - unknownMs)).toBeLessThan(100);
});

test("signing in tells nobody whether there is an account", async () => {
  const ada = await enter(platform);
  const [known, unknown] = await Promise.all(
    [ada.email, newAddress()].map((email) => createBrowser(platform).signIn(email, "not the right one")),
  );
  expect(unknown?.body).toEqual(known?.body as never);
  expect(unknown?.status).toBe(401);
});

test("changing a password asks for the old one, gives this session a new token and ends the others", async () => {
  const ada = await enter(platform);
  const phone = createBrowser(platform);
  await phone.signIn(ada.email);
  const change = (currentPassword: string, newPassword = NEW_PASSWORD) =>
    ada.post("change-password", { currentPassword, newPassword, revokeOtherSessions: false });
  expect((await change("not the right one")).body.code).toBe("INVALID_PASSWORD");
  expect((await change(PASSWORD, "lovelaceada")).body.code).toBe("WEAK_PASSWORD");
  const before = new Map(ada.cookies);
  expect((await change(PASSWORD)).status).toBe(200);
  expect(ada.cookies.get("lumiku.session_token")).not.toBe(before.get("lumiku.session_token"));
  expect([await ada.whoAmI(), await phone.whoAmI()]).toEqual([ada.userId, null]);
  const old = await platform.database.client.session.count({ where: { userId: ada.userId } });
  expect(old).toBe(1);
  expect((await platform.mailsTo(ada.email))[0]).toMatchObject({ subject: "Your password was changed" });
  expect(await listActs(platform, ada.userId)).toContain("password.changed");
}, 30_000);

test("a reset ends every API key at once; a change by whoever knows the old password leaves them", async () => {
  const ada = await enter(platform);
  const { key } = await platform.auth.apiKeys.create(ada.userId, { name: "Script", scopes: ["read"] });
  const status = async () => (await fetch(`${platform.url}/api/me`, { headers: { "x-api-key": key } })).status;
  await ada.post("change-password", { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
  await ada.post("sign-out", {});
  expect(await status()).toBe(200);
  await reset(await requestReset(ada.email), "green tractor omelette");
  expect(await status()).toBe(401);
  const [entry] = await platform.audit.list({ userId: ada.userId, action: "password.reset", limit: 1 });
  expect(entry?.details).toEqual({ apiKeysEnded: 1 });
});
