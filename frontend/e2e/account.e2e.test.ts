import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, Page } from "playwright-core";
import { readZip } from "../../backend/src/core/account/zip.fixture";
import { createAuthenticator } from "../../backend/src/core/auth/authenticator.fixture";
import { expectSound, launchBrowser, wide } from "./browser";
import { expectSoundPages, password, readMailLink, signIn, signOut, signUp, waitUntilIn } from "./people";

setDefaultTimeout(60_000);

const email = "mira@example.com";
let platform: PlatformProcess;
let browser: Browser;
let page: Page;
let directory: string;
let backupCodes: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-account-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
  browser = await launchBrowser();
  page = await newPage();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** In a browser of its own. */
async function newPage(): Promise<Page> {
  const opened = await (await browser.newContext({ viewport: wide, acceptDownloads: true })).newPage();
  opened.on("pageerror", (error) => errors.push(error.message));
  return opened;
}

const open = (path: string) => page.goto(platform.url + path);
const dialog = () => page.getByRole("dialog");
const section = (name: string) => page.getByRole("region", { name, exact: true });
const focused = () => page.evaluate(() => document.activeElement?.textContent);

test("whoever has not confirmed their address is asked to, until they put it off or do it", async () => {
  await signUp(page, platform.url, { name: "Mira Okafor", email });
  await page.getByText("Confirm your e-mail").waitFor();
  await page.getByRole("button", { name: "Not now" }).click();
  await page.getByText("Confirm your e-mail").waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("link", { name: "Buy credits" }).waitFor();
  expect(await page.getByText("Confirm your e-mail").count()).toBe(0);

  await open(await readMailLink(directory, { to: email, subject: "Confirm your e-mail" }));
  await page.getByRole("heading", { name: "Your e-mail is confirmed" }).waitFor();
  await page.getByRole("link", { name: "Open Lumiku" }).click();
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("menuitem", { name: "Account" }).click();
  await section("E-mail").getByText("Confirmed", { exact: true }).waitFor();
});

test("a new name is in every greeting, and a pinned app stays pinned", async () => {
  await page.getByLabel("Name").fill("Ada Okafor");
  await page.getByLabel("Name").press("Enter");
  await page.getByText("Your name is changed").waitFor();
  await page.getByRole("link", { name: "Dashboard" }).first().click();
  await page.getByRole("heading", { name: /Ada/ }).waitFor();

  const pin = page.getByRole("button", { name: "Pin Avatar Creator" });
  const isSaved = page.waitForResponse((response) => response.url().endsWith("/api/account/settings"));
  await pin.click();
  expect(await pin.getAttribute("aria-pressed")).toBe("true");
  await isSaved;
  await page.reload();
  await page.getByRole("button", { name: "Pin Avatar Creator", pressed: true }).waitFor();
});

test("two-factor sign-in asks for a code of the authenticator app, and a backup code works once", async () => {
  await open("/account/security");
  await page.getByRole("button", { name: "Switch on" }).click();
  await dialog().getByLabel("Your password").fill("not my password");
  await dialog().getByLabel("Your password").press("Enter");
  await dialog().getByText("That is not your password.").waitFor();
  await dialog().getByLabel("Your password").fill(password);
  await dialog().getByLabel("Your password").press("Enter");
  await dialog().getByLabel("The code it shows").waitFor();
  await expectSound(page, "the QR code");
  const key = await dialog().locator("code").textContent();
  const authenticator = createAuthenticator(`otpauth://totp/Lumiku?secret=${key}`);
  await dialog().getByLabel("The code it shows").fill(authenticator.code());
  await dialog().getByRole("button", { name: "Switch on" }).click();
  await dialog().getByRole("list", { name: "Backup codes" }).waitFor();
  await expectSound(page, "the backup codes");
  backupCodes = await dialog().getByRole("listitem").allTextContents();
  await dialog().getByRole("button", { name: "I have kept them" }).click();
  await section("Two-factor sign-in").getByText("On", { exact: true }).waitFor();
  await section("Recent activity").getByText("Two-factor sign-in was turned on").waitFor();

  await signOut(page);
  await signIn(page, platform.url, { email });
  await page.getByLabel("Six-digit code").fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("That code is not right").waitFor();
  await expectSound(page, "the second step");
  await page.getByLabel("Six-digit code").fill(authenticator.code(1));
  await page.getByLabel("Six-digit code").press("Enter");
  await waitUntilIn(page);

  await signOut(page);
  await enterBackupCode(page, backupCodes[0]);
  await waitUntilIn(page);
  await signOut(page);
  await enterBackupCode(page, backupCodes[0]);
  await page.getByText("That backup code is not right, or was used before.").waitFor();
  await page.getByLabel("Backup code").fill(backupCodes[1] ?? "");
  await page.getByLabel("Backup code").press("Enter");
  await waitUntilIn(page);
});

async function enterBackupCode(at: Page, code = ""): Promise<void> {
  await signIn(at, platform.url, { email });
  await at.getByRole("button", { name: "Use a backup code" }).click();
  await at.getByLabel("Backup code").fill(code);
  await at.getByRole("button", { name: "Continue" }).click();
}

