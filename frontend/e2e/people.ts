import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expectSound, narrow, wide } from "./browser";

export const password = "correct horse battery";

export interface Credentials {
  email: string;
  password?: string;
}

/** Makes an account at the sign-up page. */
export async function signUp(page: Page, url: string, { name, email }: { name: string; email: string }): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Fills in the sign-in page, and says nothing of what comes then. */
export async function signIn(page: Page, url: string, credentials: Credentials): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(credentials.email);
  await page.getByLabel("Password").fill(credentials.password ?? password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signed in, on whichever page: people come back to where they were. */
export async function waitUntilIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account", exact: true }).waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Account", exact: true }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
}

const MAIL_TIMEOUT_MS = 10_000;

/**
 * Waits for a mail that a platform without SMTP keeps in its data folder.
 *
 * @returns the link in the newest one of that kind, as path and query
 */
export async function readMailLink(directory: string, { to, subject }: { to: string; subject: string }) {
  const deadline = Date.now() + MAIL_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = (await listMail(join(directory, "mail"))).find(
      (mail) => mail.includes(`\nTo: ${to}\r`) && mail.includes(`\nSubject: ${subject}\r`),
    );
    const link = found && /https?:\/\/\S+\?token=\S+/.exec(decodeQuotedPrintable(found))?.[0];
    if (link) return new URL(link).pathname + new URL(link).search;
    await Bun.sleep(50);
  }
  throw new Error(`No mail "${subject}" to ${to} has come`);
}

/** Newest first: their names begin with the time. */
async function listMail(directory: string): Promise<string[]> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".eml"));
  return Promise.all(
    names
      .sort()
      .reverse()
      .map((name) => readFile(join(directory, name), "utf8")),
  );
}

const decodeQuotedPrintable = (text: string) =>
  text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

interface Tour {
  browser: Browser;
  url: string;
  /** Signed in with this; nobody without it. */
  state?: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;
  paths: readonly string[];
}

/** Every page at both widths in both themes: nothing overflows, axe finds nothing. */
export async function expectSoundPages({ browser, url, state, paths }: Tour): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [wide, narrow]) {
      const context = await browser.newContext({ viewport, colorScheme, ...(state && { storageState: state }) });
      const tab = await context.newPage();
      for (const path of paths) {
        await tab.goto(url + path);
        await tab.getByRole("heading", { level: 1 }).waitFor();
        await tab.getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "detached" });
        await expectSound(tab, `${path} at ${viewport.width} in ${colorScheme}`);
      }
      await context.close();
    }
  }
}
