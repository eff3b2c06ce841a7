import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, makeFirstPicture, settleColors } from "./browser";

setDefaultTimeout(60_000);

const late = "A man with a purple turban";

let platform: PlatformProcess;
let browser: Browser;
let page: Page;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-queue-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off", WORKER_CONCURRENCY: "1" });
  browser = await launchBrowser();
  page = await (await browser.newContext()).newPage();
  await makeFirstPicture(page, platform.url);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

test("work that waits is seen and stopped from anywhere, with the keyboard, and can be tried again", async () => {
  await page.getByText("2048", { exact: true }).click();
  for (const words of ["A woman with a red scarf", "A woman with a blue scarf", late]) {
    await page.getByLabel("Describe the person").fill(words);
    const isAccepted = page.waitForResponse((response) => response.url().endsWith("/avatars/generate"));
    await page.getByLabel("Describe the person").press("Control+Enter");
    await isAccepted;
  }

  const indicator = page.getByRole("button", { name: /^Your queue/ });
  await indicator.press("Enter");
  const queue = page.getByRole("dialog", { name: "Your queue" });
  const waiting = queue.getByRole("listitem").filter({ hasText: late });
  await waiting.getByText(/ in line/).waitFor();
  await queue.getByText(/^Everyone here: /).waitFor();
  await waiting.getByRole("button", { name: "Cancel" }).press("Enter");
  await waiting.waitFor({ state: "detached" });
  for (const [colorScheme, width] of [
    ["dark", 390],
    ["light", 1280],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await settleColors(page);
    const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.bringToFront();
  await page.keyboard.press("Escape");
  await queue.waitFor({ state: "detached" });
  expect(await indicator.evaluate((button) => button === document.activeElement)).toBe(true);

  const result = page.getByRole("region", { name: "Result" });
  await result.getByText("Cancelled. Nothing was charged.").waitFor();
  await result.getByRole("button", { name: "Try again" }).click();
  await result.getByRole("img", { name: `${late}, picture 4` }).waitFor();
  await result.getByText(/Another try/).waitFor();
});
