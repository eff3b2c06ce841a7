import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, Page } from "playwright-core";
import { createOpenIdServer } from "../../backend/src/core/auth/openid-server.fixture";
import { expectSound, launchBrowser, wide } from "./browser";
import { expectSoundPages, readMailLink, signIn, signOut, signUp, waitUntilIn } from "./people";

setDefaultTimeout(60_000);

const mira = { name: "Mira Okafor", email: "mira@example.com" };
const newPassword = "quiet lantern orchard";
const google = createOpenIdServer();
let platform: PlatformProcess;
let browser: Browser;
let page: Page;
let directory: string;
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-sign-in-"));
  const port = String(await findFreePort());
  platform = await startPlatform({
    ...{ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off", EMAIL_VERIFICATION: "required" },
    ...{ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...{ GOOGLE_CLIENT_ID: google.clientId, GOOGLE_CLIENT_SECRET: google.clientSecret },
    GOOGLE_ISSUER_URL: google.issuerUrl,
  });
  browser = await launchBrowser();
  page = await newPage();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await google.stop();
  await rm(directory, { recursive: true, force: true });
});

/** In a browser of its own. */
async function newPage(): Promise<Page> {
  const opened = await (await browser.newContext({ viewport: wide })).newPage();
  opened.on("pageerror", (error) => errors.push(error.message));
  return opened;
}

const open = (path: string) => page.goto(platform.url + path);
const followMail = async (to: string, subject: string) => open(await readMailLink(directory, { to, subject }));

test("where addresses have to be confirmed, nobody is let in before, and everybody is told what to do", async () => {
  await signUp(page, platform.url, mira);
  await page.getByRole("heading", { name: "Confirm your e-mail" }).waitFor();
  await page.getByText("This platform sends no mail yet").waitFor();
  await expectSound(page, "confirm your e-mail");
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.getByText("Sent again.").waitFor();

  await signIn(page, platform.url, mira);
  await page.getByRole("heading", { name: "Confirm your e-mail first" }).waitFor();
  await followMail(mira.email, "Confirm your e-mail");
  await page.getByRole("heading", { name: "Your e-mail is confirmed" }).waitFor();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(mira.email);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByLabel("Password").press("Enter");
  await page.getByRole("heading", { name: /Mira/ }).waitFor();
});

test("a password that is easy to guess is refused where it is chosen, with what would make it better", async () => {
  const visitor = await newPage();
  await visitor.goto(`${platform.url}/sign-up`);
  await visitor.getByLabel("Name").fill("Dora Winter");
  await visitor.getByLabel("E-mail").fill("dora.winter@example.com");
  await visitor.getByLabel("Password").fill("dora1234");
  await visitor.getByText(/Leave out your name/).waitFor();
  await visitor.getByLabel("Password").press("Enter");
  await visitor.getByText("This password is too easy to guess.").waitFor();
  await expectSound(visitor, "a weak password");
  await visitor.getByRole("button", { name: "Show what you type" }).click();
  expect(await visitor.getByLabel("Password").getAttribute("type")).toBe("text");
  await visitor.context().close();
});

test("who has forgotten the password gets a new one by mail, and every other session ends", async () => {
  const forgetful = await newPage();
  await forgetful.goto(`${platform.url}/sign-in`);
  await forgetful.getByRole("link", { name: "Forgot your password?" }).click();
  await forgetful.getByLabel("E-mail").fill(mira.email);
  await forgetful.getByRole("button", { name: "Send the link" }).click();
  await forgetful.getByRole("heading", { name: "Check your mail" }).waitFor();
  const link = await readMailLink(directory, { to: mira.email, subject: "Choose a new password" });
  await forgetful.goto(platform.url + link);
  await forgetful.getByLabel("New password").fill(newPassword);
  await forgetful.getByRole("button", { name: "Set the password" }).click();
  await forgetful.getByRole("heading", { name: "Your new password is set" }).waitFor();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();

  await forgetful.goto(platform.url + link);
  await forgetful.getByLabel("New password").fill("another lantern orchard");
  await forgetful.getByRole("button", { name: "Set the password" }).click();
  await forgetful.getByRole("heading", { name: "This link does not work" }).waitFor();
  await signIn(forgetful, platform.url, mira);
  await forgetful.getByText("This e-mail and password do not belong together.").waitFor();
  await signIn(forgetful, platform.url, { ...mira, password: newPassword });
  await waitUntilIn(forgetful);
  await forgetful.context().close();
});

