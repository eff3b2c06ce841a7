import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { createGate } from "../../testing/gate";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, type TrialPerson } from "../../testing/trial-person";

let platform: TestPlatform;
let ada: TrialPerson;
let hat: Generation;
let suit: Generation;
let avatar: Generation;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
  ada = await joinTrial(platform, 1_000);
  hat = await ada.follow(await ada.draw("good", 1, { prompt: "A red Hat, 100% wool" }));
  suit = await ada.follow(await ada.draw("refused", 1, { prompt: "A blue suit\nin a Café" }));
  const project = await ada.avatars.createProject({ body: { name: "Shop" } });
  const persona = { name: "Amal", personality: ["curious"], background: "Grew up in Zürich" };
  const body = { prompt: "", model: "illustrated", count: 1, width: 256, height: 256, persona };
  avatar = await ada.follow(await ada.avatars.generateAvatars({ params: { projectId: project.id }, body }));
}, 30_000);
afterAll(() => platform.close());

const find = async (person: TrialPerson, query: Parameters<TrialPerson["generations"]["list"]>[0] = {}) =>
  (await person.generations.list(query)).items.map(({ id }) => id);
const search = (q: string) => find(ada, { query: { q } });

test("work is found by every word of a search, wherever it stands and however it is written", async () => {
  expect(await search("hat")).toEqual([hat.id]);
  expect(await search("WOOL red")).toEqual([hat.id]);
  expect(await search("  a ")).toEqual([avatar.id, suit.id, hat.id]);
  expect(await search("red suit")).toEqual([]);
  expect(await search("")).toEqual([avatar.id, suit.id, hat.id]);
});

test("texts that lie deeper, and the model's name, are looked through; ids are not", async () => {
  expect(await search("amal curious")).toEqual([avatar.id]);
  expect(await search("good")).toEqual([hat.id]);
  expect(await search(String(avatar.params.projectId))).toEqual([]);
});

test("signs of patterns mean themselves, and accents count", async () => {
  expect(await search("100%")).toEqual([hat.id]);
  expect(await search("%")).toEqual([hat.id]);
  expect(await search("_")).toEqual([]);
  expect(await search("\\")).toEqual([]);
  expect(await search("café")).toEqual([suit.id]);
  expect(await search("CAFÉ")).toEqual([suit.id]);
  expect(await search("cafe")).toEqual([]);
});

test("app, state and time narrow it down, together", async () => {
  expect(await find(ada, { query: { appId: "trial" } })).toEqual([suit.id, hat.id]);
  expect(await find(ada, { query: { status: "failed" } })).toEqual([suit.id]);
  expect(await find(ada, { query: { appId: "trial", status: "completed", q: "red" } })).toEqual([hat.id]);
  expect(await find(ada, { query: { from: suit.createdAt } })).toEqual([avatar.id, suit.id]);
  expect(await find(ada, { query: { to: suit.createdAt } })).toEqual([hat.id]);
  expect(await find(ada, { query: { from: suit.createdAt, to: avatar.createdAt } })).toEqual([suit.id]);
});

test("what is handed out again and what is tried again is found as the first is", async () => {
  const bob = await joinTrial(platform);
  const first = await bob.follow(await bob.draw("good", 1, { prompt: "A lighthouse", seed: 5 }));
  const again = await bob.draw("good", 1, { prompt: "A lighthouse", seed: 5 });
  expect(again.fromCache).toBe(true);
  const refused = await bob.follow(await bob.draw("refused", 1, { prompt: "A lighthouse" }));
  const retried = await bob.follow(await bob.retry(refused));
  const found = await find(bob, { query: { q: "lighthouse" } });
  expect(found).toEqual([retried.id, refused.id, again.id, first.id]);
});

test("pages are exact while new work arrives: nothing twice, nothing left out", async () => {
  const bob = await joinTrial(platform, 100);
  const gate = createGate();
  const before: string[] = [];
  for (let count = 0; count < 7; count++) before.unshift((await bob.draw("held", 1, { seed: gate.seed })).id);
  const seen: string[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await bob.generations.list({ query: { limit: 3, q: "held", ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    await bob.draw("held", 1, { seed: gate.seed });
  }
  expect(seen).toEqual(before);
  gate.open();
});

test("a page of waiting work tells each its place", async () => {
  const bob = await joinTrial(platform, 200);
  const gate = createGate();
  for (let count = 0; count < 12; count++) await bob.draw("held", 1, { seed: gate.seed, lane: "bulk" });
  const { items } = await bob.generations.list({ query: { limit: 20 } });
  const waiting = items.filter(({ status }) => status === "pending");
  expect(waiting.length).toBeGreaterThan(3);
  const alone = await Promise.all(waiting.map(bob.get));
  expect(waiting.map(({ queuePosition }) => queuePosition)).toEqual(alone.map(({ queuePosition }) => queuePosition));
  expect(new Set(waiting.map(({ queuePosition }) => queuePosition)).size).toBe(waiting.length);
  gate.open();
});

test("a search that is too long, or a time that is none, is refused by name", async () => {
  const refusal = (query: string) => ada.fetch(`/api/generations?${query}`).then((response) => response.json());
  expect(await refusal(`q=${"a".repeat(201)}`)).toMatchObject({ status: 422, errors: [{ path: "/query/q" }] });
  for (const time of ["yesterday", "0000-01-01T00:00:00Z"])
    expect(await refusal(`from=${time}`)).toMatchObject({ status: 422, errors: [{ path: "/query/from" }] });
});
