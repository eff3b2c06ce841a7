import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { CONSENT_STATEMENT } from "@lumiku/contracts/avatar-creator-recipe";
import sharp from "sharp";
import { type ProtocolServer, play } from "../../../core/ai/testing/protocol-server";
import { subjects } from "../../../core/ai/testing/subjects";
import { subscribe } from "../../../core/quota/subscribe.fixture";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { presets } from "../presets/catalogue";
import { codeOf, drawAvatar, type Member, takePhoto } from "../studio.fixture";

setDefaultTimeout(30_000);

let platform: TestPlatform;
let server: ProtocolServer;
let ada: Member;
let projectId: string;
beforeAll(async () => {
  server = subjects.bfl.start();
  const limits = { idleMs: 5_000, totalMs: 20_000 };
  platform = await createTestPlatform({ providers: [subjects.bfl.create({ url: server.url, limits })] });
  ada = await joinPro("Ada");
  projectId = (await ada.avatars.createProject({ body: { name: "Shop" } })).id;
});
afterAll(async () => {
  await platform.close();
  await server.stop();
});

async function joinPro(name: string): Promise<Member> {
  const person = await platform.join(name);
  await subscribe(platform.database, person.userId, { tier: "pro" });
  await platform.accounts.changed(person.userId);
  return person;
}

const consentsOf = (userId: string) =>
  platform.database.client.avatarConsent.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
const hooks = () => platform.registry.get("avatar-creator").hooks;

test("reference photos are followed with consent alone; what was agreed to is kept once, also when it is tried again", async () => {
  const params = { projectId };
  const { asset } = await ada.avatars.uploadAvatar({ params, body: {}, file: await takePhoto() });
  const body = { prompt: "", model: "flux-kontext", width: 512, height: 512, referenceAssetIds: [asset.id] };
  const before = (await ada.generations.list()).items.length;
  expect(await codeOf(ada.avatars.generateAvatars({ params, body }))).toBe("CONSENT_NEEDED");
  expect((await ada.generations.list()).items).toHaveLength(before);
  expect((await ada.accounts.me()).quota?.daily.used).toBe(0);
  expect(await consentsOf(ada.userId)).toEqual([]);

  play(server, "success");
  const agreed = { params, body: { ...body, hasConsent: true }, idempotencyKey: "once" };
  const [started, again] = await Promise.all([
    ada.avatars.generateAvatars(agreed),
    ada.avatars.generateAvatars(agreed),
  ]);
  expect(again.id).toBe(started.id);
  expect(await ada.follow(started)).toMatchObject({ status: "completed", cost: { charged: 3 } });
  const consent = { userId: ada.userId, assetIds: [asset.id], statement: CONSENT_STATEMENT };
  expect(await consentsOf(ada.userId)).toMatchObject([{ ...consent, generationId: started.id }]);
  expect(JSON.stringify(server.received[0]?.body)).toContain("The same person as in the reference pictures.");
  expect(server.received[0]?.body.input_image).toBeString();

  const [avatar] = (await ada.avatars.listAvatars({ params })).items;
  expect(avatar).toMatchObject({ source: "references", generationId: started.id, recipe: body });
  expect(avatar?.recipe).not.toHaveProperty("hasConsent");
  const uses = await ada.assets.history({ params: { assetId: asset.id } });
  expect(uses.items.map(({ kind, generation }) => [kind, generation?.id])).toEqual([
    ["used", started.id],
    ["uploaded", undefined],
  ]);

  play(server, "fails");
  const failed = await ada.follow(await ada.avatars.generateAvatars({ ...agreed, idempotencyKey: "twice" }));
  expect(failed.status).toBe("failed");
  play(server, "success");
  const retried = await ada.follow(await ada.generations.retry({ params: { generationId: failed.id } }));
  expect(retried.status).toBe("completed");
  const kept = (await consentsOf(ada.userId)).map(({ generationId }) => generationId);
  expect(kept).toEqual([started.id, failed.id, retried.id]);
});

test("another person's picture is no reference, and their avatar no parent", async () => {
  const eve = await joinPro("Eve");
  const { id } = await eve.avatars.createProject({ body: { name: "Eve's" } });
  const adas = await drawAvatar(ada, projectId);
  const body = { prompt: "Her", model: "flux-kontext", referenceAssetIds: [adas.asset.id], hasConsent: true };
  expect(await codeOf(eve.avatars.generateAvatars({ params: { projectId: id }, body }))).toBe("VALIDATION_FAILED");
  expect(await consentsOf(eve.userId)).toEqual([]);
  const child = { prompt: "Her", model: "illustrated", parentAvatarId: adas.id };
  const params = { projectId: id };
  expect(await codeOf(eve.avatars.generateAvatars({ params, body: child }))).toBe("AVATAR_NOT_FOUND");
});

test("a provider without a way to leave the background out is asked for white, and the picture says so", async () => {
  play(server, "success");
  const avatar = await drawAvatar(ada, projectId, { model: "flux-dev", background: "transparent" });
  expect(avatar.notes).toContain("Only Illustrated draws on nothing: a plain white background was asked for instead.");
});

