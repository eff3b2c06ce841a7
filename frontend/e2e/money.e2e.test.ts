import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, Page } from "playwright-core";
import { expectSound, launchBrowser, narrow, waitForBalance, wide } from "./browser";

setDefaultTimeout(60_000);

let platform: PlatformProcess;
let browser: Browser;
let page: Page;
let directory: string;
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-money-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: wide, acceptDownloads: true })).newPage();
  page.on("pageerror", (error) => errors.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

test("a visitor chooses a pack, makes an account and is where they wanted to be", async () => {
  await page.goto(`${platform.url}/pricing`);
  await page.getByRole("heading", { level: 1, name: "Pricing" }).waitFor();
  await page.getByRole("link", { name: "Buy 500 credits" }).click();
  await page.getByLabel("Name").fill("Sam Rivera");
  await page.getByLabel("E-mail").fill("sam@example.com");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Your order" }).waitFor();
});

test("a declined card buys nothing; another one does, and the balance moves in a tab that was only open", async () => {
  const other = await page.context().newPage();
  await other.goto(platform.url);
  await waitForBalance(other, "100");

  await page.getByRole("button", { name: "Pay $45.00" }).click();
  await page.getByText("Is declined").click();
  await page.getByRole("button", { name: "Pay $45.00" }).click();
  await page.getByText(/declined\. Nothing was charged/).waitFor();
  await page.getByRole("link", { name: "Back to Lumiku" }).click();
  await page.getByRole("heading", { name: "The payment did not work" }).waitFor();
  await page.getByRole("link", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Pay $45.00" }).click();
  await page.getByText("Is accepted", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Pay $45.00" }).click();
  await page.getByRole("heading", { name: "Paid, thank you" }).waitFor();

  await waitForBalance(page, "600");
  await waitForBalance(other, "600");
  await other.close();
});

test("the receipt is a PDF", async () => {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Receipt" }).click();
  const path = await (await download).path();
  expect(await Bun.file(path).slice(0, 5).text()).toBe("%PDF-");
});

test("with a plan, units are spent before credits", async () => {
  await page.goto(`${platform.url}/billing/plans`);
  await page.getByRole("link", { name: "Choose Basic" }).click();
  await page.getByRole("button", { name: "Pay $10.00" }).click();
  await page.getByRole("button", { name: "Pay $10.00" }).click();
  await page.getByText("Your plan is active").waitFor();
  await waitForBalance(page, "50");

  await page.goto(platform.url);
  await page
    .getByRole("main")
    .getByRole("link", { name: /Avatar Creator/ })
    .click();
  await page.getByLabel("Describe the person").fill("A woman with a green hijab");
  await page.getByRole("button", { name: "Generate · 4 units" }).click();
  await page.getByRole("link", { name: "Download picture 4" }).waitFor();
  await waitForBalance(page, "46");
  await page.goto(`${platform.url}/billing`);
  await page.getByText("600", { exact: true }).first().waitFor();
  await page.getByText("4 of 50 units").first().waitFor();
});

test("a better plan says what it costs before it is taken, and is there at once", async () => {
  await page.goto(`${platform.url}/billing/plans`);
  await page.getByRole("button", { name: "Upgrade to Pro" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByText(/\$20\.00/)
    .first()
    .waitFor();
  await dialog.getByRole("button", { name: /Pay|Upgrade/ }).click();
  await dialog.waitFor({ state: "detached" });
  await waitForBalance(page, "196");
});

test("a cancelled plan stays to the end of its period, and can be kept after all", async () => {
  await page.goto(`${platform.url}/billing`);
  await page.getByRole("button", { name: "Cancel plan" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel plan" }).click();
  await page.getByText("Ends soon").waitFor();
  await waitForBalance(page, "196");
  await page.getByRole("button", { name: "Keep Pro" }).click();
  await page.getByText("Active", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Cancel plan" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel plan" }).click();
  await page.getByText("Ends soon").waitFor();
});

test("every payment and every movement of credits can be read afterwards", async () => {
  await page.goto(`${platform.url}/billing/payments`);
  const payments = page.getByRole("table");
  for (const amount of ["$45.00", "$10.00", "$20.00"]) await payments.getByText(amount).first().waitFor();
  await page.goto(`${platform.url}/billing/credits#history`);
  await page.getByText("Bought 500 credits").waitFor();
  await page.getByText("Welcome to Lumiku").waitFor();
});

test("every page of money works at both widths in both themes: nothing overflows, axe finds nothing", async () => {
  const state = await page.context().storageState();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [wide, narrow]) {
      const tab = await (await browser.newContext({ viewport, colorScheme, storageState: state })).newPage();
      for (const path of ["/billing", "/billing/plans", "/billing/credits", "/billing/payments", "/pricing"]) {
        await tab.goto(platform.url + path);
        await tab.getByRole("heading", { level: 1 }).waitFor();
        await tab.getByRole("status").filter({ hasText: "Loading" }).waitFor({ state: "detached" });
        await expectSound(tab, `${path} at ${viewport.width} in ${colorScheme}`);
      }
      await tab.context().close();
      const visitor = await (await browser.newContext({ viewport, colorScheme })).newPage();
      await visitor.goto(`${platform.url}/pricing`);
      await visitor.getByRole("heading", { level: 1, name: "Pricing" }).waitFor();
      await expectSound(visitor, `the visitor's pricing at ${viewport.width} in ${colorScheme}`);
      await visitor.context().close();
    }
  }
  expect(errors).toEqual([]);
}, 120_000);
