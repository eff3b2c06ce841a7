import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlatform } from "@lumiku/dev/platform-process";
import { createEmptyDatabase } from "../../backend/src/core/testing/database";
import { launchBrowser, makeFirstPicture } from "./browser";

setDefaultTimeout(60_000);

test("the first picture arrives the same with real servers, one API process and two workers", async () => {
  const redisUrl = process.env.LUMIKU_TEST_REDIS_URL;
  if (!redisUrl) throw new Error("LUMIKU_TEST_REDIS_URL is not set: run the tests with `bun run test`");
  const [db, directory] = [await createEmptyDatabase(), await mkdtemp(join(tmpdir(), "lumiku-roles-"))];
  const environment = {
    DATABASE_URL: db.connectionString,
    REDIS_URL: redisUrl,
    LUMIKU_DATA_DIR: directory,
    RATE_LIMITS: "off",
  };
  const api = await startPlatform({ ...environment, ROLE: "api" });
  expect((await fetch(`${api.url}/api/health/ready`)).status).toBe(503);
  const workers = [
    await startPlatform({ ...environment, ROLE: "worker" }),
    await startPlatform({ ...environment, ROLE: "worker" }),
  ];
  expect((await fetch(`${api.url}/api/health/ready`)).status).toBe(200);

  const browser = await launchBrowser();
  const page = await browser.newPage();
  await makeFirstPicture(page, api.url);
  expect(await page.getByRole("link", { name: /^Download picture/ }).count()).toBe(4);

  await browser.close();
  await Promise.all([api, ...workers].map((started) => started.stop()));
  await db.drop();
  await rm(directory, { recursive: true, force: true });
});
