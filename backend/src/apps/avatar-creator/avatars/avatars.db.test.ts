import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import sharp from "sharp";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { codeOf, draw, drawAvatar, drawAvatars, listen, type Member, takePhoto } from "../studio.fixture";

setDefaultTimeout(20_000);

let platform: TestPlatform;
let ada: Member;
let eve: Member;
beforeAll(async () => {
  platform = await createTestPlatform();
  [ada, eve] = await Promise.all([platform.join("Ada"), platform.join("Eve")]);
});
afterAll(() => platform.close());

const open = async (name: string) => (await ada.avatars.createProject({ body: { name } })).id;
const paramsOf = ({ id }: Avatar) => ({ params: { avatarId: id } });
const idsOf = (avatars: readonly Avatar[]) => avatars.map(({ id }) => id);

test("an avatar keeps everything it was made with, and what could not be shown", async () => {
  const projectId = await open("Whole");
  const recipe = {
    ...{ prompt: "A doctor", style: "cubist", background: "#112233", negativePrompt: "hats" },
    persona: { name: "Amal", age: 34, personality: ["calm"], background: "From Cairo" },
    attributes: { gender: "woman" as const, skinTone: "brown", eyeColor: "green" },
  };
  const avatar = await drawAvatar(ada, projectId, { ...recipe, seed: 11 });
  expect(avatar).toMatchObject({
    ...{ projectId, source: "text", name: "Amal", prompt: "A doctor", model: "illustrated", seed: 11, parentId: null },
    ...{ isFavourite: false, version: 1 },
  });
  expect(avatar.recipe).toEqual({ ...recipe, model: "illustrated", width: 256, height: 256 });
  const { outputs } = await ada.generations.get({ params: { generationId: avatar.generationId ?? "" } });
  expect(avatar.notes.length).toBeGreaterThan(0);
  expect(avatar.notes).toEqual(outputs[0]?.notes ?? []);
});

test("a person with no words of their own is drawn from persona and look", async () => {
  const avatar = await drawAvatar(ada, await open("Wordless"), { prompt: "", attributes: { gender: "man" } });
  expect(avatar).toMatchObject({ prompt: "", recipe: { prompt: "", attributes: { gender: "man" } } });
});

test("moved to several projects at once, it ends in one of them, and each knows what it has", async () => {
  const [home, ...others] = await Promise.all([open("Home"), open("Here"), open("There")]);
  const avatar = await drawAvatar(ada, home);
  const moves = Array.from({ length: 12 }, (_, index) => [home, ...others][index % 3] ?? home);
  await Promise.all(moves.map((projectId) => ada.avatars.updateAvatar({ ...paramsOf(avatar), body: { projectId } })));
  const { projectId: end } = await ada.avatars.getAvatar(paramsOf(avatar));
  for (const projectId of [home, ...others]) {
    const { avatarCount } = await ada.avatars.getProject({ params: { projectId } });
    expect(avatarCount).toBe(projectId === end ? 1 : 0);
  }
});

test("names, favourites and projects change; lists find them by name, by prompt and by heart", async () => {
  const [from, to] = [await open("From"), await open("To")];
  const [first, second] = await drawAvatars(ada, from, { prompt: "A sailor at sea", count: 2 });
  if (!first || !second) throw new Error("There are not two");
  const list = async (query: { favourites?: "true" | "false"; q?: string }) =>
    idsOf((await ada.avatars.listAvatars({ params: { projectId: from }, query })).items);

  const events = await listen(
    ada,
    async () => {
      await ada.avatars.updateAvatar({ ...paramsOf(first), body: { name: "  Popeye " } });
      await ada.avatars.updateAvatar({ ...paramsOf(first), body: { isFavourite: true } });
    },
    2,
  );
  expect(events.map(({ type, data }) => [type, (data as Avatar).version])).toEqual([
    ["avatar-creator/avatar.updated", 2],
    ["avatar-creator/avatar.updated", 3],
  ]);
  expect(await list({ favourites: "true" })).toEqual([first.id]);
  expect(await list({ favourites: "false" })).toEqual([second.id, first.id]);
  expect(await list({ q: "popeye SEA" })).toEqual([first.id]);
  expect(await list({ q: "sailor" })).toEqual([second.id, first.id]);
  expect(await list({ q: "100%" })).toEqual([]);

  const moving = await listen(ada, () => ada.avatars.updateAvatar({ ...paramsOf(first), body: { projectId: to } }), 3);
  expect(moving.map(({ type }) => type.split("/")[1])).toEqual([
    "avatar.updated",
    "project.updated",
    "project.updated",
  ]);
  expect(await list({})).toEqual([second.id]);
  expect((await ada.avatars.getProject({ params: { projectId: to } })).avatarCount).toBe(1);

  const evesProject = (await eve.avatars.createProject({ body: { name: "Eve's" } })).id;
  const move = (projectId: string) => ada.avatars.updateAvatar({ ...paramsOf(second), body: { projectId } });
  for (const id of [evesProject, "nothing"]) expect(await codeOf(move(id))).toBe("PROJECT_NOT_FOUND");
  expect(await ada.avatars.getAvatar(paramsOf(second))).toMatchObject({ projectId: from, version: 1 });
});

