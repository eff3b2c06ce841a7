import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import sharp from "sharp";
import { expectSound, launchBrowser, narrow, waitForBalance, wide } from "./browser";
import { tabTo } from "./keyboard";
import { password, signIn, signUp, waitUntilIn } from "./people";

setDefaultTimeout(90_000);

const email = "ines@example.com";

let platform: PlatformProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let directory: string;
let editor: string;
let batch: string;
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-vectorizer-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: wide });
  page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  await signUp(page, platform.url, { name: "Ines Duarte", email });
  await waitUntilIn(page);
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

const canvas = () => page.getByRole("region", { name: "Canvas" });
const tools = () => page.getByRole("region", { name: "Tools" });
const trace = () => page.getByRole("button", { name: /^Trace · / });

test("a dropped logo is seen as a draft within moments, tuned for nothing, and traced for one credit", async () => {
  await page.goto(`${platform.url}/apps/vectorizer`);
  await drop(page, "harbour-logo.png", await drawLogo("#d9480f"));
  await page.waitForURL(/\/documents\//);
  editor = new URL(page.url()).pathname;
  await hasDraft(page, 1);

  await tools().getByRole("button", { name: "Logo" }).click();
  await tools().getByRole("radio", { name: "At most" }).check({ force: true });
  const fewer = page.waitForResponse((response) => response.url().endsWith("/preview") && response.ok());
  await tools().getByLabel("Most colours").fill("3");
  const draft = (await (await fewer).json()) as { layers: { color: string }[] };
  expect(draft.layers.length).toBeLessThanOrEqual(3);
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "Redo" }).click();
  await waitForBalance(page, "100");

  await trace().click();
  await tools().getByRole("tab", { name: "Quality" }).click();
  await tools().getByText("SSIM").first().waitFor();
  await waitForBalance(page, "99");
});

test("the bitmap and the trace are compared, looked into, and their nodes and differences are shown", async () => {
  for (const view of ["Before and after", "Wireframe", "Difference", "Quantised", "Original", "Result"]) {
    await canvas().getByRole("radio", { name: view }).check({ force: true });
    await expectSound(page, `the view ${view}`);
  }
  await canvas().getByRole("group", { name: "Picture" }).focus();
  for (let step = 0; step < 30; step++) await page.keyboard.press("+");
  await canvas()
    .getByRole("button", { name: /Zoom, 3,200 ?%/ })
    .waitFor();
  await page.keyboard.press("0");
});

test("a layer is recoloured and taken back and recoloured again, and the files have the new colour", async () => {
  await tools().getByRole("tab", { name: "Layers" }).click();
  const isKept = page.waitForResponse((response) => response.request().method() === "PATCH" && response.ok());
  await tools().getByLabel("Recolour #d9480f").fill("#0b7285");
  await tools().getByLabel("Recolour #0b7285").waitFor();
  await isKept;
  await page.keyboard.press("Control+z");
  await tools().getByLabel("Recolour #d9480f").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await tools().getByLabel("Recolour #0b7285").waitFor();

  const svg = await save("SVG");
  expect(svg.name).toBe("harbour-logo.svg");
  expect(svg.bytes.toString()).toContain("#0b7285");
  expect(svg.bytes.toString()).not.toContain("#d9480f");
  expect(await opensInChromium(svg.bytes)).toEqual({ width: 320, height: 320 });
  expect(await sharp(svg.bytes).metadata()).toMatchObject({ format: "svg", width: 320, height: 320 });
  expect((await sharp(svg.bytes).raw().toBuffer()).byteLength).toBeGreaterThan(0);

  const pdf = await save("PDF");
  expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await save("EPS")).bytes.subarray(0, 11).toString()).toBe("%!PS-Adobe-");
  expect((await save("DXF")).bytes.toString()).toContain("SECTION");
  expect((await save("All of them")).bytes.subarray(0, 2).toString()).toBe("PK");
});

test("what was traced, tuned and recoloured is there after a reload and in a second tab", async () => {
  const second = await context.newPage();
  await second.goto(platform.url + editor);
  await second.getByRole("tab", { name: "History" }).click();
  await second.getByRole("button", { name: /^More about the trace of / }).waitFor();
  await page.reload();
  await tools().getByRole("tab", { name: "History" }).click();
  const rows = tools().getByRole("button", { name: /^More about the trace of / });
  await rows.waitFor();
  await trace().click();
  await second
    .getByRole("button", { name: /^More about the trace of / })
    .nth(1)
    .waitFor();
  await rows.nth(1).waitFor();
  await waitForBalance(page, "98");
  await second.close();
});

test("a picture of the library is sent here from My Work", async () => {
  await page.goto(`${platform.url}/work`);
  await page.getByRole("main").getByText("harbour-logo").first().waitFor();
  const assets = await page.evaluate(async () => (await fetch("/api/assets?kind=upload&limit=1")).json());
  await page.goto(`${platform.url}/apps/vectorizer?asset=${assets.items[0].id}`);
  await page.waitForURL(/\/documents\//);
  await hasDraft(page, 1);
  expect(page.url()).not.toContain("asset=");
});

test("what is no picture, and an address in a private network, are refused in words", async () => {
  await page.goto(`${platform.url}/apps/vectorizer`);
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      ...{ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") },
    });
  await page.getByText(/not a picture/).waitFor();
  await page.reload();
  await page.getByLabel("Address of a picture").fill("http://169.254.169.254/latest/meta-data");
  await page.getByLabel("Address of a picture").press("Enter");
  await page.getByText(/not public/).waitFor();
});

