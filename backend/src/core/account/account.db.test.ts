import { afterAll, beforeAll, expect, test } from "bun:test";
import type { AppError } from "@lumiku/app-sdk";
import { account } from "@lumiku/contracts/account";
import { createPerson } from "@lumiku/dev/api-client";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { joinTrial, promote, type TrialPerson } from "../testing/trial-person";
import { openAccount } from "./routes";
import { readZip } from "./zip.fixture";

const PASSWORD = "correct horse battery";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "",
    (error: AppError) => error.code,
  );

async function signInAgain(person: TrialPerson, userAgent: string) {
  const { email } = (await person.accounts.me()).user;
  const response = await fetch(`${platform.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: platform.url, "user-agent": userAgent },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  expect(response.status).toBe(200);
  return createPerson(platform.url, response.headers.get("set-auth-token") ?? "");
}

const isSignedIn = async (person: { fetch: TrialPerson["fetch"] }) => (await person.fetch("/api/me")).status === 200;

test("settings are changed one by one, are in `me` at once, and stay one's own", async () => {
  const [ada, bob] = [await joinTrial(platform), await joinTrial(platform)];
  const before = await ada.account.getSettings();
  expect(before).toMatchObject({ theme: "system", pinnedApps: [], mailsReceipts: true });
  await ada.account.updateSettings({ body: { theme: "dark" } });
  await ada.account.updateSettings({ body: { language: "de-DE", notifiesOnFinish: true } });
  const after = { ...before, theme: "dark" as const, language: "de-DE" as const, notifiesOnFinish: true };
  expect(await ada.account.getSettings()).toEqual(after);
  expect((await ada.accounts.me()).settings).toEqual(after);
  expect(await bob.account.getSettings()).toEqual(before);
  expect(await codeOf(ada.account.updateSettings({ body: { theme: "pink" as never } }))).toBe("VALIDATION_FAILED");
});

test("only apps that are here are pinned, each once, in the order given", async () => {
  const ada = await joinTrial(platform);
  const pinnedApps = ["no-such-app", "avatar-creator", "avatar-creator", "../admin"];
  expect((await ada.account.updateSettings({ body: { pinnedApps } })).pinnedApps).toEqual(["avatar-creator"]);
});

test("whether work goes on on credits is told to every screen when it changes, and only then", async () => {
  const ada = await joinTrial(platform);
  const { periodStart, periodEnd } = { periodStart: new Date("2026-01-01"), periodEnd: new Date("2126-01-01") };
  await platform.database.client.subscription.create({
    data: {
      ...{ id: crypto.randomUUID(), userId: ada.userId, plan: "pro", interval: "month", tier: "pro" },
      ...{ dailyUnits: 200, monthlyUnits: 6_000, priceCents: 30_00, currency: "usd", gateway: "sandbox" },
      ...{ anchorAt: periodStart, periodStart, periodEnd },
    },
  });
  const listen = await ada.listen();
  await ada.account.updateSettings({ body: { theme: "dark", usesCreditsAfterQuota: false } });
  await ada.account.updateSettings({ body: { usesCreditsAfterQuota: true } });
  const events = await listen(({ type }) => type === "quota.updated");
  expect(events).toMatchObject([{ data: { usesCreditsAfterwards: true, daily: { limit: 200 } } }]);
});

test("devices are named, this one first, and one that is signed out is out at once", async () => {
  const ada = await joinTrial(platform);
  const [laptop, phone] = [await signInAgain(ada, FIREFOX), await signInAgain(ada, PHONE)];
  const { items } = await laptop.account.listDevices();
  expect(items.map(({ name, kind, isCurrent }) => [name, kind, isCurrent])).toEqual([
    ["Firefox on Windows", "desktop", true],
    ["Safari on iPhone", "mobile", false],
    [expect.stringContaining("Bun"), "unknown", false],
  ]);
  expect(items.every(({ address }) => address === "127.0.0.1")).toBe(true);
  const deviceId = items[1]?.id ?? "";
  await laptop.account.revokeDevice({ params: { deviceId } });
  expect([await isSignedIn(phone), await isSignedIn(laptop), await isSignedIn(ada)]).toEqual([false, true, true]);
  expect(await codeOf(laptop.account.revokeDevice({ params: { deviceId } }))).toBe("NOT_FOUND");
});

test("signing out everywhere else leaves this device and other people alone", async () => {
  const [ada, bob] = [await joinTrial(platform), await joinTrial(platform)];
  const others = [await signInAgain(ada, FIREFOX), await signInAgain(ada, PHONE)];
  await ada.account.revokeOtherDevices();
  expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false]);
  expect([await isSignedIn(ada), await isSignedIn(bob)]).toEqual([true, true]);
  expect((await ada.account.listDevices()).items).toHaveLength(1);
});

test("a device that cannot be written down as signed out stays signed in", async () => {
  const ada = await joinTrial(platform);
  const phone = await signInAgain(ada, PHONE);
  const [device] = (await phone.account.listDevices()).items;
  const audit = { ...platform.audit, add: () => Promise.reject(new Error("The log is full")) };
  const { service } = openAccount({ ...platform, audit }, platform.auth);
  const actor = { userId: ada.userId, role: "user" } as const;
  const acts = [
    () => service.revokeDevice(actor, device?.id ?? "", undefined),
    () => service.revokeOtherDevices(actor, undefined),
  ];
  for (const act of acts) await expect(act()).rejects.toThrow("The log is full");
  expect([await isSignedIn(phone), await isSignedIn(ada)]).toEqual([true, true]);
});

test("somebody else's device and key do not exist", async () => {
  const [ada, eve] = [await joinTrial(platform), await joinTrial(platform)];
  const [device] = (await ada.account.listDevices()).items;
  const { id: keyId } = await ada.account.createApiKey({ body: { name: "Script", scopes: ["read"] } });
  expect(await codeOf(eve.account.revokeDevice({ params: { deviceId: device?.id ?? "" } }))).toBe("NOT_FOUND");
  expect(await codeOf(eve.account.revokeApiKey({ params: { keyId } }))).toBe("NOT_FOUND");
  expect(await isSignedIn(ada)).toBe(true);
  expect((await ada.account.listApiKeys()).items.map(({ id }) => id)).toEqual([keyId]);
  expect((await eve.account.listApiKeys()).items).toEqual([]);
});

test("an API key opens nothing of the account, whatever it may do elsewhere", async () => {
  const ada = await joinTrial(platform);
  const { key } = await ada.account.createApiKey({ body: { name: "All", scopes: ["read", "write", "billing"] } });
  const closed = Object.values(account.routes).filter((route) => !("access" in route));
  expect(closed.length).toBeGreaterThan(10);
  for (const { method, path } of closed) {
    const response = await fetch(`${platform.url}/api${path.replace(/:\w+/, "any")}`, {
      method: method.toUpperCase(),
      headers: { "x-api-key": key, "content-type": "application/json" },
      ...(method !== "get" && { body: "{}" }),
    });
    expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 403`);
    expect(await response.json()).toMatchObject({ code: "INSUFFICIENT_SCOPE" });
  }
});

