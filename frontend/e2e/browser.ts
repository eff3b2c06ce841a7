import { expect } from "bun:test";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A laptop, and a phone. */
export const wide = { width: 1280, height: 800 };
export const narrow = { width: 390, height: 844 };

export const prompt = "A woman with a green hijab and glasses, smiling";

/** The system's Chromium, which the test command has found or installed. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.LUMIKU_TEST_CHROMIUM;
  if (!executablePath) throw new Error("LUMIKU_TEST_CHROMIUM is not set: run the tests with `bun run test`");
  return chromium.launch({ executablePath, args });
}

/** A first visit: an account, the app, a description, four portraits. */
export async function makeFirstPicture(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill("Mira Okafor");
  await page.getByLabel("E-mail").fill("mira@example.com");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: /Mira/ }).waitFor();
  await waitForBalance(page, "100");
  await page
    .getByRole("main")
    .getByRole("link", { name: /Avatar Creator/ })
    .click();
  await page.getByLabel("Describe the person").fill(prompt);
  await page.getByRole("button", { name: "Generate · 4 credits" }).click();
  await page.getByRole("link", { name: "Download picture 4" }).waitFor();
  await waitForBalance(page, "96");
}

export async function waitForBalance(page: Page, credits: string): Promise<void> {
  await page.waitForFunction((text) => document.querySelector("[data-testid=balance]")?.textContent === text, credits);
}

/** Waits until colours have changed over: halfway they have a contrast nobody sees. */
export async function settleColors(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => !("transitionProperty" in animation) || animation.playState !== "running"),
  );
}

/** Nothing is wider than the page, and axe finds nothing wrong with it. */
export async function expectSound(tab: Page, where: string): Promise<void> {
  await tab.evaluate(() =>
    // One whose element goes is over as well.
    Promise.allSettled(
      document.getAnimations().map((animation) => animation.effect?.getTiming().iterations === 1 && animation.finished),
    ),
  );
  const overflowPixels = await tab.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(`${where}: ${overflowPixels}`).toBe(`${where}: 0`);
  await settleColors(tab);
  const { violations } = await new AxeBuilder({ page: tab }).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`)).toEqual([]);
}