test("several pictures are traced together for one price, and come as one ZIP", async () => {
  await page.goto(`${platform.url}/apps/vectorizer`);
  const colors = ["#e8590c", "#2b8a3e", "#364fc7"];
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles(
      await Promise.all(
        colors.map(async (color, index) => {
          return { name: `sign-${index + 1}.png`, mimeType: "image/png", buffer: Buffer.from(await drawLogo(color)) };
        }),
      ),
    );
  await page.getByRole("button", { name: "Start batch · 3 credits" }).click();
  await page.waitForURL(/\/batches\//);
  batch = new URL(page.url()).pathname;
  await page.reload();
  await waitForBalance(page, "95");
  await page.getByRole("button", { name: "Download all" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("link").first().click(),
  ]);
  const bytes = await readFile(await file.path());
  for (const index of [1, 2, 3]) expect(bytes.includes(`sign-${index}.svg`)).toBe(true);
});

test("a removed document comes back by undo", async () => {
  await page.goto(`${platform.url}/apps/vectorizer`);
  await page.getByRole("button", { name: "More for sign-1" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("link", { name: "sign-1", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "sign-1", exact: true }).waitFor();
});

test("somebody without a mouse opens a picture, tunes it, traces it and saves the SVG", async () => {
  const own = await browser.newContext({ viewport: wide });
  const tab = await own.newPage();
  await signIn(tab, platform.url, { email, password });
  await waitUntilIn(tab);
  await tab.goto(`${platform.url}/apps/vectorizer`);
  await tab.getByRole("link", { name: "sign-2" }).waitFor();
  await tabTo(tab, "sign-2");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/documents\//);
  await hasDraft(tab, 1);
  await tabTo(tab, "Zoom in");
  await tab.keyboard.press("Enter");
  await tabTo(tab, /^Illustration/);
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Control+Enter");
  await waitForBalance(tab, "94");
  await tab
    .getByRole("status")
    .filter({ hasText: /^Full trace/ })
    .waitFor();
  await tab.getByRole("button", { name: "Download" }).focus();
  await tab.keyboard.press("Enter");
  await tabTo(tab, /^SVGFor/);
  const [file] = await Promise.all([tab.waitForEvent("download"), tab.keyboard.press("Enter")]);
  expect(file.suggestedFilename()).toBe("sign-2.svg");
  await own.close();
});

test("every page of the app works at both widths in both themes: nothing overflows, axe finds nothing", async () => {
  const state = await context.storageState();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [wide, narrow]) {
      const visitor = await browser.newContext({ viewport, colorScheme, storageState: state });
      const tab = await visitor.newPage();
      for (const [path, shown] of [
        ["/apps/vectorizer", tab.getByRole("link", { name: "sign-1" })],
        [editor, tab.getByRole("button", { name: /^Trace · / })],
        [batch, tab.getByRole("button", { name: "Download all" })],
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

/** A sun over a wave, with the soft edges that a program draws. */
async function drawLogo(color: string): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 320 320">
    <rect width="320" height="320" fill="#fff8e7"/><circle cx="160" cy="130" r="78" fill="${color}"/>
    <path d="M20 210 Q90 160 160 210 T300 210 V290 H20 Z" fill="#16425b"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

async function drop(tab: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await tab.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], fileName, { type: "image/png" }));
      return data;
    },
    [name, [...bytes]] as const,
  );
  await tab.getByRole("heading", { level: 1, name: "Vectorizer" }).waitFor();
  const area = tab.getByRole("region", { name: "Bring pictures" });
  for (const type of ["dragenter", "dragover", "drop"]) await area.dispatchEvent(type, { dataTransfer: transfer });
}

/** The draft has come: its layers are listed. */
async function hasDraft(tab: Page, layers: number): Promise<void> {
  const panel = tab.getByRole("region", { name: "Tools" });
  await panel.getByRole("tab", { name: "Layers" }).click();
  await nth(panel.getByRole("list", { name: "Layers" }).getByRole("listitem"), layers).waitFor();
  await panel.getByRole("tab", { name: "Settings" }).click();
}

const nth = (locator: Locator, count: number) => locator.nth(count - 1);

async function save(label: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const link = page.getByRole("dialog", { name: "Download" }).getByRole("link", { name: new RegExp(`^${label}(?!,)`) });
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** As a document of its own, where anything wrong with it is told. @returns the size it says it has */
async function opensInChromium(svg: Buffer): Promise<{ width: number; height: number }> {
  const tab = await context.newPage();
  await tab.goto(`data:image/svg+xml;base64,${svg.toString("base64")}`);
  expect(await tab.locator("parsererror").count()).toBe(0);
  const size = await tab.evaluate(() => {
    const { width, height } = document.documentElement.getBoundingClientRect();
    return { width, height };
  });
  await tab.close();
  return size;
}