test("another browser is seen under Devices, and signed out from there at once", async () => {
  const other = await newPage();
  await enterBackupCode(other, backupCodes[2]);
  await waitUntilIn(other);
  await open("/account/devices");
  const devices = page.getByRole("list", { name: "Devices" });
  await devices.getByText("This device").waitFor();
  expect(await devices.getByRole("listitem").count()).toBe(2);
  await devices.getByRole("button", { name: /^Sign out/ }).click();
  await other.getByRole("heading", { name: "Welcome back" }).waitFor();
  await page.getByText(/is signed out$/).waitFor();
  expect(await devices.getByRole("listitem").count()).toBe(1);
  expect(await focused()).toBe("Devices");
  await other.context().close();
});

test("switched off with the password, no code is asked for any more", async () => {
  await open("/account/security");
  await page.getByRole("button", { name: "Switch off" }).click();
  await dialog().getByLabel("Your password").fill(password);
  await dialog().getByRole("button", { name: "Switch off" }).click();
  await section("Two-factor sign-in").getByText("Off", { exact: true }).waitFor();
  await signOut(page);
  await signIn(page, platform.url, { email });
  await waitUntilIn(page);
});

test("an API key works until it is ended, and does no more than it was made for", async () => {
  await open("/account/api-keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  await dialog().getByLabel("Name").fill("Shop import");
  await dialog().getByRole("button", { name: "Make the key" }).click();
  await dialog().getByText("Copy it now").waitFor();
  await expectSound(page, "a new key");
  const key = (await dialog().locator("code").textContent()) ?? "";
  expect(await dialog().locator("pre").textContent()).toContain(`x-api-key: ${key}`);
  await dialog().getByRole("button", { name: "Done" }).click();
  expect(await focused()).toBe("Make a key");

  const ask = async (path: string) =>
    (await fetch(platform.url + path, { headers: { "x-api-key": key, connection: "close" } })).status;
  expect(await ask("/api/generations?limit=5")).toBe(200);
  expect([await ask("/api/billing/payments"), await ask("/api/account/devices")]).toEqual([403, 403]);
  await page.reload();
  await page.getByText(/used just now/).waitFor();
  await page.getByRole("button", { name: "End Shop import" }).click();
  await dialog().getByRole("button", { name: "End the key" }).click();
  await page.getByText("Shop import no longer works").waitFor();
  await page.getByText(/^No keys yet/).waitFor();
  expect(await ask("/api/generations?limit=5")).toBe(401);
});

test("preferences hold after a reload and in another browser", async () => {
  await open("/account/preferences");
  const isDark = (at: Page) => at.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await page.getByText("Dark", { exact: true }).click();
  await isDark(page);
  await page.getByText("12,345 credits").waitFor();
  const areSaved = page.waitForResponse((response) => response.request().postData()?.includes("de-DE") ?? false);
  await page.getByLabel("Dates and numbers").selectOption("de-DE");
  await page.getByText("12.345 credits").waitFor();
  await areSaved;
  await page.reload();
  await isDark(page);
  await page.getByText("12.345 credits").waitFor();

  const other = await newPage();
  await signIn(other, platform.url, { email });
  await isDark(other);
  await other.goto(`${platform.url}/account/preferences`);
  await other.getByText("12.345 credits").waitFor();
  await other.context().close();
});

test("another address is agreed to at the old one and confirmed at the new one", async () => {
  await open("/account");
  await page.getByLabel("New e-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await page.getByText(`Now open the link we have sent to ${email}.`).waitFor();
  await open(await readMailLink(directory, { to: email, subject: "Change the e-mail of your account?" }));
  await page.getByRole("heading", { name: "One more link to open" }).waitFor();
  await open(await readMailLink(directory, { to: "ada@example.com", subject: "Confirm your new e-mail" }));
  await page.getByText("You sign in with ada@example.com from now on.").waitFor();
  await page.getByRole("link", { name: "Open your account" }).click();
  await section("E-mail").getByText("ada@example.com").waitFor();
});

test("every page of the account works at both widths in both themes", async () => {
  await open("/account/preferences");
  const isSaved = page.waitForResponse((response) => response.request().postData()?.includes('"system"') ?? false);
  await page.getByText("System", { exact: true }).click();
  await isSaved;
  const pages = ["", "/security", "/devices", "/api-keys", "/preferences", "/data"].map((path) => `/account${path}`);
  const state = await page.context().storageState();
  await expectSoundPages({ browser, url: platform.url, state, paths: ["/", ...pages] });
}, 180_000);

test("everything can be taken along as a ZIP, and a removed account opens no more", async () => {
  await open("/account/data");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download my data" }).click();
  const files = readZip(await Bun.file(await (await download).path()).bytes()).map(({ name }) => name);
  for (const name of ["README.txt", "account.json", "generations.json", "payments.json"]) expect(files).toContain(name);

  await page.getByRole("button", { name: "Remove my account" }).click();
  await dialog().getByLabel("Your e-mail").fill("another@example.com");
  await dialog().getByLabel("Your password").fill(password);
  await dialog().getByRole("button", { name: "Remove it for good" }).click();
  await dialog().getByText("That is not the address of this account.").waitFor();
  await expectSound(page, "removing the account");
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  expect(await focused()).toBe("Remove my account");
  await page.keyboard.press("Enter");
  await dialog().getByLabel("Your e-mail").fill("ada@example.com");
  await dialog().getByLabel("Your password").fill(password);
  await dialog().getByLabel("Your password").press("Enter");
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await signIn(page, platform.url, { email: "ada@example.com" });
  await page.getByRole("alert").waitFor();
  expect(errors).toEqual([]);
});