test("versions are one family, the oldest first, whichever of them is asked", async () => {
  const projectId = await open("Versions");
  const root = await drawAvatar(ada, projectId, { persona: { name: "Amal" } });
  const child = await drawAvatar(ada, projectId, { parentAvatarId: root.id });
  const [grandchild, twin] = await drawAvatars(ada, await open("Elsewhere"), { parentAvatarId: child.id, count: 2 });
  if (!grandchild || !twin) throw new Error("There are not two");
  expect([child.parentId, grandchild.parentId, child.name]).toEqual([root.id, child.id, "Amal"]);
  const familyOf = async (avatar: Avatar) => idsOf((await ada.avatars.listVersions(paramsOf(avatar))).items);
  for (const member of [root, child, grandchild, twin])
    expect(await familyOf(member)).toEqual(idsOf([root, child, grandchild, twin]));

  await ada.avatars.removeAvatar(paramsOf(root));
  await ada.assets.remove({ params: { assetId: twin.asset.id } });
  expect(await familyOf(child)).toEqual(idsOf([child, grandchild]));
  await ada.avatars.restoreAvatar(paramsOf(root));
  expect(await familyOf(child)).toEqual(idsOf([root, child, grandchild]));

  const stranger = eve.avatars.createProject({ body: { name: "Eve's" } });
  const steal = draw(eve, (await stranger).id, { parentAvatarId: root.id });
  expect(await codeOf(steal)).toBe("AVATAR_NOT_FOUND");
});

test("pages stay full and in order while files are gone from the library, and show them again afterwards", async () => {
  const projectId = await open("Pages");
  const made = [
    ...(await drawAvatars(ada, projectId, { count: 4 })),
    ...(await drawAvatars(ada, projectId, { count: 4 })),
    ...(await drawAvatars(ada, projectId, { count: 4 })),
  ].reverse();
  const gone = made.slice(1, 8).map(({ asset }) => asset.id);
  for (const assetId of gone) await ada.assets.remove({ params: { assetId } });
  const readPages = async () => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 2, ...(cursor && { cursor }) };
      const page = await ada.avatars.listAvatars({ params: { projectId }, query });
      pages.push(idsOf(page.items));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return pages;
  };
  const left = idsOf(made.filter(({ asset }) => !gone.includes(asset.id)));
  expect(await readPages()).toEqual([left.slice(0, 2), left.slice(2, 4), left.slice(4)]);
  await ada.assets.restore({ body: { ids: gone } });
  expect((await readPages()).flat()).toEqual(idsOf(made));
  for (const { asset } of made) await ada.assets.remove({ params: { assetId: asset.id } });
  expect(await readPages()).toEqual([[]]);
});

