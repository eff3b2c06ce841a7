import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createBrowser, enter, listActs, newAddress, PASSWORD } from "./browser.fixture";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false });
});
afterAll(() => platform.close());

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

test("the session cookie is out of reach of scripts and other sites, and over https of plain connections", async () => {
  const secure = await createTestPlatform({ hasWorker: false, auth: { publicUrl: "https://lumiku.example" } });
  const signUp = async ({ url }: TestPlatform, origin: string) => {
    const answer = await createBrowser({ url }).post(
      "sign-up/email",
      { name: "Ada", email: newAddress(), password: PASSWORD },
      { origin },
    );
    const [cookie = ""] = answer.headers.getSetCookie();
    return cookie.split("; ").map((part, index) => (index === 0 ? part.slice(0, part.indexOf("=")) : part));
  };
  const plain = await signUp(platform, platform.url);
  expect(plain).toEqual(expect.arrayContaining(["lumiku.session_token", "HttpOnly", "SameSite=Lax", "Path=/"]));
  const encrypted = await signUp(secure, "https://lumiku.example");
  expect(encrypted).toEqual(
    expect.arrayContaining(["__Secure-lumiku.session_token", "HttpOnly", "SameSite=Lax", "Secure"]),
  );
  await secure.close();
});

test("a page of another site signs nobody in, up or out, with their cookie or without", async () => {
  const ada = await enter(platform);
  const origin = "https://evil.example";
  const stranger = createBrowser(platform);
  const signingIn = await stranger.post("sign-in/email", { email: ada.email, password: PASSWORD }, { origin });
  const signingUp = await stranger.post(
    "sign-up/email",
    { name: "Eve", email: newAddress(), password: PASSWORD },
    { origin },
  );
  for (const { status, body } of [signingIn, signingUp, await ada.post("sign-out", {}, { origin })])
    expect({ status, code: body.code }).toEqual({ status: 403, code: "INVALID_ORIGIN" });
  expect(await ada.whoAmI()).toBe(ada.userId);
  const change = { currentPassword: PASSWORD, newPassword: "purple tractor omelette" };
  expect((await ada.post("change-password", change, { origin })).status).toBe(403);
});

test("signing in gives a new token and ends the session this browser had", async () => {
  const ada = await enter(platform);
  const before = ada.cookies.get("lumiku.session_token") ?? "";
  await ada.signIn(ada.email);
  expect(ada.cookies.get("lumiku.session_token")).not.toBe(before);
  const old = createBrowser(platform);
  old.cookies.set("lumiku.session_token", before);
  expect(await old.whoAmI()).toBeNull();
  expect(await platform.database.client.session.count({ where: { userId: ada.userId } })).toBe(1);
});

test("a device that was not seen before is told of, one that was is not, and the first is no news", async () => {
  const ada = await enter(platform);
  await createBrowser(platform).signIn(ada.email);
  const notices = async () =>
    (await platform.mailsTo(ada.email))
      .filter(({ subject }) => subject.startsWith("New sign-in"))
      .map(({ subject }) => subject);
  expect(await notices()).toEqual([]);
  for (let n = 0; n < 2; n++) await createBrowser(platform, IPHONE).signIn(ada.email);
  expect(await notices()).toEqual(["New sign-in: Safari on iPhone"]);
});

test("the audit log tells how somebody came in and from where, and holds no address of a mailbox", async () => {
  const ada = await enter(platform);
  await createBrowser(platform, IPHONE).signIn(ada.email);
  const [signedIn, signedUp, created] = await platform.audit.list({ userId: ada.userId, limit: 10 });
  expect(created).toMatchObject({ action: "account.created", details: { how: "password" } });
  expect(signedUp).toMatchObject({ action: "session.created" });
  expect(signedIn).toMatchObject({
    ...{ action: "session.created", actorKind: "user", actorId: ada.userId, address: "127.0.0.1" },
    details: { how: "password", device: "Safari on iPhone" },
  });
  expect(JSON.stringify([signedIn, signedUp, created])).not.toContain("@example.com");
});

test("whatever a client says of its own address is not believed", async () => {
  const ada = await enter(platform);
  const headers = { "x-lumiku-address": "203.0.113.9", "x-forwarded-for": "203.0.113.9" };
  await createBrowser(platform).post("sign-in/email", { email: ada.email, password: PASSWORD }, headers);
  const sessions = await platform.database.client.session.findMany({ where: { userId: ada.userId } });
  expect(sessions.map(({ ipAddress }) => ipAddress)).toEqual(["127.0.0.1", "127.0.0.1"]);
});

test("a new name is told at once, to whoever asks next", async () => {
  const ada = await enter(platform);
  await ada.send("/api/me");
  expect((await ada.post("update-user", { name: "Countess Ada" })).status).toBe(200);
  expect((await platform.accounts.me(ada.userId)).user.name).toBe("Countess Ada");
});

test("an account that was closed lets nobody in, with the right password either", async () => {
  const ada = await enter(platform);
  await platform.database.client.user.update({ where: { id: ada.userId }, data: { deletionRequestedAt: new Date() } });
  const browser = createBrowser(platform);
  expect(await browser.signIn(ada.email)).toMatchObject({ status: 403, body: { code: "ACCOUNT_CLOSED" } });
  expect(await browser.whoAmI()).toBeNull();
});

test("roles, keys, devices and removal have no door here, not for an administrator either", async () => {
  const ada = await enter(platform);
  await platform.database.client.user.update({ where: { id: ada.userId }, data: { role: "admin" } });
  await platform.sessions.revoke(ada.userId);
  const victim = await enter(platform);
  const closed = [
    "admin/set-role",
    "admin/impersonate-user",
    "admin/list-users",
    "admin/set-user-password",
    "admin/../admin/set-role",
    "api-key/create",
    "api-key/update",
    "list-sessions",
    "revoke-session",
    "delete-user",
    "update-session",
    "get-access-token",
    "link-social",
    "two-factor/get-totp-uri",
    "sign-in/email/",
    "/sign-in/email",
  ];
  for (const path of closed) {
    const answer = await ada.post(path, { userId: victim.userId, role: "admin", newPassword: PASSWORD });
    expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 404, code: "NOT_FOUND" });
  }
  expect((await platform.database.client.user.findUnique({ where: { id: victim.userId } }))?.role).toBe("user");
  expect(await listActs(platform, victim.userId)).toEqual(["account.created", "session.created"]);
});

test("verifyPassword knows the password of an account, and tires of wrong ones", async () => {
  const ada = await enter(platform);
  const { auth } = platform;
  expect(await auth.hasPassword(ada.userId)).toBe(true);
  expect(await auth.hasPassword("nobody")).toBe(false);
  expect(await auth.verifyPassword(ada.userId, PASSWORD)).toBe(true);
  for (let n = 0; n < 5; n++) expect(await auth.verifyPassword(ada.userId, "a wild guess")).toBe(false);
  await expect(auth.verifyPassword(ada.userId, PASSWORD)).rejects.toMatchObject({ code: "RATE_LIMITED", status: 429 });
});
