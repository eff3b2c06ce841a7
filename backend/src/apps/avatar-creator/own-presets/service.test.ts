import { expect, test } from "bun:test";
import type { AppError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import { createTestContext, testAsset } from "@lumiku/app-sdk/testing";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import type { NewPreset, PresetCategory } from "@lumiku/contracts/avatar-creator-presets";
import { presets as builtin } from "../presets/catalogue";
import type { PresetRow, PresetsRepository } from "./repository";
import { createPresetsService } from "./service";

const ada: Actor = { userId: "ada", role: "user" };
const mine: NewPreset = {
  ...{ name: "My knight", summary: "Brave", category: "fantasy" },
  recipe: { model: "illustrated", prompt: "A knight with 100% honour", width: 512, height: 512 },
};

function create() {
  const context = createTestContext();
  const rows: PresetRow[] = [];
  const published: string[] = [];
  const repository: PresetsRepository = {
    async create(preset) {
      rows.unshift(preset);
      return preset;
    },
    find: async (_userId, id) => rows.find((row) => row.id === id) ?? null,
    list: async () => rows,
    count: async () => rows.length,
    async change(_userId, id, edits) {
      const row = rows.find((candidate) => candidate.id === id);
      if (row) Object.assign(row, edits);
      return row !== undefined;
    },
    remove: async (_userId, id) => rows.splice(rows.findIndex((row) => row.id === id) >>> 0, 1).length > 0,
    removeUser: async () => {},
    forgetPictures: async () => {},
  };
  const avatars = { get: async () => ({ asset: testAsset("picture") }) as Avatar };
  const files = { ...context.files, publish: async (name: string) => void published.push(name) };
  return { service: createPresetsService({ ...context, repository, avatars, files }), context, published };
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    ({ code }: AppError) => code,
  );

test("one's own come first, then the platform's; category, words and whose they are narrow them down", async () => {
  const { service } = create();
  const own = await service.create(ada, mine);
  const ids = async (query: { category?: PresetCategory; q?: string; own?: boolean }) =>
    (await service.list(ada, query)).map(({ id }) => id);
  expect(await ids({})).toEqual([own.id, ...builtin.map(({ id }) => id)]);
  expect(await ids({ own: true })).toEqual([own.id]);
  expect(await ids({ own: false })).not.toContain(own.id);
  expect(await ids({ category: "fantasy", q: "KNIGHT brave" })).toContain(own.id);
  expect(await ids({ category: "sport" })).not.toContain(own.id);
  expect(await ids({ q: "nobody-is-called-this" })).toEqual([]);
});

test("a preset shows the picture of the avatar it was made from, until that is gone from the library", async () => {
  const { service, context } = create();
  expect((await service.create(ada, mine)).pictureUrl).toBeNull();
  const { id, pictureUrl } = await service.create(ada, { ...mine, avatarId: "any" });
  expect(pictureUrl).toContain("picture");
  context.assets.list = async () => new Map();
  expect(await service.get(ada, id)).toMatchObject({ name: "My knight", pictureUrl: null });
});

test("a hundred of one's own are kept, and no more", async () => {
  const { service } = create();
  for (let count = 0; count < 100; count++) await service.create(ada, mine);
  expect(await codeOf(service.create(ada, mine))).toBe("PRESETS_FULL");
  const [first] = await service.list(ada, { own: true });
  await service.remove(ada, first?.id ?? "");
  expect(await codeOf(service.create(ada, mine))).toBe("accepted");
});

test("the platform's own are the same for everybody: they cannot be changed or removed", async () => {
  const { service } = create();
  const [{ id } = { id: "" }] = builtin;
  expect(await service.get(ada, id)).toMatchObject({ isOwn: false, createdAt: null });
  expect(await codeOf(service.update(ada, id, { name: "Mine" }))).toBe("PRESET_NOT_FOUND");
  expect(await codeOf(service.remove(ada, id))).toBe("PRESET_NOT_FOUND");
});

test("every preset of the platform has a picture of its own, at the address it is listed with", async () => {
  const { service, published } = create();
  await service.publishPictures();
  expect(new Set(published).size).toBe(builtin.length);
  const listed = (await service.list(ada, { own: false })).map(({ pictureUrl }) => pictureUrl?.split("/").at(-1) ?? "");
  expect(listed).toEqual(published);
});
