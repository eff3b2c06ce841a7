import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "@lumiku/dev/platform-process";
import type { BrowserContext, Page } from "playwright-core";
import { launchBrowser, makeFirstPicture, narrow, wide } from "./browser";

// Run by `bun run check`: prints each page on which things move, and fails if there is one.

/** Cumulative layout shift, as https://web.dev/articles/cls defines it. */
const MAX_SHIFT = 0.02;
/** A page that is quiet this long has arrived. */
const QUIET_MS = 700;
/** So that pictures and lazy parts come after the page, as they do for people far away. */
const LATENCY_MS = 60;

const directory = await mkdtemp(join(tmpdir(), "lumiku-shift-"));
const platform = await startPlatform({ LUMIKU_DATA_DIR: directory, RATE_LIMITS: "off" });
const browser = await launchBrowser();
const shifts: { where: string; shift: number; moved: string }[] = [];
try {
  const visitor = await browser.newContext({ viewport: wide });
  const member = await browser.newContext({ viewport: wide });
  const first = await member.newPage();
  await makeFirstPicture(first, platform.url);
  const studio = new URL(first.url()).pathname;
  const avatar = await findAvatar(first);
  await first.close();

  for (const [context, paths] of [
    [visitor, ["/sign-in", "/sign-up", "/pricing", "/forgot-password"]],
    [
      member,
      [
        "/",
        "/work",
        "/apps/avatar-creator",
        "/apps/avatar-creator/presets",
        studio,
        avatar,
        "/billing",
        "/account",
        "/pricing",
      ],
    ],
  ] as const) {
    for (const path of paths) await visit(context, path);
  }
} finally {
  await browser.close();
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
}

for (const { where, shift, moved } of shifts) {
  if (shift >= MAX_SHIFT)
    process.stdout.write(`${where} shifts by ${shift.toFixed(3)}, ${MAX_SHIFT} is the most: ${moved}\n`);
  else if (process.argv.includes("--all")) process.stdout.write(`${where} ${shift.toFixed(4)}\n`);
}
process.exit(shifts.some(({ shift }) => shift >= MAX_SHIFT) ? 1 : 0);

async function visit(context: BrowserContext, path: string): Promise<void> {
  for (const [name, viewport] of [
    ["wide", wide],
    ["narrow", narrow],
  ] as const) {
    const page = await context.newPage();
    await page.setViewportSize(viewport);
    await slowDown(page);
    await page.addInitScript(observeShifts);
    await page.goto(platform.url + path);
    const { shift, moved } = await page.evaluate(readShift, QUIET_MS);
    shifts.push({ where: `${path.replace(/[\da-f-]{36}/g, ":id")} (${name})`, shift, moved });
    await page.close();
  }
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", {
    ...{ offline: false, latency: LATENCY_MS, downloadThroughput: -1, uploadThroughput: -1 },
  });
}

/** The address of the page of one avatar of the project that is open. */
async function findAvatar(page: Page): Promise<string> {
  const projectId = /projects\/([^/]+)/.exec(page.url())?.[1];
  const answer = await page.evaluate(
    async (id) => (await fetch(`/api/apps/avatar-creator/projects/${id}/avatars?limit=1`)).json(),
    projectId,
  );
  return `/apps/avatar-creator/projects/${projectId}/avatars/${answer.items[0].id}`;
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Element | null }[];
}

/** In the page, before anything of it runs. */
function observeShifts(): void {
  const found: Shift[] = [];
  Object.assign(window, { lumikuShifts: found });
  new PerformanceObserver((list) => found.push(...(list.getEntries() as Shift[]))).observe({
    type: "layout-shift",
    buffered: true,
  });
}

/** In the page: waits until nothing is fetched and nothing moves, then adds up the worst second-apart run of shifts. */
async function readShift(quietMs: number): Promise<{ shift: number; moved: string }> {
  const { lumikuShifts } = window as unknown as { lumikuShifts: Shift[] };
  const countOf = () => performance.getEntriesByType("resource").length + lumikuShifts.length;
  let known = -1;
  const isBusy = () => document.querySelector('.animate-pulse, [aria-busy="true"]') !== null;
  for (let tries = 0; tries < 20 && (known !== countOf() || isBusy()); tries++) {
    known = countOf();
    await new Promise((resolve) => setTimeout(resolve, quietMs));
  }
  let worst = 0;
  let run = 0;
  let last: Shift | undefined;
  let beganAt = 0;
  for (const shift of lumikuShifts.filter(({ hadRecentInput }) => !hadRecentInput)) {
    if (!last || shift.startTime - last.startTime > 1_000 || shift.startTime - beganAt > 5_000) {
      run = 0;
      beganAt = shift.startTime;
    }
    run += shift.value;
    last = shift;
    worst = Math.max(worst, run);
  }
  const names = lumikuShifts.flatMap(({ sources }) =>
    sources.map(({ node }) =>
      node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className}`.slice(0, 80) : "",
    ),
  );
  return { shift: worst, moved: [...new Set(names.filter(Boolean))].slice(0, 4).join("; ") };
}