test("everybody sees the platform's presets with their pictures, and draws their people", async () => {
  await platform.registry.get("avatar-creator").seed?.();
  const { items } = await ada.avatars.listPresets({ query: { own: "false" } });
  expect(items.map(({ id }) => id)).toEqual(presets.map(({ id }) => id));
  const [preset] = items;
  if (!preset) throw new Error("There is no preset");
  const picture = await fetch(platform.url + preset.pictureUrl);
  expect(await sharp(await picture.arrayBuffer()).metadata()).toMatchObject({
    format: "webp",
    width: 512,
    height: 512,
  });

  const body = { presetId: preset.id, count: 2, model: "illustrated" };
  const started = await ada.avatars.generateFromPreset({ params: { projectId }, body });
  await ada.follow(started);
  const made = (await ada.avatars.listAvatars({ params: { projectId } })).items;
  const drawn = made.filter(({ generationId }) => generationId === started.id);
  expect(drawn).toMatchObject(
    [1, 2].map(() => ({ source: "preset", recipe: { ...preset.recipe, model: "illustrated" } })),
  );
});

test("a recipe is kept as a preset of one's own, changed, drawn again, and found by nobody else", async () => {
  const eve = await platform.join("Eve");
  const recipe = { model: "illustrated", prompt: "A knight", width: 256, height: 256, persona: { name: "Gawain" } };
  const avatar = await drawAvatar(ada, projectId, recipe);
  const created = await ada.avatars.createPreset({
    body: { name: "Knight", category: "fantasy", recipe, avatarId: avatar.id },
  });
  expect(created).toMatchObject({ isOwn: true, name: "Knight", summary: "", recipe });
  expect((await fetch(platform.url + created.pictureUrl)).status).toBe(200);
  const params = { presetId: created.id };
  const changed = await ada.avatars.updatePreset({ params, body: { name: "Sir Gawain", category: "traditional" } });
  expect(changed).toMatchObject({
    name: "Sir Gawain",
    category: "traditional",
    recipe,
    pictureUrl: created.pictureUrl,
  });
  const found = await ada.avatars.listPresets({ query: { own: "true", q: "gawain", category: "traditional" } });
  expect(found.items.map(({ id }) => id)).toEqual([created.id]);

  const evesProject = (await eve.avatars.createProject({ body: { name: "Eve's" } })).id;
  for (const call of [
    () => eve.avatars.getPreset({ params }),
    () => eve.avatars.updatePreset({ params, body: { name: "Mine" } }),
    () => eve.avatars.removePreset({ params }),
    () => eve.avatars.generateFromPreset({ params: { projectId: evesProject }, body: params }),
  ])
    expect(await codeOf(call())).toBe("PRESET_NOT_FOUND");
  expect((await eve.avatars.listPresets({ query: { own: "true" } })).items).toEqual([]);
  const borrowed = { name: "Hers", category: "fantasy" as const, recipe, avatarId: avatar.id };
  expect(await codeOf(eve.avatars.createPreset({ body: borrowed }))).toBe("AVATAR_NOT_FOUND");
  const empty = { model: "illustrated", prompt: "", attributes: {} };
  expect(await codeOf(ada.avatars.createPreset({ body: { ...borrowed, recipe: empty } }))).toBe("VALIDATION_FAILED");

  const started = await ada.avatars.generateFromPreset({ params: { projectId }, body: params });
  expect((await ada.follow(started)).status).toBe("completed");
  await ada.avatars.removePreset({ params });
  expect(await codeOf(ada.avatars.getPreset({ params }))).toBe("PRESET_NOT_FOUND");
});

test("what a built-in illustrator will show is told before anything is drawn or paid", async () => {
  const before = (await ada.generations.list()).items.length;
  const reading = await ada.avatars.readIllustration({
    body: { prompt: "", style: "lorelei", attributes: { gender: "woman", hairColor: "auburn", hairStyle: "long" } },
  });
  expect(reading.style).toBe("lorelei");
  expect((await ada.generations.list()).items).toHaveLength(before);
});

test("an export names projects, avatars, presets and consents; a removal leaves none of them", async () => {
  const { client } = platform.database;
  const cy = await joinPro("Cy");
  const project = await cy.avatars.createProject({ body: { name: "Cy's" } });
  const params = { projectId: project.id };
  const avatar = await drawAvatar(cy, project.id);
  const recipe = { model: "illustrated", prompt: "A knight" };
  await cy.avatars.createPreset({ body: { name: "Knight", category: "fantasy", recipe } });
  const body = { prompt: "", model: "flux-kontext", referenceAssetIds: [avatar.asset.id], hasConsent: true };
  play(server, "success");
  const followed = await cy.follow(await cy.avatars.generateAvatars({ params, body }));

  expect(await hooks()["user.exported"]?.(cy.userId)).toMatchObject({
    projects: [{ name: "Cy's", avatars: [{ id: avatar.id }, { source: "references" }] }],
    presets: [{ name: "Knight" }],
    consents: [{ generationId: followed.id, statement: CONSENT_STATEMENT }],
  });
  await hooks()["user.deleted"]?.(cy.userId);
  const where = { userId: cy.userId };
  const left = [
    await client.avatarProject.count({ where }),
    await client.avatar.count({ where }),
    await client.avatarPreset.count({ where }),
    await client.avatarConsent.count({ where }),
  ];
  expect(left).toEqual([0, 0, 0, 0]);
  expect(await client.avatarConsent.count({ where: { userId: ada.userId } })).toBeGreaterThan(0);
});
