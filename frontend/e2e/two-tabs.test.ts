import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { launchBrowser, makeFirstPicture, prompt, waitForBalance } from "./browser";

setDefaultTimeout(60_000);

let platform: PlatformProcess;
let browser: Browser;
let context: BrowserContext;
let directory: string;
let first: Page;
let second: Page;
/** Streams as they were opened, with the tab that did. */
const opened: { tab: Page; url: string }[] = [];
const open = new Set<Request>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-tabs-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
  browser = await launchBrowser();
  context = await browser.newContext();
  context.on("request", (request) => {
    if (!isStream(request)) return;
    open.add(request);
    opened.push({ tab: request.frame().page(), url: request.url() });
  });
  context.on("requestfailed", (request) => open.delete(request));
  context.on("requestfinished", (request) => open.delete(request));
  context.on("page", (page) =>
    page.on("close", () => {
      for (const request of open) if (request.frame().page() === page) open.delete(request);
    }),
  );
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

test("two tabs share one stream, and stay equal", async () => {
  first = await context.newPage();
  await makeFirstPicture(first, platform.url);
  second = await context.newPage();
  await second.goto(`${platform.url}/work`);
  await second.getByRole("gridcell", { name: prompt }).waitFor();

  await describe(first, "A bald man with a ginger beard");
  await first.getByRole("button", { name: "Generate · 1 credit" }).click();
  await second.getByRole("gridcell", { name: /A bald man with a ginger beard/ }).waitFor();
  for (const tab of [first, second]) await waitForBalance(tab, "95");

  expect(opened.map(({ tab }) => tab)).toEqual([first]);
  expect(open.size).toBe(1);
});

test("when the tab with the stream closes, the other goes on where it ended and sees the work finish", async () => {
  await describe(first, "A woman with long auburn hair");
  await first.getByText("2048", { exact: true }).click();
  const isAccepted = first.waitForResponse((response) => response.url().endsWith("/avatars/generate"));
  await first.getByRole("button", { name: "Generate · 1 credit" }).click();
  await isAccepted;
  await first.close();

  const tile = second.getByRole("gridcell").filter({ hasText: "A woman with long auburn hair" });
  await tile.getByRole("img", { includeHidden: true }).last().waitFor();
  await tile.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
  await waitForBalance(second, "94");

  expect(opened.length).toBe(2);
  expect(opened[1]?.tab).toBe(second);
  expect(opened[1]?.url).toMatch(/lastEventId=.+/);
  expect(open.size).toBe(1);
});

test("a tab that crashes frees the stream too", async () => {
  const third = await context.newPage();
  await third.goto(platform.url);
  await waitForBalance(third, "94");
  expect(open.size).toBe(1);
  const takesOver = third.waitForRequest(isStream);
  await second.goto("chrome://crash").catch(() => {});
  await takesOver;
  await second.close();
  second = third;
});

test("whoever signs out or in does it in every tab, and one person's work is never shown to another", async () => {
  const other = await context.newPage();
  await other.goto(`${platform.url}/work`);
  await other.getByRole("gridcell", { name: prompt }).waitFor();
  await second.getByRole("button", { name: "Account" }).click();
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  await other.getByRole("heading", { name: "Welcome back" }).waitFor();

  await second.goto(`${platform.url}/sign-up`);
  await second.getByLabel("Name").fill("Bob Adeyemi");
  await second.getByLabel("E-mail").fill("bob@example.com");
  await second.getByLabel("Password").fill("correct horse battery");
  await second.getByRole("button", { name: "Create account" }).click();
  await second.getByRole("heading", { name: /Bob/ }).waitFor();
  await waitForBalance(other, "100");
  await other.getByText("Everything you make is kept here").waitFor();
  expect(await other.getByText(prompt).count()).toBe(0);
});

async function describe(page: Page, words: string): Promise<void> {
  await page.getByLabel("Describe the person").fill(words);
  await page.getByRole("form").getByText("1", { exact: true }).click();
}

function isStream(request: Request): boolean {
  return new URL(request.url()).pathname === "/api/events";
}
