import { afterAll, beforeAll, expect, test } from "bun:test";
import { fileOf, plain } from "../../assets/hostile-files.fixture";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { type FurnishedAccount, furnish } from "../furnished-account.fixture";
import { readZip } from "../zip.fixture";
import { createExportRepository } from "./repository";
import { createExportService, type ExportDependencies } from "./service";

let platform: TestPlatform;
let ada: FurnishedAccount;
let bob: FurnishedAccount;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], limits: { userConcurrency: 1 } });
  [ada, bob] = [await furnish(platform), await furnish(platform)];
}, 30_000);
afterAll(async () => {
  for (const { gate } of [ada, bob]) gate.open();
  await platform.close();
});

const serviceWith = (others: Partial<ExportDependencies>) =>
  createExportService({
    ...platform,
    ...{ registry: () => platform.registry, repository: createExportRepository(platform.database) },
    ...others,
  });

async function exportOf(userId: string, others: Partial<ExportDependencies> = {}) {
  const { body, fileName } = await serviceWith(others).open(userId, new AbortController().signal);
  const files = new Map(readZip(await new Response(body).bytes()).map(({ name, bytes }) => [name, bytes]));
  const text = (name: string) => new TextDecoder().decode(files.get(name));
  return { fileName, names: [...files.keys()], files, text, json: (name: string) => JSON.parse(text(name)) };
}

/** Pictures, and what some of them were rendered from. */
const countCopies = (items: readonly { source: object | null }[]) =>
  items.length + items.filter(({ source }) => source).length;

test("the export has everything of the account, as JSON that parses, and every file that is not in the bin", async () => {
  const { userId } = ada.person;
  const { fileName, names, files, text, json } = await exportOf(userId);
  expect(fileName).toMatch(/^lumiku-account-\d{4}-\d\d-\d\d\.zip$/);
  const books = ["generations", "ledger", "payments", "subscriptions"];
  const exporting = platform.registry.list().filter(({ hooks }) => hooks["user.exported"]);
  const ofApps = exporting.map(({ contract }) => contract.id);
  expect(ofApps).toContain("avatar-creator");
  const documents = [...books, "notifications", "audit", ...ofApps, "shares", "files"];
  expect(names.filter((name) => !name.startsWith("files/"))).toEqual([
    ...["README.txt", "account.json"],
    ...documents.map((name) => `${name}.json`),
  ]);
  expect(json("account.json")).toMatchObject({
    user: { id: userId, email: ada.email, name: "Ada" },
    settings: { theme: "dark", pinnedApps: ["avatar-creator"] },
    signInWith: [{ providerId: "credential" }],
    devices: [{ userAgent: expect.stringContaining("Bun") }],
    apiKeys: [{ name: "Script", start: "lk_abc" }],
    quota: expect.arrayContaining([{ period: "day", startsAt: expect.any(String), used: 3 }]),
  });
  const generations = json("generations.json");
  expect(generations).toHaveLength(await platform.database.client.generation.count({ where: { userId } }));
  expect(generations[0]).toMatchObject({ appId: "avatar-creator", seed: 7, status: "completed" });
  const { items } = await ada.person.assets.list({ query: { limit: 100 } });
  expect(items.length).toBeGreaterThan(3);
  for (const { id, sha256 } of items) {
    const [name = ""] = names.filter((candidate) => candidate.includes(id));
    expect(name).toStartWith("files/");
    expect(new Bun.CryptoHasher("sha256").update(files.get(name) ?? "").digest("hex")).toBe(sha256);
    expect(json("files.json")).toContainEqual(expect.objectContaining({ name, id, sha256 }));
  }
  expect(names.filter((name) => name.startsWith("files/"))).toHaveLength(countCopies(items));
  const drawn = generations.flatMap(({ outputs }: { outputs: { assetId: string | null }[] }) => outputs);
  expect(drawn.map(({ assetId }: { assetId: string }) => assetId)).toEqual(
    expect.arrayContaining(items.filter(({ generationId }) => generationId).map(({ id }) => id)),
  );
  expect(json("payments.json")).toHaveLength(2);
  expect(json("payments.json").flatMap(({ refunds }: { refunds: object[] }) => refunds)).toHaveLength(1);
  expect(json("subscriptions.json")).toMatchObject([{ plan: "pro" }]);
  expect(json("notifications.json")).toContainEqual(expect.objectContaining({ title: "Almost full", body: "Look" }));
  const ledger = json("ledger.json");
  expect(ledger.at(-1).availableAfter).toBe((await ada.person.balance()).available);
  expect(json("avatar-creator.json")).toMatchObject({
    projects: [{ name: "Shop", avatars: [{ seed: 7 }, { seed: 8 }] }],
  });
  expect(text("README.txt")).toContain("missing.txt");
});

