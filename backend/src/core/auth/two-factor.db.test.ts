import { afterAll, beforeAll, expect, test } from "bun:test";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createAuthenticator } from "./authenticator.fixture";
import { createBrowser, enter, listActs, PASSWORD } from "./browser.fixture";

const clock = createClock();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false, now: clock.now });
});
afterAll(() => platform.close());

interface Enrolment {
  totpURI: string;
  backupCodes: string[];
}

/** An account whose second factor is on. */
async function enrol() {
  const ada = await enter(platform);
  const { body } = await ada.post<Enrolment>("two-factor/enable", { password: PASSWORD });
  const app = createAuthenticator(body.totpURI);
  const confirmed = await ada.post("two-factor/verify-totp", { code: app.code() });
  if (confirmed.status !== 200) throw new Error(`The first code was answered ${confirmed.status}`);
  return { ...ada, app, backupCodes: body.backupCodes };
}

/** A browser that has given the password and owes a code. */
async function challenge(email: string) {
  const browser = createBrowser(platform, "Lumiku/1.0 (iPhone)");
  const { status, headers, body } = await browser.signIn(email);
  expect({ status, token: headers.get("set-auth-token"), ...body }).toMatchObject({
    status: 200,
    token: null,
    twoFactorRedirect: true,
  });
  expect(await browser.whoAmI()).toBeNull();
  return browser;
}

test("switching it on asks for the password and for a first code; until then the password is enough", async () => {
  const ada = await enter(platform);
  expect((await ada.post("two-factor/enable", { password: "not the right one" })).body.code).toBe("INVALID_PASSWORD");
  const { body } = await ada.post<Enrolment>("two-factor/enable", { password: PASSWORD });
  expect(body.totpURI).toStartWith("otpauth://totp/Lumiku:");
  expect(body.backupCodes).toHaveLength(10);
  expect((await createBrowser(platform).signIn(ada.email)).body.twoFactorRedirect).toBeUndefined();
  const app = createAuthenticator(body.totpURI);
  expect((await ada.post("two-factor/verify-totp", { code: "000000" })).body.code).toBe("INVALID_CODE");
  const before = ada.cookies.get("lumiku.session_token");
  expect((await ada.post("two-factor/verify-totp", { code: app.code() })).status).toBe(200);
  expect(ada.cookies.get("lumiku.session_token")).not.toBe(before);
  expect((await platform.accounts.me(ada.userId)).user.hasTwoFactor).toBe(true);
  expect((await platform.mailsTo(ada.email))[0]).toMatchObject({ subject: "Two-factor sign-in is on" });
  expect(await listActs(platform, ada.userId)).toContain("two-factor.enabled");
}, 30_000);

test("then a password opens nothing without a code, and each code counts once", async () => {
  const ada = await enrol();
  const phone = await challenge(ada.email);
  const code = ada.app.code(1);
  expect((await phone.post("two-factor/verify-totp", { code })).status).toBe(200);
  expect(await phone.whoAmI()).toBe(ada.userId);
  const thief = await challenge(ada.email);
  expect((await thief.post("two-factor/verify-totp", { code })).body.code).toBe("INVALID_CODE");
  expect(await thief.whoAmI()).toBeNull();
  const [entry] = await platform.audit.list({ userId: ada.userId, action: "session.created", limit: 1 });
  expect(entry?.details).toEqual({ how: "two-factor", device: "A browser on iPhone" });
});

