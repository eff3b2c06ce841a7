import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createBrowser, enter, listActs, newAddress, PASSWORD, readLink } from "./browser.fixture";

let platform: TestPlatform;
let strict: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false });
  strict = await createTestPlatform({ hasWorker: false, auth: { isEmailVerificationRequired: true } });
});
afterAll(async () => {
  await Promise.all([platform.close(), strict.close()]);
});

test("the same sign-up sent five times at once makes one account with one welcome", async () => {
  const email = newAddress();
  const answers = await Promise.all(Array.from({ length: 5 }, () => createBrowser(platform).signUp(email)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(4);
  const [user, ...others] = await platform.database.client.user.findMany({
    where: { email },
    include: { accounts: true, ledgerEntries: true, wallet: true },
  });
  expect(others).toEqual([]);
  expect(user?.accounts).toHaveLength(1);
  expect(user?.ledgerEntries).toHaveLength(1);
  expect(user?.wallet?.available).toBe(100);
  expect(await listActs(platform, user?.id ?? "")).toEqual(["account.created", "session.created"]);
  expect(await platform.mailsTo(email)).toHaveLength(1);
}, 30_000);

test("an account whose welcome cannot be written down is not made either", async () => {
  const broken = await createTestPlatform({ hasWorker: false });
  await broken.database.client
    .$executeRaw`ALTER TABLE ledger_entries ADD CONSTRAINT broken CHECK (kind <> 'grant') NOT VALID`;
  const email = newAddress();
  expect((await createBrowser(broken).signUp(email)).status).toBeGreaterThanOrEqual(400);
  expect(await broken.database.client.user.count({ where: { email } })).toBe(0);
  await broken.close();
});

test("a new account gets a link to confirm its address, and may begin before it is opened", async () => {
  const ada = await enter(platform);
  expect(await ada.whoAmI()).toBe(ada.userId);
  const [mail] = await platform.mailsTo(ada.email);
  expect(mail).toMatchObject({ kind: "verification", subject: "Confirm your e-mail" });
  const { path, token } = readLink(mail ?? { text: "" });
  expect(path).toBe("/verify-email");
  expect(await ada.get(`verify-email?token=${token}`)).toMatchObject({ status: 200, body: { status: true } });
  const me = (await (await ada.send("/api/me")).json()) as { user: { emailVerified: boolean } };
  expect(me.user.emailVerified).toBe(true);
});

test("the first message to an address repeats nothing a stranger may have typed for its owner to read", async () => {
  const email = newAddress();
  await createBrowser(platform).signUp(email, PASSWORD, "You won! evil.example");
  expect((await platform.mailsTo(email))[0]?.text).not.toContain("evil.example");
});

test("a forged or worn-out confirmation link says so and confirms nothing", async () => {
  const ada = await enter(platform);
  const [mail] = await platform.mailsTo(ada.email);
  const { token } = readLink(mail ?? { text: "" });
  const [header, , signature] = token.split(".");
  const claims = { email: ada.email, iat: 1, exp: 9_999_999_999 };
  const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
  expect(await ada.get(`verify-email?token=${forged}`)).toMatchObject({ status: 401, body: { code: "INVALID_TOKEN" } });
  expect((await platform.accounts.me(ada.userId)).user.emailVerified).toBe(false);
});

test("where confirming is required, signing up gives no session, and signing in waits for the link", async () => {
  const browser = createBrowser(strict);
  const email = newAddress();
  const signedUp = await browser.signUp(email);
  expect(signedUp).toMatchObject({ status: 200, body: { token: null } });
  expect(await browser.whoAmI()).toBeNull();
  expect(await browser.signIn(email)).toMatchObject({ status: 403, body: { code: "EMAIL_NOT_VERIFIED" } });
  const [mail] = await strict.mailsTo(email);
  expect((await browser.get(`verify-email?token=${readLink(mail ?? { text: "" }).token}`)).status).toBe(200);
  // Who has made an account for somebody else's address does not get in by its owner's click, nor the owner into theirs.
  expect(await browser.whoAmI()).toBeNull();
  expect((await browser.signIn(email)).status).toBe(200);
  expect(await browser.whoAmI()).toBe(signedUp.body.user.id);
});

test("where confirming is required, signing up does not tell who has an account; its owner is told of the attempt", async () => {
  const email = newAddress();
  const first = await createBrowser(strict).signUp(email);
  const second = await createBrowser(strict).signUp(email, "another staple entirely");
  expect(second.status).toBe(first.status);
  expect(Object.keys(second.body).sort()).toEqual(Object.keys(first.body).sort());
  expect(await strict.database.client.user.count({ where: { email } })).toBe(1);
  const subjects = (await strict.mailsTo(email)).map(({ subject }) => subject);
  expect(subjects).toEqual(["You have an account already", "Confirm your e-mail"]);
});

test("a password that is guessed soon is refused with a reason, also one made of the person's own name", async () => {
  const refuse = async (password: string) => createBrowser(platform).signUp(newAddress(), password, "Ada Lovelace");
  for (const password of ["password", "qwertyuiop12", "lovelaceada"]) {
    const { status, body } = await refuse(password);
    expect({ password, status, code: body.code }).toEqual({ password, status: 400, code: "WEAK_PASSWORD" });
    expect(body.message).toStartWith("This password is too easy to guess. ");
  }
  expect((await refuse("short")).body.code).toBe("PASSWORD_TOO_SHORT");
  expect((await refuse("long enough ".repeat(20))).body.code).toBe("PASSWORD_TOO_LONG");
  expect((await refuse(PASSWORD)).status).toBe(200);
});

test("nobody signs up as an administrator, with a name that is none, or with a picture from elsewhere", async () => {
  const browser = createBrowser(platform);
  const person = { name: "Ada", email: newAddress(), password: PASSWORD };
  for (const more of [{ name: " " }, { name: "x".repeat(81) }, { image: "https://tracker.example/ada.png" }])
    expect((await browser.post("sign-up/email", { ...person, ...more })).status).toBe(400);
  expect((await browser.post("sign-up/email", { ...person, role: "admin" })).status).toBe(400);
  expect((await browser.post("sign-up/email", { ...person, emailVerified: true, tier: "pro" })).status).toBe(200);
  const user = await platform.database.client.user.findUnique({ where: { email: person.email } });
  expect(user).toMatchObject({ role: "user", emailVerified: false, tier: "free" });
});

test("no message to an address that is not confirmed repeats what whoever typed it chose", async () => {
  const email = newAddress();
  const stranger = createBrowser(platform);
  const { body } = await stranger.signUp(email, PASSWORD, "You won! evil.example");
  await platform.auth.apiKeys.create(body.user.id, { name: "Prize at evil.example", scopes: ["read"] });
  await stranger.post("request-password-reset", { email });
  await createBrowser(platform, "Visit evil.example now/1").signIn(email);
  const mails = await platform.mailsTo(email);
  expect(mails.map(({ kind }) => kind).sort()).toEqual([
    ...["password-reset", "security-notice", "security-notice", "verification"],
  ]);
  expect(mails.map(({ subject, text }) => subject + text).join()).not.toContain("evil.example");
});

test("a name is on one line", async () => {
  const browser = createBrowser(platform);
  for (const name of ["Ada\r\nBcc: eve@example.com", "Ada\0"])
    expect((await browser.signUp(newAddress(), PASSWORD, name)).body.code).toBe("INVALID_NAME");
});
