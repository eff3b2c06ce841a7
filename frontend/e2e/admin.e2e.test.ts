import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlatformProcess, root, startPlatform } from "@lumiku/dev/platform-process";
import type { Browser, Page } from "playwright-core";
import { expectSound, launchBrowser, narrow, waitForBalance, wide } from "./browser";
import { expectSoundPages, signIn, signUp, waitUntilIn } from "./people";

setDefaultTimeout(60_000);

const ada = { name: "Ada Lovelace", email: "ada@example.com" };
const bob = { name: "Bob Adeyemi", email: "bob@example.com" };
let platform: PlatformProcess;
let browser: Browser;
/** Of the administrator to be, and of somebody who is none. */
let adas: Page;
let bobs: Page;
let directory: string;
const errors: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-admin-"));
  platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
  browser = await launchBrowser();
  adas = await newPage();
  bobs = await newPage();
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** In a browser of its own. */
async function newPage(): Promise<Page> {
  const opened = await (await browser.newContext({ viewport: wide })).newPage();
  opened.on("pageerror", (error) => errors.push(error.message));
  return opened;
}

const open = (path: string) => adas.goto(platform.url + path);
const dialog = () => adas.getByRole("dialog");

test("administration does not exist for anybody, until the command makes an account an administrator's", async () => {
  await signUp(adas, platform.url, ada);
  await signUp(bobs, platform.url, bob);
  await waitForBalance(adas, "100");
  await waitForBalance(bobs, "100");
  for (const page of [adas, bobs]) {
    await page.goto(`${platform.url}/admin`);
    await page.getByRole("heading", { name: "Not found" }).waitFor();
  }
  const command = Bun.spawn([process.execPath, "run", "admin", ada.email], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", LUMIKU_DATA_DIR: directory },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
  });
  expect(await new Response(command.stdout).text()).toContain("is an administrator now");
  // The platform that runs hears of it within half a minute.
  const isAdministrator = () => adas.getByRole("heading", { name: "Administration" }).isVisible();
  const deadline = Date.now() + 40_000;
  while (!(await isAdministrator()) && Date.now() < deadline) {
    await open("/admin");
    await adas.getByRole("heading", { level: 1 }).waitFor();
  }
  expect(await isAdministrator()).toBe(true);
  await bobs.reload();
  await bobs.getByRole("heading", { name: "Not found" }).waitFor();
});

test("mail that goes nowhere is read here, and its links work", async () => {
  await open("/admin/mail");
  await adas.getByText("Mail is kept here instead of sent").waitFor();
  await adas.getByRole("button", { name: /Confirm your e-mail to bob@example\.com/ }).click();
  await expectSound(adas, "a mail");
  const link = await dialog()
    .getByRole("link", { name: /verify-email/ })
    .getAttribute("href");
  const { pathname, search } = new URL(link ?? "");
  await bobs.goto(platform.url + pathname + search);
  await bobs.getByRole("heading", { name: "Your e-mail is confirmed" }).waitFor();
});

test("an account is found by a part of its address, and credits given to it are there at once, with the reason", async () => {
  await bobs.goto(`${platform.url}/billing/credits`);
  await waitForBalance(bobs, "100");
  await open("/admin");
  await adas.getByLabel("Find an account").fill("bob@");
  await adas.getByText(ada.email).waitFor({ state: "detached" });
  await adas.getByRole("button", { name: /Bob Adeyemi/ }).click();
  await dialog()
    .getByLabel(/^Credits to give/)
    .fill("-500");
  await dialog().getByLabel("Reason").fill("For your patience");
  await dialog().getByLabel("Reason").press("Enter");
  await dialog().getByText("Only 100 credits can be taken").waitFor();
  await expectSound(adas, "an account");
  await dialog()
    .getByLabel(/^Credits to give/)
    .fill("50");
  await dialog().getByRole("button", { name: "Post to the ledger" }).click();
  await dialog().getByText("150", { exact: true }).waitFor();
  await waitForBalance(bobs, "150");
  await bobs.getByText("For your patience").waitFor();
  await adas.keyboard.press("Escape");
  await adas.getByRole("cell", { name: "150" }).waitFor();
});

