import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expectSound, launchBrowser, narrow, prompt, waitForBalance, wide } from "./browser";
import { countClicks, tabTo } from "./keyboard";

setDefaultTimeout(90_000);

const email = "noor@example.com";
const password = "correct horse battery";

let platform: PlatformProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let directory: string;
let studio: string;
let avatarPath: string;
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-avatars-"));
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

test("from the first visit to the first avatar it takes less than a minute and no more than six clicks", async () => {
  const clicks = await countClicks(page);
  const startedAt = performance.now();
  await page.goto(platform.url);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill("Noor Haddad");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page
    .getByRole("main")
    .getByRole("link", { name: /Avatar Creator/ })
    .first()
    .click();
  await page.getByLabel("Describe the person").fill(prompt);
  await page.getByRole("button", { name: "Generate · 4 credits" }).click();
  await page.getByRole("img", { name: /picture 1$/ }).waitFor();
  expect(clicks()).toBeLessThanOrEqual(6);
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  await page.getByRole("img", { name: /picture 4$/ }).waitFor();
  await waitForBalance(page, "96");
  studio = new URL(page.url()).pathname;
});

test("who goes away while it is drawn finds it finished on coming back, and the description where it was", async () => {
  await page.getByLabel("Describe the person").fill("A bald man with a ginger beard");
  const isAccepted = page.waitForResponse((response) => response.url().endsWith("/avatars/generate"));
  await page.getByLabel("Describe the person").press("Control+Enter");
  await isAccepted;
  await page.getByRole("link", { name: "Dashboard" }).click();
  await page.getByRole("heading", { level: 1, name: /Noor/ }).waitFor();
  await page.goBack();
  await page.getByRole("img", { name: /ginger beard, picture 4$/ }).waitFor();
  expect(await page.getByLabel("Describe the person").inputValue()).toBe("A bald man with a ginger beard");
  await waitForBalance(page, "92");
});

test("a preset's person is drawn, and the prompt of every picture says what was asked", async () => {
  await page.goto(`${platform.url}/apps/avatar-creator/presets`);
  await page.getByRole("heading", { level: 1, name: /Presets/ }).waitFor();
  const cards = page.getByRole("main").getByRole("button", { name: /^Use / });
  await cards.first().waitFor();
  expect(await cards.count()).toBeGreaterThanOrEqual(24);
  await cards.first().click();
  await page.getByRole("button", { name: /^Generate · / }).click();
  await page.getByRole("img", { name: /picture 1$/ }).waitFor();
});

test("an avatar is named, favoured, drawn anew as another version, and the versions are compared", async () => {
  await page.goto(`${platform.url + studio}/avatars`);
  const tile = page.getByRole("main").getByRole("list", { name: "Avatars" }).getByRole("listitem").last();
  await tile.getByRole("link").click();
  const name = page.getByLabel("Name of this avatar");
  await name.fill("Amal in green");
  await name.press("Enter");
  await page.getByRole("button", { name: "Favourite" }).click();
  await page.getByRole("button", { name: "Favourite", pressed: true }).waitFor();
  avatarPath = new URL(page.url()).pathname;

  const second = await context.newPage();
  await second.goto(platform.url + avatarPath);
  await second.getByLabel("Name of this avatar").waitFor();
  expect(await second.getByLabel("Name of this avatar").inputValue()).toBe("Amal in green");

  await page.getByRole("button", { name: "New seed · 1 credit" }).click();
  await page.getByRole("link", { name: "Version 2" }).waitFor();
  await second.getByRole("link", { name: "Version 2" }).waitFor();
  await page.getByRole("button", { name: "Compare" }).click();
  const comparison = page.getByRole("dialog", { name: "Versions side by side" });
  await comparison.getByText("Seed", { exact: true }).waitFor();
  expect(await comparison.getByRole("img").count()).toBe(2);
  await expectSound(page, "versions side by side");
  await page.keyboard.press("Escape");

  await name.fill("Amal at work");
  await name.press("Enter");
  await second.waitForFunction(() => document.querySelector<HTMLInputElement>("h1 input")?.value === "Amal at work");
  await second.close();
});

test("a drawing is downloaded as SVG and as PNG on nothing", async () => {
  await page.goto(platform.url + avatarPath);
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Download/ });
  await dialog.getByText("SVG", { exact: true }).click();
  const svg = await download(page, () => dialog.getByRole("link", { name: "Download SVG" }).click());
  expect(svg.name).toBe("amal-at-work.svg");
  expect(svg.bytes.toString()).toStartWith("<svg ");
  await dialog.getByText("PNG", { exact: true }).click();
  await dialog.getByRole("radio", { name: "Transparent" }).check({ force: true });
  const png = await download(page, () => dialog.getByRole("link", { name: "Download PNG" }).click());
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  const hasAlpha = await page.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const drawing = canvas.getContext("2d");
      drawing?.drawImage(picture, 0, 0);
      return drawing?.getImageData(0, 0, 1, 1).data[3] === 0;
    },
    [...png.bytes],
  );
  expect(hasAlpha).toBe(true);
  await expectSound(page, "download");
});