test("what a drawing was rendered from is beside it, and the links to it are told", async () => {
  const { person } = ada;
  const { userId } = person;
  const { id: assetId } = await person.assets.upload({ file: fileOf(await plain(64, 64).png().toBuffer()) });
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const sourceKey = `library/${userId}/${assetId}.source.svg`;
  await platform.storage.put(sourceKey, svg, "image/svg+xml");
  const data = { sourceKey, sourceMime: "image/svg+xml" };
  await platform.database.client.asset.update({ where: { id: assetId }, data });
  const share = await person.shares.create({ params: { assetId }, body: { title: "For Grandpa" } });
  const { files, text, json } = await exportOf(userId);
  expect(files.get(`files/library-${assetId}.svg`)).toEqual(svg);
  expect(text("files.json")).not.toContain(sourceKey);
  expect(json("shares.json")).toContainEqual(expect.objectContaining({ id: share.id, assetId, title: "For Grandpa" }));
  await person.assets.remove({ params: { assetId } });
});

test("no secret is in it, and nothing of anybody else", async () => {
  const { userId } = ada.person;
  const { client } = platform.database;
  await platform.audit.add({
    ...{ actorKind: "admin", actorId: "some-admin", address: "203.0.113.9" },
    ...{ action: "credits.adjusted", userId },
  });
  const { names, text } = await exportOf(userId);
  const all = names
    .filter((name) => name.endsWith(".json"))
    .map(text)
    .join("\n");
  const [account] = await client.account.findMany({ where: { userId } });
  const [key] = await client.apiKey.findMany({ where: { referenceId: userId } });
  const sessions = await client.session.findMany({ where: { userId } });
  const secrets = [account?.password, key?.key, ...sessions.map(({ token }) => token), "backupCodes", "codes"];
  for (const secret of [...secrets, bob.person.userId, bob.email, "some-admin", "203.0.113.9"]) {
    expect(secret).toBeString();
    expect(all).not.toContain(secret ?? "");
  }
  expect(all).toContain("credits.adjusted");
});

test("a file that storage has lost and an app that fails are named, and the rest is there", async () => {
  const { items } = await ada.person.assets.list({ query: { limit: 100 } });
  const lost = items.at(-1)?.id ?? "";
  const row = await platform.database.client.asset.findUniqueOrThrow({ where: { id: lost } });
  const storage = { open: async (key: string) => (key === row.storageKey ? null : platform.storage.open(key)) };
  const failing = {
    contract: { id: "mood-board", name: "Mood Board" },
    hooks: {
      "user.exported": async () => {
        throw new Error("out of order");
      },
    },
  };
  const registry = () => ({ ...platform.registry, list: () => [failing, ...platform.registry.list()] }) as never;
  const { names, text } = await exportOf(ada.person.userId, { storage, registry });
  expect(text("missing.txt")).toContain(lost);
  expect(text("missing.txt")).toContain("Mood Board could not be read");
  expect(names.filter((name) => name.startsWith("files/"))).toHaveLength(countCopies(items) - 1);
  expect(names).toContain("avatar-creator.json");
});

test("thousands of rows and files are read page by page, each once, one file open at a time", async () => {
  const many = await platform.join("Many");
  const rows = 1_201;
  const ids = Array.from({ length: rows }, () => Bun.randomUUIDv7());
  await platform.database.client.asset.createMany({
    data: ids.map((id) => ({
      ...{ id, userId: many.userId, appId: "trial", storageKey: `trial/${many.userId}/${id}.png`, sha256: id },
      ...{ thumbnailKey: `trial/${many.userId}/${id}.webp`, mime: "image/png", width: 8, height: 8, sizeBytes: 3 },
    })),
  });
  await platform.database.client.$executeRaw`
    INSERT INTO ledger_entries ("userId", kind, "availableDelta", "heldDelta", "idempotencyKey", note)
    SELECT ${many.userId}, 'grant', 1, 0, 'many-' || i, 'One' FROM generate_series(1, ${rows}::int) AS i`;
  let open = 0;
  let mostOpen = 0;
  const storage = {
    async open() {
      mostOpen = Math.max(mostOpen, ++open);
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new Uint8Array([1, 2, 3]));
          controller.close();
          open--;
        },
      });
      return { stream, sizeBytes: 3 };
    },
  };
  const { names, json } = await exportOf(many.userId, { storage });
  expect(new Set(names.filter((name) => name.startsWith("files/"))).size).toBe(rows);
  expect(json("files.json")).toHaveLength(rows);
  // One more than was given for a welcome.
  expect(json("ledger.json")).toHaveLength(rows + 1);
  expect(mostOpen).toBe(1);
});

test("a client who goes away ends the reading", async () => {
  const controller = new AbortController();
  let opened = 0;
  const storage = {
    async open() {
      if (++opened === 2) controller.abort(new Error("the client has gone"));
      return { stream: new Blob(["x"]).stream(), sizeBytes: 1 };
    },
  };
  const { body } = await serviceWith({ storage }).open(ada.person.userId, controller.signal);
  await expect(new Response(body).bytes()).rejects.toThrow("the client has gone");
  expect(opened).toBe(2);
});