test("the activity tells what was done in plain words, newest first, and not who of the staff did it where", async () => {
  const ada = await joinTrial(platform);
  await signInAgain(ada, PHONE);
  const phone = (await ada.account.listDevices()).items.find(({ isCurrent }) => !isCurrent);
  await ada.account.revokeDevice({ params: { deviceId: phone?.id ?? "" } });
  await platform.audit.add({
    ...{ actorKind: "admin", actorId: "staff", address: "203.0.113.9", userId: ada.userId },
    ...{ action: "role.changed", details: { role: "admin" } },
  });
  const { items } = await ada.account.listActivity();
  expect(items.slice(0, 2)).toMatchObject([
    { action: "role.changed", summary: "You were made an administrator", by: "admin", address: null },
    { action: "session.revoked", summary: "Safari on iPhone was signed out", by: "user", address: "127.0.0.1" },
  ]);
  expect(items.every(({ summary }) => /^[A-Z][^.]+$/.test(summary))).toBe(true);
});

test("ways to sign in are told to everybody", async () => {
  const response = await fetch(`${platform.url}/api/account/sign-in-options`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ social: expect.any(Array), sendsMail: false });
});

test("the export is a ZIP to save, for nobody's cache, of this person alone", async () => {
  const ada = await joinTrial(platform);
  const response = await ada.fetch("/api/account/export");
  expect(response.headers.get("content-type")).toBe("application/zip");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="lumiku-account-[\d-]+\.zip"$/);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  const files = readZip(await response.bytes());
  const [found] = files.filter(({ name }) => name === "account.json");
  expect(JSON.parse(new TextDecoder().decode(found?.bytes))).toMatchObject({ user: { id: ada.userId } });
  expect((await fetch(`${platform.url}/api/account/export`)).status).toBe(401);
});

test("an account goes only for its own address and password, typed again, and then for good", async () => {
  const [ada, bob] = [await joinTrial(platform), await joinTrial(platform)];
  const { email } = (await ada.accounts.me()).user;
  const remove = (body: { email: string; password?: string }) => codeOf(ada.account.remove({ body }));
  expect(await remove({ email: "eve@example.com", password: PASSWORD })).toBe("VALIDATION_FAILED");
  expect(await remove({ email })).toBe("WRONG_PASSWORD");
  expect(await remove({ email, password: "wrong horse battery" })).toBe("WRONG_PASSWORD");
  expect(await isSignedIn(ada)).toBe(true);

  const phone = await signInAgain(ada, PHONE);
  const { key } = await ada.account.createApiKey({ body: { name: "Script", scopes: ["read"] } });
  const listen = await phone.events({ signal: new AbortController().signal });
  expect(await remove({ email: ` ${email.toUpperCase()} `, password: PASSWORD })).toBe("");
  expect([await isSignedIn(ada), await isSignedIn(phone), await isSignedIn(bob)]).toEqual([false, false, true]);
  expect((await fetch(`${platform.url}/api/me`, { headers: { "x-api-key": key } })).status).toBe(401);
  for await (const event of listen) expect(event.type).not.toBe("reset");
  await platform.deletions.idle();
  expect(await platform.database.client.user.count({ where: { id: ada.userId } })).toBe(0);
});

test("an account without a password goes for its address alone", async () => {
  const ada = await joinTrial(platform);
  const { email } = (await ada.accounts.me()).user;
  await platform.database.client.account.updateMany({ where: { userId: ada.userId }, data: { password: null } });
  await ada.account.remove({ body: { email } });
  await platform.deletions.idle();
  expect(await platform.database.client.user.count({ where: { id: ada.userId } })).toBe(0);
});

test("the last administrator is told to make someone else one first, and stays signed in", async () => {
  const ada = await joinTrial(platform);
  await promote(platform, ada.userId);
  const { email } = (await ada.accounts.me()).user;
  expect(await codeOf(ada.account.remove({ body: { email, password: PASSWORD } }))).toBe("CONFLICT");
  expect(await isSignedIn(ada)).toBe(true);
});