test("somebody who is made an administrator signs in again as one, and back; nobody changes their own role", async () => {
  await adas.getByRole("button", { name: /Bob Adeyemi/ }).click();
  await dialog().getByRole("button", { name: "Make administrator" }).click();
  await dialog().getByRole("button", { name: "No longer an administrator" }).waitFor();
  await bobs.getByRole("heading", { name: "Welcome back" }).waitFor();
  await signIn(bobs, platform.url, bob);
  await waitUntilIn(bobs);
  await bobs.goto(`${platform.url}/admin`);
  await bobs.getByRole("heading", { name: "Administration" }).waitFor();
  await bobs.getByRole("button", { name: /Bob Adeyemi/ }).click();
  await bobs.getByText("Another one has to change that").waitFor();

  await dialog().getByRole("button", { name: "No longer an administrator" }).click();
  await dialog().getByRole("button", { name: "Make administrator" }).waitFor();
  await bobs.getByRole("heading", { name: "Welcome back" }).waitFor();
  await signIn(bobs, platform.url, bob);
  await waitUntilIn(bobs);
  await bobs.goto(`${platform.url}/admin/audit`);
  await bobs.getByRole("heading", { name: "Not found" }).waitFor();
});

test("what was done to an account is in the audit log", async () => {
  await dialog().getByRole("link", { name: "Audit log" }).click();
  const log = adas.getByRole("table", { name: "Acts on money, roles and access" });
  await log.getByText("amount: 50 · reason: For your patience").waitFor();
  await log.getByText("role: admin").first().waitFor();
  await adas.getByText(/^Only of the account/).waitFor();
  const count = await log.getByRole("row").count();
  await adas.getByRole("button", { name: "Show everybody's" }).click();
  await adas.waitForFunction((before) => document.querySelectorAll("tbody tr").length > before, count);
});

test("the books agree, and the gateways with them", async () => {
  await open("/admin/books");
  await adas.getByRole("button", { name: "Check the books" }).click();
  await adas.getByText("2 balances agree with the ledger").waitFor();
  await adas.getByRole("button", { name: "Compare with the gateways" }).click();
  await adas.getByText("sandbox: 0 payments compared").waitFor();
  await expectSound(adas, "the books");
});

test("a payment is given back from here, as far as it was paid", async () => {
  await bobs.goto(`${platform.url}/checkout/pack/credits-100`);
  await bobs.getByRole("button", { name: /^Pay/ }).click();
  await bobs.getByRole("button", { name: /^Pay/ }).click();
  await bobs.getByRole("heading", { name: "Paid, thank you" }).waitFor();
  await waitForBalance(bobs, "250");
  await open("/admin/payments");
  await adas.getByRole("button", { name: /^Refund/ }).click();
  await dialog().getByLabel("Reason").fill("Bought by mistake");
  await expectSound(adas, "a refund");
  await dialog().getByRole("button", { name: "Refund" }).click();
  await adas.getByText(/given back$/).waitFor();
  await waitForBalance(bobs, "150");
  await adas.getByRole("button", { name: /^Refund/ }).waitFor({ state: "detached" });
});

test("every page of administration works at both widths in both themes", async () => {
  const paths = ["", "/payments", "/alerts", "/books", "/mail", "/audit"].map((path) => `/admin${path}`);
  const state = await adas.context().storageState();
  await expectSoundPages({ browser, url: platform.url, state, paths });
  const phone = await (await browser.newContext({ viewport: narrow, storageState: state })).newPage();
  await phone.goto(`${platform.url}/admin`);
  await phone.getByRole("button", { name: /Bob Adeyemi/ }).click();
  await expectSound(phone, "an account on a phone");
  expect(errors).toEqual([]);
}, 180_000);