test("a link shows the picture to a stranger until it is taken back", async () => {
  await page.goto(platform.url + avatarPath);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const answered = page.waitForResponse((response) => response.url().endsWith("/shares") && response.status() === 201);
  await dialog.getByRole("button", { name: /link/i }).first().click();
  const { url } = (await (await answered).json()) as { url: string };
  const strangers = await browser.newContext({ viewport: narrow });
  const stranger = await strangers.newPage();
  await stranger.goto(url);
  await stranger.getByRole("img", { name: /Amal at work/ }).waitFor();
  await expectSound(stranger, "a shared picture");
  const isTakenBack = page.waitForResponse((response) => response.request().method() === "DELETE");
  await dialog.getByRole("button", { name: "Take back" }).click();
  await isTakenBack;
  await stranger.reload();
  await stranger.getByText("This link no longer works").waitFor();
  await strangers.close();
});

test("a photograph becomes an avatar, free, and what is no picture is refused in words", async () => {
  await page.goto(platform.url + studio);
  await page.getByRole("tab", { name: "Upload" }).click();
  const input = page.locator("input[type=file]");
  await input.setInputFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") });
  await page.getByText(/not a picture/).waitFor();
  const photo = await page.screenshot({ type: "jpeg", clip: { x: 0, y: 0, width: 300, height: 300 } });
  const isAccepted = page.waitForResponse((response) => response.url().endsWith("/avatars/upload"));
  await input.setInputFiles({ name: "passport photo.jpg", mimeType: "image/jpeg", buffer: photo });
  expect((await isAccepted).status()).toBe(201);
  await page.goto(`${platform.url + studio}/avatars`);
  await page.getByRole("link", { name: /passport photo/ }).waitFor();
});

test("a removed avatar and a removed project come back by undo", async () => {
  await page.goto(platform.url + avatarPath);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.goto(platform.url + avatarPath);
  await page.getByLabel("Name of this avatar").waitFor();

  await page.goto(`${platform.url}/apps/avatar-creator`);
  const projects = page.getByRole("list", { name: "Projects" });
  await projects
    .getByRole("button", { name: /^More for/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await projects.getByRole("listitem").first().waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Archive" }).click();
  await projects
    .getByRole("button", { name: /^More for/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Take out of the archive" }).click();
  await page.getByRole("tab", { name: "Projects" }).click();
  await projects
    .getByRole("button", { name: /^More for/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await projects.getByRole("listitem").first().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).last().click();
  await projects.getByRole("link", { name: "My first project" }).waitFor();
});

test("somebody without a mouse signs in, draws an avatar and downloads it", async () => {
  const own = await browser.newContext({ viewport: wide });
  const tab = await own.newPage();
  await tab.goto(`${platform.url}/sign-in`);
  await tab.getByRole("heading", { name: "Welcome back" }).waitFor();
  await tabTo(tab, "E-mail");
  await tab.keyboard.type(email);
  await tabTo(tab, "Password");
  await tab.keyboard.type(password);
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { level: 1, name: /Noor/ }).waitFor();
  await tab.keyboard.press("Control+k");
  await tab.getByRole("dialog").getByRole("combobox").waitFor();
  await tab.keyboard.type("Avatar Creator");
  await tab
    .getByRole("option", { name: /Avatar Creator/ })
    .first()
    .waitFor();
  await tab.keyboard.press("Enter");
  await tab.getByRole("link", { name: "My first project" }).waitFor();
  await tabTo(tab, "My first project");
  await tab.keyboard.press("Enter");
  await tab.getByLabel("Describe the person").waitFor();
  await tabTo(tab, "Describe the person");
  await tab.keyboard.press("Control+a");
  await tab.keyboard.type("A potter with grey curly hair");
  await tab.keyboard.press("Control+Enter");
  await tab.getByRole("img", { name: /grey curly hair, picture 1$/ }).waitFor();
  await tabTo(tab, "Download picture 1");
  const file = await download(tab, () => tab.keyboard.press("Enter"));
  expect(file.bytes.byteLength).toBeGreaterThan(1_000);
  await own.close();
});

test("every page of the app works at both widths in both themes: nothing overflows, axe finds nothing", async () => {
  const state = await context.storageState();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [wide, narrow]) {
      const visitor = await browser.newContext({ viewport, colorScheme, storageState: state });
      const tab = await visitor.newPage();
      for (const [path, shown] of [
        ["/apps/avatar-creator", tab.getByRole("list", { name: "Projects" }).getByRole("link")],
        ["/apps/avatar-creator/presets", tab.getByRole("button", { name: /^Use / })],
        [studio, tab.getByRole("region", { name: "History" }).getByRole("button")],
        [`${studio}/avatars`, tab.getByRole("list", { name: "Avatars" }).getByRole("link")],
        [avatarPath, tab.getByText("Made in Avatar Creator")],
      ] as const) {
        await tab.goto(platform.url + path);
        await shown.first().waitFor();
        await expectSound(tab, `${path} at ${viewport.width} in ${colorScheme}`);
      }
      await visitor.close();
    }
  }
  expect(errors).toEqual([]);
}, 180_000);

async function download(tab: Page, start: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([tab.waitForEvent("download"), start()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
