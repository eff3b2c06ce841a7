import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createAuthenticator } from "./authenticator.fixture";
import { createBrowser, enter, listActs, newAddress, PASSWORD, readLink } from "./browser.fixture";
import { createOpenIdServer, type OpenIdServer } from "./openid-server.fixture";

let google: OpenIdServer;
let platform: TestPlatform;
beforeAll(async () => {
  google = createOpenIdServer();
  // Asked only when somebody signs in with it: the platform starts without it.
  google.isDown = true;
  platform = await createTestPlatform({ hasWorker: false, auth: { google } });
});
afterAll(async () => {
  await platform.close();
  await google.stop();
});
beforeEach(() => {
  Object.assign(google, { isDown: false, signsBadly: false, claims: {} });
  google.person = { sub: crypto.randomUUID(), email: newAddress(), email_verified: true, name: "Ada Lovelace" };
});

const start = (browser: ReturnType<typeof createBrowser>) =>
  browser.post<{ url: string }>("sign-in/social", { provider: "google", callbackURL: "/library" });

/** Goes to Google and comes back. @returns where the platform then sends the person */
async function visitGoogle(browser = createBrowser(platform)) {
  const { body } = await start(browser);
  const answer = await browser.send(await google.agree(body.url));
  return { browser, location: answer.headers.get("location") ?? `answered ${answer.status}` };
}

const find = (email = google.person.email) =>
  platform.database.client.user.findUnique({ where: { email }, include: { accounts: true, ledgerEntries: true } });

test("while Google is away the sign-in page says so, and it works again by itself", async () => {
  google.isDown = true;
  expect(await start(createBrowser(platform))).toMatchObject({ status: 503, body: { code: "PROVIDER_UNAVAILABLE" } });
  google.isDown = false;
  expect((await visitGoogle()).location).toBe("/library");
});

test("somebody new gets an account with one welcome, also when they come back", async () => {
  const { browser, location } = await visitGoogle();
  expect(location).toBe("/library");
  const user = await find();
  expect(user).toMatchObject({ name: "Ada Lovelace", emailVerified: true, role: "user" });
  expect(await browser.whoAmI()).toBe(user?.id ?? "");
  await Promise.all([visitGoogle(), visitGoogle()]);
  const later = await find();
  expect(later?.ledgerEntries.map(({ kind, availableDelta }) => [kind, availableDelta])).toEqual([["grant", 100]]);
  expect(later?.accounts).toHaveLength(1);
  expect((await listActs(platform, user?.id ?? "")).slice(0, 2)).toEqual(["account.created", "session.created"]);
});

test("two first sign-ins at once make one account with one welcome", async () => {
  await Promise.all([visitGoogle(), visitGoogle(), visitGoogle()]);
  expect(await platform.database.client.user.count({ where: { email: google.person.email } })).toBe(1);
  expect((await find())?.ledgerEntries).toHaveLength(1);
});

test("nothing that Google hands out is kept", async () => {
  await visitGoogle();
  expect((await find())?.accounts[0]).toMatchObject({ accessToken: null, refreshToken: null, idToken: null });
});

test("an account with the same address is joined when it is confirmed at Google and here, and else left alone", async () => {
  const ada = await enter(platform);
  google.person.email = ada.email;
  expect((await visitGoogle()).location).toBe("/sign-in?error=account_not_linked");
  expect((await find())?.accounts).toHaveLength(1);
  await ada.get(`verify-email?token=${readLink((await platform.mailsTo(ada.email))[0] ?? { text: "" }).token}`);
  const { browser, location } = await visitGoogle();
  expect(location).toBe("/library");
  expect(await browser.whoAmI()).toBe(ada.userId);
  expect((await find())?.ledgerEntries).toHaveLength(1);
  expect(await listActs(platform, ada.userId)).toContain("account.linked");
  const subjects = (await platform.mailsTo(ada.email)).map(({ subject }) => subject);
  expect(subjects).toContain("Google now opens your account");
});