test("the link for a new password works in the browser that is signed in as well", async () => {
  await signIn(page, platform.url, { ...mira, password: newPassword });
  await waitUntilIn(page);
  await open("/forgot-password");
  expect(await page.getByLabel("E-mail").inputValue()).toBe(mira.email);
  await page.getByLabel("E-mail").press("Enter");
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  await followMail(mira.email, "Choose a new password");
  await page.getByLabel("New password").fill("velvet compass harbour");
  await page.getByLabel("New password").press("Enter");
  await page.getByRole("heading", { name: "Your new password is set" }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
});

test("after five wrong passwords one waits, and sees how long", async () => {
  const guesser = await newPage();
  await guesser.goto(`${platform.url}/sign-in`);
  await guesser.getByLabel("E-mail").fill("dora@example.com");
  for (let attempt = 1; attempt <= 6; attempt++) {
    const isAnswered = guesser.waitForResponse((response) => response.url().endsWith("/sign-in/email"));
    await guesser.getByLabel("Password").fill(`wrong guess ${attempt}`);
    await guesser.getByRole("button", { name: "Sign in" }).click();
    expect((await isAnswered).status()).toBe(attempt <= 5 ? 401 : 429);
    await guesser.getByRole("button", { name: "Sign in", disabled: false }).waitFor();
  }
  await guesser.getByText(/Too many wrong attempts\. Try again in 0:(30|2\d)\./).waitFor();
  await guesser.getByText(/Try again in 0:2\d\./).waitFor();
  await expectSound(guesser, "locked out");
  await guesser.context().close();
});

test("Google opens an account without a password, which gets one by mail", async () => {
  google.person = { sub: "1", email: "gus@example.com", email_verified: true, name: "Gus Lindqvist" };
  await open("/account/security");
  await page.getByRole("button", { name: "Continue with Google" }).click();
  await page.getByRole("heading", { name: "Account" }).waitFor();
  await page.getByText("Set a password first.").waitFor();
  await expectSound(page, "an account without a password");
  await page.getByRole("button", { name: "Send me a link to set one" }).click();
  await page.getByText("Now open the link we have sent to gus@example.com.").waitFor();
  await followMail("gus@example.com", "Choose a new password");
  await page.getByLabel("New password").fill(newPassword);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("heading", { name: "Your new password is set" }).waitFor();
  await signIn(page, platform.url, { email: "gus@example.com", password: newPassword });
  await waitUntilIn(page);
  await open("/account/security");
  await page.getByLabel("Present password").waitFor();
  await signOut(page);
});

test("why Google did not open an account is said in plain words", async () => {
  google.person = { sub: "2", email: "eve@example.com", email_verified: false };
  await open("/sign-in");
  await page.getByRole("button", { name: "Continue with Google" }).click();
  await page.getByText("Google has not confirmed your e-mail").waitFor();
  await open("/sign-in?error=access_denied");
  await page.getByText("You stopped at Google").waitFor();
});

test("every page before signing in works at both widths in both themes", async () => {
  const paths = [
    ...["/sign-in", "/sign-up", "/forgot-password", "/reset-password", "/reset-password?token=x"],
    ...["/reset-password?done", "/verify-email?token=x", "/sign-in?error=account_not_linked"],
  ];
  await expectSoundPages({ browser, url: platform.url, paths });
  expect(errors).toEqual([]);
}, 180_000);
