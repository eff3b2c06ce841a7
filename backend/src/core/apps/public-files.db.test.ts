import { afterAll, beforeAll, expect, test } from "bun:test";
import { defineContract, Problem } from "@lumiku/app-sdk";
import { type AppContext, defineApp } from "@lumiku/app-sdk/server";
import { sweepOrphans } from "../assets/orphans";
import { createAssetsRepository } from "../assets/repository";
import { createTestPlatform, type TestPlatform } from "../testing/platform";

const showcase = defineContract({
  ...{ id: "showcase", name: "Showcase", summary: "For tests", icon: "star", color: "sky", order: 97 },
  access: { minTier: "free" },
  ...{ features: {}, actions: {}, models: {}, routes: {}, events: {}, errors: {} },
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
let drawn = 0;
let context: AppContext;
const showcaseApp = defineApp(showcase, {
  tables: [],
  repository: () => ({}),
  service(given: AppContext) {
    context = given;
    return given;
  },
  routes: () => ({}),
  actions: {},
  seed: ({ files }) =>
    files.publish("preset-1.svg", async () => {
      drawn++;
      return new TextEncoder().encode(svg);
    }),
});

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [showcaseApp], hasWorker: false, isSeeded: true });
});
afterAll(() => platform.close());

const get = (path: string) => fetch(platform.url + path);

test("what an app has seeded is shown to everybody, for a year, and never run", async () => {
  const response = await get(context.files.url("preset-1.svg"));
  expect(await response.text()).toBe(svg);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/svg+xml",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  });
});

test("what is there is not made again", async () => {
  const beside = await createTestPlatform({ apps: [showcaseApp], hasWorker: false, isSeeded: true, beside: platform });
  await beside.close();
  expect(drawn).toBe(1);
});

test("names that leave the folder, say no type or are of nobody are not found and not written", async () => {
  for (const path of [
    "/api/apps/showcase/files/preset-2.svg",
    "/api/apps/nothing/files/preset-1.svg",
    "/api/apps/showcase/files/preset-1.SVG",
    "/api/apps/showcase/files/..%2Fpublic%2Fpreset-1.svg",
    "/api/apps/showcase/files/%2e%2e",
    "/api/apps/showcase/files/a..svg",
    "/api/apps/showcase/files/a%00.svg",
  ]) {
    const response = await get(path);
    expect({ path, status: response.status }).toEqual({ path, status: 404 });
    expect(Problem.parse(await response.json()).code).toBe("NOT_FOUND");
  }
  for (const name of ["../x.svg", "a/b.svg", "A.svg", "x.html", "x", ".svg", `${"a".repeat(120)}.svg`]) {
    await expect(context.files.publish(name, async () => new Uint8Array())).rejects.toThrow(TypeError);
  }
});

test("no sweep takes an app's own files, whatever they are called", async () => {
  const name = `${crypto.randomUUID()}.png`;
  await context.files.publish(name, async () => new Uint8Array([1]));
  const inAWeek = { ...platform, now: () => new Date(Date.now() + 7 * 24 * 3_600_000) };
  expect(await sweepOrphans({ ...inAWeek, repository: createAssetsRepository(platform.database) })).toBe(0);
  expect((await get(context.files.url(name))).status).toBe(200);
});