test("an address that Google has not confirmed opens nothing and makes nothing", async () => {
  google.person.email_verified = false;
  const { browser, location } = await visitGoogle();
  expect(location).toStartWith("/sign-in?error=email_not_verified");
  expect(await browser.whoAmI()).toBeNull();
  expect(await find()).toBeNull();
});

const minutes = (count: number) => Math.floor(Date.now() / 1_000) + count * 60;
const forgeries: [what: string, change: () => void][] = [
  ["signed with another key", () => Object.assign(google, { signsBadly: true })],
  ["for another audience", () => Object.assign(google, { claims: { aud: "another-client" } })],
  ["of another issuer", () => Object.assign(google, { claims: { iss: "https://evil.example" } })],
  ["that has expired", () => Object.assign(google, { claims: { exp: minutes(-10) } })],
  ["that answers another question", () => Object.assign(google, { claims: { nonce: "another" } })],
];
for (const [what, change] of forgeries) {
  test(`an id_token ${what} is refused, and the sign-in page is told`, async () => {
    change();
    const { browser, location } = await visitGoogle();
    expect(location).toBe("/sign-in?error=unable_to_get_user_info");
    expect(await browser.whoAmI()).toBeNull();
    expect(await find()).toBeNull();
  });
}

test("a way back that was not begun in this browser, or was gone before, leads to the sign-in page", async () => {
  const [ada, mallory] = [createBrowser(platform), createBrowser(platform)];
  const back = await google.agree((await start(mallory)).body.url);
  const answer = await ada.send(back);
  expect(answer.headers.get("location")).toStartWith("/sign-in?error=state_mismatch");
  expect(await ada.whoAmI()).toBeNull();
  expect((await mallory.send(back)).headers.get("location")).toBe("/library");
  expect((await mallory.send(back)).headers.get("location")).toStartWith("/sign-in?error=state_mismatch");
  const made = await ada.send("/api/auth/callback/google?code=x&state=made-up");
  expect(made.headers.get("location")).toStartWith("/sign-in?error=state_mismatch");
});

test("nobody is sent on to another site, and no token from elsewhere is taken", async () => {
  const browser = createBrowser(platform);
  const ask = (body: object) => browser.post("sign-in/social", { provider: "google", ...body });
  expect((await ask({ callbackURL: "https://evil.example/" })).status).toBe(403);
  expect((await ask({ callbackURL: "/", errorCallbackURL: "//evil.example" })).status).toBe(403);
  expect((await ask({ callbackURL: "/", idToken: { token: "a.b.c" } })).body.code).toBe("ID_TOKEN_NOT_SUPPORTED");
});

test("Google is no way around the code: an account with a second factor is neither opened nor joined by it", async () => {
  const [joined, apart] = [await enter(platform), await enter(platform)];
  for (const person of [joined, apart]) {
    const { token } = readLink((await platform.mailsTo(person.email))[0] ?? { text: "" });
    await person.get(`verify-email?token=${token}`);
  }
  const visit = async ({ email }: { email: string }) => {
    google.person = { ...google.person, sub: email, email };
    const { browser, location } = await visitGoogle();
    return { location, who: await browser.whoAmI() };
  };
  expect(await visit(joined)).toEqual({ location: "/library", who: joined.userId });
  for (const person of [joined, apart]) {
    const { body } = await person.post<{ totpURI: string }>("two-factor/enable", { password: PASSWORD });
    await person.post("two-factor/verify-totp", { code: createAuthenticator(body.totpURI).code() });
    const { location, who } = await visit(person);
    expect(location).toStartWith("/sign-in?error=two_factor_required");
    expect(who).toBeNull();
  }
  expect(await platform.database.client.account.count({ where: { userId: apart.userId } })).toBe(1);
});

test("an account that only Google opens says that it has no password", async () => {
  const readWaysIn = async ({ send }: Pick<ReturnType<typeof createBrowser>, "send">) =>
    (await send("/api/account/ways-in")).json();
  expect(await readWaysIn((await visitGoogle()).browser)).toEqual({ hasPassword: false });
  expect(await readWaysIn(await enter(platform))).toEqual({ hasPassword: true });
});