test("a code sent twice at once signs in once", async () => {
  const ada = await enrol();
  const browsers = [await challenge(ada.email), await challenge(ada.email)];
  const code = ada.app.code(1);
  const answers = await Promise.all(browsers.map((browser) => browser.post("two-factor/verify-totp", { code })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test("a backup code opens the account once, also when it is sent three times at once", async () => {
  const ada = await enrol();
  const [code] = ada.backupCodes;
  const browsers = await Promise.all([1, 2, 3].map(() => challenge(ada.email)));
  const answers = await Promise.all(browsers.map((browser) => browser.post("two-factor/verify-backup-code", { code })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const late = await challenge(ada.email);
  expect((await late.post("two-factor/verify-backup-code", { code })).body.code).toBe("INVALID_BACKUP_CODE");
}, 30_000);

test("five wrong codes lock the second step, whichever browser they came from; the right one waits as well", async () => {
  const ada = await enrol();
  for (let n = 0; n < 5; n++) {
    const browser = await challenge(ada.email);
    expect((await browser.post("two-factor/verify-totp", { code: `00000${n}` })).status).toBe(401);
  }
  const browser = await challenge(ada.email);
  const refused = await browser.post("two-factor/verify-totp", { code: ada.app.code(1) });
  expect(refused).toMatchObject({ status: 429, body: { code: "TOO_MANY_ATTEMPTS" } });
  expect(Number(refused.headers.get("retry-after"))).toBeWithin(1, 31);
  const [code] = ada.backupCodes;
  expect((await browser.post("two-factor/verify-backup-code", { code })).status).toBe(429);
  clock.advance(30_000);
  expect((await browser.post("two-factor/verify-totp", { code: ada.app.code(1) })).status).toBe(200);
}, 30_000);

test("a device that is trusted is not asked again; another is, and a new password ends the trust", async () => {
  const ada = await enrol();
  const phone = await challenge(ada.email);
  await phone.post("two-factor/verify-totp", { code: ada.app.code(1), trustDevice: true });
  await phone.post("sign-out", {});
  expect((await phone.signIn(ada.email)).body.twoFactorRedirect).toBeUndefined();
  expect(await phone.whoAmI()).toBe(ada.userId);
  await challenge(ada.email);
  const newPassword = "purple tractor omelette";
  expect((await phone.post("change-password", { currentPassword: PASSWORD, newPassword })).status).toBe(200);
  await phone.post("sign-out", {});
  expect((await phone.signIn(ada.email, newPassword)).body.twoFactorRedirect).toBe(true);
}, 30_000);

test("switching it off asks for the password, and its owner hears of it", async () => {
  const ada = await enrol();
  expect((await ada.post("two-factor/disable", { password: "not the right one" })).body.code).toBe("INVALID_PASSWORD");
  expect((await ada.post("two-factor/disable", { password: PASSWORD })).status).toBe(200);
  expect((await createBrowser(platform).signIn(ada.email)).body.twoFactorRedirect).toBeUndefined();
  expect((await platform.mailsTo(ada.email)).map(({ subject }) => subject)).toContain("Two-factor sign-in is off");
  expect(await listActs(platform, ada.userId)).toContain("two-factor.disabled");
});

test("a device that was trusted is asked again once devices were signed out, or the factor was renewed", async () => {
  const ada = await enrol();
  const phone = await challenge(ada.email);
  await phone.post("two-factor/verify-totp", { code: ada.app.code(1), trustDevice: true });
  await ada.send("/api/account/devices/revoke-others", { method: "POST" });
  expect((await phone.signIn(ada.email)).body.twoFactorRedirect).toBe(true);

  const bob = await enrol();
  const tablet = await challenge(bob.email);
  await tablet.post("two-factor/verify-totp", { code: bob.app.code(1), trustDevice: true });
  await bob.post("two-factor/disable", { password: PASSWORD });
  const { body } = await bob.post<Enrolment>("two-factor/enable", { password: PASSWORD });
  await bob.post("two-factor/verify-totp", { code: createAuthenticator(body.totpURI).code() });
  expect((await tablet.signIn(bob.email)).body.twoFactorRedirect).toBe(true);
}, 30_000);

test("new backup codes ask for the password, stand in the log, and their owner hears of them", async () => {
  const ada = await enrol();
  const renew = (password: string) => ada.post("two-factor/generate-backup-codes", { password });
  expect((await renew("not the right one")).status).toBe(400);
  expect(await listActs(platform, ada.userId)).not.toContain("backup-codes.renewed");
  expect((await renew(PASSWORD)).status).toBe(200);
  expect((await listActs(platform, ada.userId)).at(-1)).toBe("backup-codes.renewed");
  expect((await platform.mailsTo(ada.email))[0]).toMatchObject({ subject: "You have new backup codes" });
}, 30_000);
