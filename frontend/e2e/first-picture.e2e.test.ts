import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expectSound, launchBrowser, makeFirstPicture, narrow, prompt, waitForBalance, wide } from "./browser";

setDefaultTimeout(60_000);

let platform: PlatformProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let directory: string;
let studioUrl: string;
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-e2e-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: wide });
  page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

test("a visitor signs up, describes a person and watches four portraits arrive", async () => {
  await makeFirstPicture(page, platform.url);
  expect(await page.getByRole("link", { name: /^Download picture/ }).count()).toBe(4);
  studioUrl = page.url();
});

test("a reload keeps the pictures and what was typed", async () => {
  await page.reload();
  await page.getByRole("link", { name: "Download picture 4" }).waitFor();
  expect(await page.getByLabel("Describe the person").inputValue()).toBe(prompt);
  await waitForBalance(page, "96");
});

test("a second tab shows what the first one makes, live", async () => {
  const other = await context.newPage();
  await other.goto(`${platform.url}/work`);
  await other.getByRole("gridcell", { name: prompt }).waitFor();
  await page.getByLabel("Describe the person").fill("A bald man with a ginger beard");
  await page.getByRole("form").getByText("1", { exact: true }).click();
  await page.getByLabel("Describe the person").press("Control+Enter");
  await other.getByRole("gridcell", { name: /A bald man with a ginger beard/ }).waitFor();
  await waitForBalance(other, "95");
  await other.close();
});

test("work that ends while the network is gone is there when it comes back", async () => {
  await page.getByRole("link", { name: "Download picture 1" }).waitFor();
  await page.getByLabel("Describe the person").fill("A woman with long auburn hair");
  await page.getByText("2048", { exact: true }).click();
  const isAccepted = page.waitForResponse((response) => response.url().endsWith("/avatars/generate"));
  await page.getByRole("button", { name: "Generate · 1 credit" }).click();
  await isAccepted;
  await context.setOffline(true);
  await Bun.sleep(500);
  await context.setOffline(false);
  await page.getByRole("img", { name: /auburn hair, picture 1/ }).waitFor();
  await waitForBalance(page, "94");
});

test("removed work can be brought back with undo", async () => {
  await page.goto(`${platform.url}/work`);
  await page.getByRole("gridcell", { name: /A woman with long auburn hair/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("gridcell", { name: /A woman with long auburn hair/ }).waitFor();
});

test("every page works at both widths in both themes: nothing overflows, axe finds nothing", async () => {
  const state = await context.storageState();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [wide, narrow]) {
      const visitor = await browser.newContext({ viewport, colorScheme, storageState: state });
      const tab = await visitor.newPage();
      const pages: [string, RegExp][] = [
        ["/", /Mira/],
        ["/work", /My work/],
        ["/apps/avatar-creator", /Avatar Creator/],
        [new URL(studioUrl).pathname, /project/],
        ["/nowhere", /Not found/],
      ];
      for (const [path, heading] of pages) {
        await tab.goto(platform.url + path);
        await tab.getByRole("heading", { level: 1, name: heading }).waitFor();
        await expectSound(tab, `${path} at ${viewport.width} in ${colorScheme}`);
      }
      await visitor.close();
      const stranger = await browser.newContext({ viewport, colorScheme });
      const form = await stranger.newPage();
      for (const path of ["/sign-in", "/sign-up"]) {
        await form.goto(platform.url + path);
        await form.getByRole("heading", { level: 1 }).waitFor();
        await expectSound(form, `${path} at ${viewport.width} in ${colorScheme}`);
      }
      await stranger.close();
    }
  }
}, 120_000);

test("whoever signs out is asked to sign in, with words for a wrong password, and finds everything again", async () => {
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("E-mail").fill("mira@example.com");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This e-mail and password do not belong together.").waitFor();
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await waitForBalance(page, "94");
  expect(errors).toEqual([]);
});
