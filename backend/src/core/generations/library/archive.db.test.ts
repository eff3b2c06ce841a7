import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { readZip } from "../../account/zip.fixture";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, type TrialPerson } from "../../testing/trial-person";
import { createArchiver } from "./archive";
import { createLibraryRepository } from "./repository";

let platform: TestPlatform;
let ada: TrialPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
  ada = await joinTrial(platform, 1_000);
}, 30_000);
afterAll(() => platform.close());

const draw = async (person: TrialPerson, model: string, count: number, seed: number, prompt?: string) =>
  person.follow(await person.draw(model, count, { seed, ...(prompt !== undefined && { prompt }) }));
const download = (person: TrialPerson, ...ids: string[]) =>
  person.fetch(`/api/generations/archive?ids=${ids.join(",")}`);
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function unpack(person: TrialPerson, ...work: Generation[]) {
  const response = await download(person, ...work.map(({ id }) => id));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/zip");
  expect(response.headers.get("content-disposition")).toMatch(/lumiku-pictures-\d{4}-\d\d-\d\d\.zip/);
  const files = new Map(readZip(await response.bytes()).map(({ name, bytes }) => [name, bytes]));
  return { names: [...files.keys()], files, about: JSON.parse(text(files.get("about.json"))) };
}

test("pictures have names that people can read, each its own, and a list of what they were made with", async () => {
  const project = await ada.avatars.createProject({ body: { name: "Shop" } });
  const body = {
    prompt: "",
    model: "illustrated",
    count: 2,
    seed: 7,
    width: 256,
    height: 256,
    persona: { name: "Amal" },
  };
  const amal = await ada.follow(await ada.avatars.generateAvatars({ params: { projectId: project.id }, body }));
  const first = await draw(ada, "good", 1, 40, "A Hat / of  wool, as worn by the sailors of old");
  const again = await draw(ada, "good", 1, 40, "A hat of wool; as worn by the sailors of new");
  const arabic = await draw(ada, "good", 1, 41, "أمل");
  const nameless = await draw(ada, "good", 1, 42);
  const { names, files, about } = await unpack(ada, nameless, arabic, again, first, amal);
  expect(names).toEqual([
    ...["about.json", "amal-1-seed-7.png", "amal-2-seed-8.png"],
    ...[
      "a-hat-of-wool-as-worn-by-the-sailors-of-1-seed-40.png",
      "a-hat-of-wool-as-worn-by-the-sailors-of-1-seed-40-2.png",
    ],
    ...["أمل-1-seed-41.png", "trial-1-seed-42.png"],
  ]);
  for (const [index, name] of ["amal-1-seed-7.png", "amal-2-seed-8.png"].entries()) {
    const sha256 = new Bun.CryptoHasher("sha256").update(files.get(name) ?? "").digest("hex");
    expect(sha256).toBe(amal.outputs[index]?.asset?.sha256 ?? "");
  }
  expect(about).toHaveLength(6);
  expect(about[1]).toEqual({
    ...{ file: "amal-2-seed-8.png", generationId: amal.id, app: "avatar-creator", model: "illustrated" },
    ...{ provider: "builtin", prompt: "", seed: 8, params: amal.params, createdAt: amal.createdAt },
  });
});

test("only what was delivered, was not removed and is one's own is in it", async () => {
  const bob = await joinTrial(platform);
  const half = await draw(ada, "half", 2, 50, "Half");
  const removed = await draw(ada, "good", 1, 51, "Removed");
  const bobs = await draw(bob, "good", 1, 52, "Of Bob");
  const thinned = await draw(ada, "good", 2, 60, "Thinned");
  await ada.remove(removed);
  await ada.assets.remove({ params: { assetId: thinned.outputs[0]?.asset?.id ?? "" } });
  const { names } = await unpack(ada, half, removed, bobs, thinned, half);
  expect(names).toEqual(["about.json", "half-1-seed-50.png", "thinned-2-seed-61.png"]);
});

test("where there is no picture, that is said; more than a hundred are refused", async () => {
  const failed = await draw(ada, "refused", 1, 1);
  for (const ids of [[failed.id], ["nothing"], [""]]) {
    const response = await download(ada, ...ids);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "NOT_FOUND", detail: expect.stringContaining("no picture") });
  }
  const response = await download(ada, ...Array.from({ length: 101 }, (_, index) => `id-${index}`));
  expect(await response.json()).toMatchObject({ status: 422, errors: [{ path: "/query/ids" }] });
});

test("files are opened one at a time, when their turn comes, and what is lost is named", async () => {
  const work = await draw(ada, "good", 4, 70, "Many");
  const opened: string[] = [];
  const repository = createLibraryRepository(platform.database);
  const storage = {
    async open(key: string) {
      opened.push(key);
      return opened.length === 2 ? null : platform.storage.open(key);
    },
  };
  const archive = createArchiver({ repository, storage, now: platform.now });
  const { body } = await archive(ada.userId, work.id, new AbortController().signal);
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const pieces = [(await reader.read()).value];
  expect(opened.length).toBeLessThan(2);
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value);
  const files = readZip(Buffer.concat(pieces.map((piece) => piece ?? new Uint8Array())));
  expect(files.map(({ name }) => name)).toEqual([
    ...["about.json", "many-1-seed-70.png", "many-3-seed-72.png", "many-4-seed-73.png", "missing.txt"],
  ]);
  expect(text(files.at(-1)?.bytes)).toContain("many-2-seed-71.png");
});

test("a reader who goes away ends the reading", async () => {
  const work = await draw(ada, "good", 4, 80, "Left");
  const controller = new AbortController();
  let opened = 0;
  const storage = {
    async open(key: string) {
      if (++opened === 2) controller.abort(new Error("the client has gone"));
      return platform.storage.open(key);
    },
  };
  const archive = createArchiver({
    repository: createLibraryRepository(platform.database),
    storage,
    now: platform.now,
  });
  const { body } = await archive(ada.userId, work.id, controller.signal);
  await expect(new Response(body as ReadableStream<Uint8Array>).bytes()).rejects.toThrow("the client has gone");
  expect(opened).toBe(2);
});
