import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCatalogue } from "./catalogue";
import { readCatalogueFile } from "./catalogue-file";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-catalogue-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const write = async (content: unknown) => {
  const path = join(directory, `${crypto.randomUUID()}.json`);
  await Bun.write(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

test("the price list is the one that was published", () => {
  const { plans, packs, priceCents } = createCatalogue();
  expect(
    plans.map(({ key, monthCents, yearCents, dailyUnits, monthlyUnits }) => [
      key,
      monthCents,
      yearCents,
      dailyUnits,
      monthlyUnits,
    ]),
  ).toEqual([
    ["free", 0, 0, null, null],
    ["basic", 1_000, 10_000, 50, 1_500],
    ["pro", 3_000, 30_000, 200, 6_000],
    ["enterprise", 10_000, 100_000, 1_000, 30_000],
  ]);
  expect(packs.map(({ key, amountCents }) => [key, amountCents])).toEqual([
    ["credits-100", 1_000],
    ["credits-500", 4_500],
    ["credits-1000", 8_000],
    ["credits-5000", 35_000],
  ]);
  expect(priceCents("pro", "year")).toBe(30_000);
});

test("a file changes what it names, and leaves the rest", async () => {
  const path = await write({
    currency: "eur",
    plans: { pro: { monthCents: 2_500 } },
    packs: [{ credits: 50, amountCents: 600 }],
  });
  const catalogue = createCatalogue(await readCatalogueFile(path));
  expect(catalogue.getPlan("pro")).toMatchObject({ monthCents: 2_500, yearCents: 30_000, currency: "eur" });
  expect(catalogue.getPlan("basic")).toMatchObject({ monthCents: 1_000, currency: "eur" });
  expect(catalogue.packs).toEqual([{ key: "credits-50", credits: 50, amountCents: 600, currency: "eur" }]);
});

test("a file that is wrong stops the start with every field that is wrong", async () => {
  const path = await write({ plans: { pro: { monthCents: 1.5 } }, packs: [], discount: 10 });
  await expect(readCatalogueFile(path)).rejects.toThrow(/plans\.pro\.monthCents[\s\S]*packs/);
  const huge = { packs: [{ credits: 2_147_483_647, amountCents: 3_000_000_000 }], plans: { pro: { dailyUnits: 3e9 } } };
  await expect(readCatalogueFile(await write(huge))).rejects.toThrow(/dailyUnits[\s\S]*credits[\s\S]*amountCents/);
  const pack = { credits: 50, amountCents: 600 };
  const twice = { packs: [pack, { ...pack, amountCents: 500 }] };
  await expect(readCatalogueFile(await write(twice))).rejects.toThrow(/packs: .*50 credits/);
  await expect(readCatalogueFile(await write("{"))).rejects.toThrow(/cannot be read as JSON/);
  await expect(readCatalogueFile(join(directory, "none.json"))).rejects.toThrow(/cannot be read as JSON/);
});