test("an uploaded portrait is checked, re-encoded, free, and an avatar like any other", async () => {
  const projectId = await open("Uploads");
  const params = { projectId };
  const { credits } = await ada.accounts.me();
  const avatar = await ada.avatars.uploadAvatar({ params, body: {}, file: await takePhoto("Grandmother 1962.jpg") });
  expect(avatar).toMatchObject({
    ...{ source: "upload", name: "Grandmother 1962", model: null, seed: null, recipe: null, generationId: null },
    asset: { width: 96, height: 128 },
  });
  const named = await ada.avatars.uploadAvatar({ params, body: { name: "Nana" }, file: await takePhoto() });
  expect(named.name).toBe("Nana");
  expect((await ada.accounts.me()).credits).toEqual(credits);
  expect(idsOf((await ada.avatars.listAvatars({ params })).items)).toEqual(idsOf([named, avatar]));
  expect((await ada.avatars.avatarHistory(paramsOf(avatar))).items.map(({ kind }) => kind)).toEqual(["uploaded"]);

  const text = new File(["not a picture"], "portrait.png", { type: "image/png" });
  expect(await codeOf(ada.avatars.uploadAvatar({ params, body: {}, file: text }))).toBe("UNSUPPORTED_MEDIA_TYPE");
  const before = (await eve.assets.list()).items.length;
  const intrusion = eve.avatars.uploadAvatar({ params, body: {}, file: await takePhoto() });
  expect(await codeOf(intrusion)).toBe("PROJECT_NOT_FOUND");
  expect((await eve.assets.list()).items).toHaveLength(before);
  expect((await ada.avatars.getProject({ params })).avatarCount).toBe(2);
});

test("a picture is saved in every format, under the name of its avatar", async () => {
  const avatar = await drawAvatar(ada, await open("Downloads"), { persona: { name: "Amal" } });
  const download = (query: string, id = avatar.id) =>
    ada.fetch(`/api/apps/avatar-creator/avatars/${id}/download${query}`);
  for (const [query, type, name] of [
    ["", "image/png", "amal.png"],
    ["?format=jpeg&size=128", "image/jpeg", "amal.jpg"],
    ["?format=webp", "image/webp", "amal.webp"],
  ] as const) {
    const response = await download(query);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toContain(`attachment; filename="${name}"`);
    const { width, format } = await sharp(await response.arrayBuffer()).metadata();
    expect([width, format as string]).toEqual([query.includes("128") ? 128 : 256, type.slice("image/".length)]);
  }
  const drawing = await download("?format=svg");
  expect(drawing.headers.get("content-type")).toBe("image/svg+xml");
  expect(await drawing.text()).toStartWith("<svg ");
  await ada.avatars.updateAvatar({ ...paramsOf(avatar), body: { name: "أمل" } });
  expect((await download("")).headers.get("content-disposition")).toEndWith("filename*=UTF-8''%D8%A3%D9%85%D9%84.png");

  const { projectId } = avatar;
  const photo = await ada.avatars.uploadAvatar({ params: { projectId }, body: {}, file: await takePhoto() });
  const refused = await download("?format=svg", photo.id);
  expect(refused.status).toBe(422);
  expect((await download("?format=gif")).status).toBe(422);
  expect((await eve.fetch(`/api/apps/avatar-creator/avatars/${avatar.id}/download`)).status).toBe(404);
});

test("numbers count what is shown, by where it came from and what drew it", async () => {
  const cy = await platform.join("Cy");
  expect(await cy.avatars.stats()).toEqual({
    ...{ projects: 0, avatars: 0, favourites: 0, presets: 0, bySource: [], byModel: [] },
  });
  const { id: projectId } = await cy.avatars.createProject({ body: { name: "Shop" } });
  const drawn = await drawAvatars(cy, projectId, { count: 4 });
  const [liked, removed, unfiled] = drawn;
  if (!liked || !removed || !unfiled) throw new Error("There are not enough");
  await cy.avatars.updateAvatar({ ...paramsOf(liked), body: { isFavourite: true } });
  await cy.avatars.removeAvatar(paramsOf(removed));
  await cy.assets.remove({ params: { assetId: unfiled.asset.id } });
  await cy.avatars.uploadAvatar({ params: { projectId }, body: {}, file: await takePhoto() });
  expect(await cy.avatars.stats()).toEqual({
    ...{ projects: 1, avatars: 3, favourites: 1, presets: 0 },
    bySource: [
      { source: "text", count: 2 },
      { source: "upload", count: 1 },
    ],
    byModel: [{ model: "illustrated", count: 2 }],
  });
});
