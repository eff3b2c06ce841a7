import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Avatar, Project } from "@lumiku/contracts/avatar-creator";
import { createClock } from "../../core/testing/clock";
import { createTestPlatform, type TestPlatform } from "../../core/testing/platform";
import { codeOf, drawAvatars, type Member } from "./studio.fixture";

setDefaultTimeout(20_000);

const DAY_MS = 24 * 3_600_000;
const clock = createClock();

interface Stand {
  project: Project;
  first: Avatar;
  second: Avatar;
}

let platform: TestPlatform;
let ada: Member;
let eve: Member;
let stands: Stand[];

/** A project with two avatars. All are drawn before the clock is put forward: workers that are not heard of draw nothing. */
function takeStand(): Stand {
  const stand = stands.pop();
  if (!stand) throw new Error("There are not enough");
  return stand;
}

async function furnish(name: string): Promise<Stand> {
  const project = await ada.avatars.createProject({ body: { name } });
  const [first, second] = await drawAvatars(ada, project.id, { count: 2 });
  if (!first || !second) throw new Error("There are not two");
  return { project, first, second };
}

beforeAll(async () => {
  platform = await createTestPlatform({ now: clock.now });
  [ada, eve] = await Promise.all([platform.join("Ada"), platform.join("Eve")]);
  stands = await Promise.all(["One", "Two", "Three", "Four", "Five", "Six"].map(furnish));
});
afterAll(() => platform.close());

const of = ({ id }: Project) => ({ params: { projectId: id } });
const paramsOf = ({ id }: Avatar) => ({ params: { avatarId: id } });

test("a removed project is not found anywhere, and comes back with its avatars for 30 days", async () => {
  const { project, first, second } = takeStand();
  const target = of(project);
  await ada.avatars.removeAvatar(paramsOf(second));
  await ada.avatars.removeProject(target);

  expect((await ada.avatars.listProjects()).items.map(({ id }) => id)).not.toContain(project.id);
  for (const call of [
    () => ada.avatars.getProject(target),
    () => ada.avatars.updateProject({ ...target, body: { name: "Back" } }),
    () => ada.avatars.removeProject(target),
    () => ada.avatars.listAvatars(target),
    () => ada.avatars.generateAvatars({ ...target, body: { prompt: "A man", model: "illustrated" } }),
    () => ada.avatars.generateFromPreset({ ...target, body: { presetId: "any" } }),
    () => eve.avatars.restoreProject(target),
  ])
    expect(await codeOf(call())).toBe("PROJECT_NOT_FOUND");
  expect(await codeOf(ada.avatars.getAvatar(paramsOf(first)))).toBe("AVATAR_NOT_FOUND");
  // Its pictures are the library's.
  expect((await ada.fetch(`/api/files/${first.asset.id}`)).status).toBe(200);

  clock.advance(29 * DAY_MS);
  // What had been removed by itself stays removed.
  expect(await ada.avatars.restoreProject(target)).toMatchObject({ name: project.name, avatarCount: 1 });
  expect((await ada.avatars.restoreProject(target)).avatarCount).toBe(1);
  expect((await ada.avatars.getAvatar(paramsOf(first))).id).toBe(first.id);

  await ada.avatars.removeProject(target);
  clock.advance(31 * DAY_MS);
  expect(await codeOf(ada.avatars.restoreProject(target))).toBe("PROJECT_NOT_FOUND");
});

test("a removed avatar comes back for 30 days, for its owner, and not without its project", async () => {
  const { project, first } = takeStand();
  const target = paramsOf(first);
  await ada.avatars.removeAvatar(target);
  for (const call of [
    () => ada.avatars.getAvatar(target),
    () => ada.avatars.updateAvatar({ ...target, body: { name: "Back" } }),
    () => ada.avatars.removeAvatar(target),
    () => ada.avatars.listVersions(target),
    () => ada.avatars.avatarHistory(target),
    () => eve.avatars.restoreAvatar(target),
  ])
    expect(await codeOf(call())).toBe("AVATAR_NOT_FOUND");
  expect((await ada.fetch(`/api/files/${first.asset.id}`)).status).toBe(200);
  clock.advance(29 * DAY_MS);
  expect((await ada.avatars.restoreAvatar(target)).version).toBeGreaterThan(first.version);
  expect((await ada.avatars.restoreAvatar(target)).id).toBe(first.id);

  await ada.avatars.removeAvatar(target);
  await ada.avatars.removeProject(of(project));
  expect(await codeOf(ada.avatars.restoreAvatar(target))).toBe("PROJECT_NOT_FOUND");
  await ada.avatars.restoreProject(of(project));
  clock.advance(31 * DAY_MS);
  expect(await codeOf(ada.avatars.restoreAvatar(target))).toBe("AVATAR_NOT_FOUND");
});

test("emptying the bin forgets what was removed too long ago, and nothing else", async () => {
  const { client } = platform.database;
  const [kept, fresh, old] = [takeStand(), takeStand(), takeStand()];
  await ada.avatars.removeProject(of(old.project));
  await ada.avatars.removeAvatar(paramsOf(kept.first));
  clock.advance(20 * DAY_MS);
  await ada.avatars.removeProject(of(fresh.project));
  clock.advance(11 * DAY_MS);
  await platform.emptyBin();

  const mine = [kept, fresh, old];
  const projects = await client.avatarProject.findMany({
    where: { id: { in: mine.map(({ project }) => project.id) } },
  });
  expect(projects.map(({ id }) => id).sort()).toEqual([kept.project.id, fresh.project.id].sort());
  const ids = mine.flatMap(({ first, second }) => [first.id, second.id]);
  const avatars = await client.avatar.findMany({ where: { id: { in: ids } } });
  expect(avatars.map(({ id }) => id).sort()).toEqual([kept.second.id, fresh.first.id, fresh.second.id].sort());
});

test("an avatar whose picture is gone for good is forgotten, and a preset shows it no more", async () => {
  const { client } = platform.database;
  const { first, second } = takeStand();
  if (!first.recipe) throw new Error("It has no recipe");
  const preset = await ada.avatars.createPreset({
    body: { name: "Kept", category: "casual", recipe: first.recipe, avatarId: first.id },
  });
  await ada.assets.remove({ params: { assetId: first.asset.id } });
  await platform.emptyBin();
  expect(await client.avatar.count({ where: { id: first.id } })).toBe(1);
  clock.advance(31 * DAY_MS);
  await platform.emptyBin();
  const left = await client.avatar.findMany({ where: { id: { in: [first.id, second.id] } } });
  expect(left.map(({ id }) => id)).toEqual([second.id]);
  expect((await ada.avatars.getPreset({ params: { presetId: preset.id } })).pictureUrl).toBeNull();
});
