import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Project } from "@lumiku/contracts/avatar-creator";
import { createTestPlatform, type TestPlatform } from "../../../core/testing/platform";
import { codeOf, drawAvatar, drawAvatars, listen, type Member } from "../studio.fixture";

setDefaultTimeout(20_000);

let platform: TestPlatform;
let ada: Member;
beforeAll(async () => {
  platform = await createTestPlatform();
  ada = await platform.join();
});
afterAll(() => platform.close());

const open = (name: string, description = "") => ada.avatars.createProject({ body: { name, description } });
const get = ({ id }: Project) => ada.avatars.getProject({ params: { projectId: id } });
const namesOf = async (person: Member, query: { q?: string; archived?: "true" | "false" }) =>
  (await person.avatars.listProjects({ query })).items.map(({ name }) => name);

test("what is archived is out of the way, and still there", async () => {
  const bob = await platform.join("Bob");
  const { id: projectId } = await bob.avatars.createProject({ body: { name: "Old" } });
  await bob.avatars.createProject({ body: { name: "New" } });
  const archived = await bob.avatars.updateProject({ params: { projectId }, body: { isArchived: true } });
  expect(archived).toMatchObject({ isArchived: true, name: "Old" });
  expect(await namesOf(bob, {})).toEqual(["New"]);
  expect(await namesOf(bob, { archived: "false" })).toEqual(["New"]);
  expect(await namesOf(bob, { archived: "true" })).toEqual(["Old"]);
  await bob.avatars.updateProject({ params: { projectId }, body: { isArchived: false } });
  expect(await namesOf(bob, {})).toEqual(["Old", "New"]);
});

test("a search finds every word, in name or description, and takes signs for what they are", async () => {
  const cy = await platform.join("Cy");
  for (const [name, description] of [
    ["Winter campaign", "Portraits for the shop"],
    ["100% cotton", ""],
    ["100 faces", "snake_case"],
  ] as const)
    await cy.avatars.createProject({ body: { name, description } });
  expect(await namesOf(cy, { q: "SHOP winter" })).toEqual(["Winter campaign"]);
  expect(await namesOf(cy, { q: "winter cotton" })).toEqual([]);
  expect(await namesOf(cy, { q: "100%" })).toEqual(["100% cotton"]);
  expect(await namesOf(cy, { q: "e_c" })).toEqual(["100 faces"]);
  expect(await namesOf(cy, { q: "  " })).toHaveLength(3);
});

test("the cover is the avatar that was chosen, and the newest where that is not there", async () => {
  const [project, other] = [await open("Covered"), await open("Other")];
  const params = { projectId: project.id };
  expect(project).toMatchObject({ cover: null, coverAvatarId: null, avatarCount: 0 });
  const [first, newest] = await drawAvatars(ada, project.id, { count: 2 });
  const elsewhere = await drawAvatar(ada, other.id);
  const coverOf = async () => {
    const { cover, coverAvatarId } = await get(project);
    return [cover?.id, coverAvatarId];
  };
  expect(await coverOf()).toEqual([newest?.asset.id, null]);

  const choose = (coverAvatarId: string | null) => ada.avatars.updateProject({ params, body: { coverAvatarId } });
  expect((await choose(first?.id ?? "")).cover?.id).toBe(first?.asset.id ?? "");
  for (const id of [elsewhere.id, "nothing"]) expect(await codeOf(choose(id))).toBe("AVATAR_NOT_FOUND");
  expect(await coverOf()).toEqual([first?.asset.id, first?.id ?? null]);

  const avatar = { avatarId: first?.id ?? "" };
  await ada.avatars.removeAvatar({ params: avatar });
  expect(await coverOf()).toEqual([newest?.asset.id, null]);
  await ada.avatars.restoreAvatar({ params: avatar });
  expect(await coverOf()).toEqual([first?.asset.id, first?.id ?? null]);
  await ada.avatars.updateAvatar({ params: avatar, body: { projectId: other.id } });
  expect(await coverOf()).toEqual([newest?.asset.id, null]);
  expect((await choose(null)).coverAvatarId).toBeNull();
});

test("counts and covers leave out what was removed from the library, until it is restored there", async () => {
  const project = await open("Library");
  const [first, second] = await drawAvatars(ada, project.id, { count: 2 });
  await ada.assets.remove({ params: { assetId: second?.asset.id ?? "" } });
  expect(await get(project)).toMatchObject({ avatarCount: 1, cover: { id: first?.asset.id } });
  const listed = (await ada.avatars.listProjects()).items.find(({ id }) => id === project.id);
  expect(listed).toMatchObject({ avatarCount: 1, cover: { id: first?.asset.id } });
  await ada.assets.restore({ body: { ids: [second?.asset.id ?? ""] } });
  expect(await get(project)).toMatchObject({ avatarCount: 2, cover: { id: second?.asset.id } });
});

test("every change raises the version and is told to every tab, once it is committed", async () => {
  let projectId = "";
  const events = await listen(
    ada,
    async () => {
      const project = await open("Told");
      projectId = project.id;
      const params = { projectId };
      await ada.avatars.updateProject({ params, body: { name: "Told twice" } });
      // A refused cover changes nothing, and nothing of it is told.
      await codeOf(ada.avatars.updateProject({ params, body: { name: "Never", coverAvatarId: "nothing" } }));
      const avatar = await drawAvatar(ada, projectId);
      await ada.avatars.removeAvatar({ params: { avatarId: avatar.id } });
      await ada.avatars.restoreAvatar({ params: { avatarId: avatar.id } });
      await ada.avatars.removeProject({ params });
      await ada.avatars.restoreProject({ params });
    },
    10,
  );
  expect(events.map(({ type }) => type.slice("avatar-creator/".length))).toEqual([
    ...["project.updated", "project.updated", "avatar.created", "project.updated", "avatar.removed"],
    ...["project.updated", "avatar.created", "project.updated", "project.removed", "project.updated"],
  ]);
  const told = events.flatMap(({ type, data }) => (type.endsWith("project.updated") ? [data as Project] : []));
  expect(told.map(({ name, avatarCount }) => `${name} ${avatarCount}`)).toEqual([
    ...["Told 0", "Told twice 0", "Told twice 1", "Told twice 0", "Told twice 1", "Told twice 1"],
  ]);
  const versions = told.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  expect((await ada.avatars.getProject({ params: { projectId } })).version).toBe(versions.at(-1) ?? 0);
});
