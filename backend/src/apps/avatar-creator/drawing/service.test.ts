import { expect, test } from "bun:test";
import { type AppError, contractError, platformError } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import { createTestContext, testAsset } from "@lumiku/app-sdk/testing";
import { type Avatar, avatarCreator } from "@lumiku/contracts/avatar-creator";
import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import { CONSENT_STATEMENT, type GenerateAvatars, PortraitParams } from "@lumiku/contracts/avatar-creator-recipe";
import type { AvatarRow, NewAvatar } from "../avatars/repository";
import type { Consent } from "./repository";
import { createDrawingService } from "./service";

const ada: Actor = { userId: "ada", role: "user" };
const text: GenerateAvatars = { prompt: "A man", model: "illustrated", count: 1, width: 512, height: 512 };
const kontext: GenerateAvatars = { ...text, prompt: "", model: "flux-kontext", referenceAssetIds: ["b", "a", "b"] };

type Added = Omit<NewAvatar, "id" | "createdAt" | "parentId" | "rootId"> & { parent: AvatarRow | null };

function create({ isProjectGone = false } = {}) {
  const context = createTestContext();
  const consents: Consent[] = [];
  const added: Added[] = [];
  const recipe = { ...text, prompt: "A nurse", persona: { name: "Amal" } };
  const preset: Preset = {
    ...{ id: "nurse", name: "Nurse", summary: "", category: "professional", recipe, isOwn: false },
    ...{ pictureUrl: null, createdAt: null },
  };
  const parent = { id: "parent", name: "Grandfather" } as AvatarRow;
  const service = createDrawingService({
    ...context,
    consents: {
      async record(consent) {
        if (!consents.some(({ generationId }) => generationId === consent.generationId)) consents.push(consent);
      },
    },
    projects: {
      async require(_userId, projectId) {
        if (projectId === "gone") throw contractError(avatarCreator, "PROJECT_NOT_FOUND");
      },
    },
    avatars: {
      async get(_actor, avatarId) {
        if (avatarId !== "parent") throw contractError(avatarCreator, "AVATAR_NOT_FOUND");
        return {} as Avatar;
      },
      async add(avatar, parent = null) {
        if (isProjectGone) throw contractError(avatarCreator, "PROJECT_NOT_FOUND");
        added.push({ ...avatar, parent });
        return {} as Avatar;
      },
    },
    avatarsRepository: { findAny: async (_userId, id) => (id === "parent" ? parent : null) },
    presets: {
      async get(_actor, presetId) {
        if (presetId !== "nurse") throw contractError(avatarCreator, "PRESET_NOT_FOUND");
        return preset;
      },
    },
  });
  const deliver = (params: Partial<PortraitParams>) =>
    service.addPortrait({
      ...{ generationId: "g", userId: "ada", model: "illustrated", index: 1, seed: 8, notes: ["No hat."] },
      ...{ params: PortraitParams.parse({ projectId: "shop", prompt: "A man", ...params }), asset: testAsset("x") },
    });
  return { service, context, consents, added, deliver };
}

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    ({ code, errors }: AppError) => errors?.[0]?.path ?? code,
  );

test("pictures of people are not drawn from without their consent, and nothing is started", async () => {
  const { service, context, consents } = create();
  for (const hasConsent of [undefined, false]) {
    expect(await refusal(service.generate(ada, "shop", { ...kontext, hasConsent }))).toBe("CONSENT_NEEDED");
  }
  expect(context.started).toEqual([]);
  expect(consents).toEqual([]);
});

test("consent is kept with its words and its time, once for each work, and before anything is read", async () => {
  const { service, context, consents } = create();
  const { id: generationId } = await service.generate(ada, "shop", { ...kontext, hasConsent: true });
  const consent = { userId: "ada", assetIds: ["b", "a"], statement: CONSENT_STATEMENT, createdAt: context.now() };
  expect(consents).toEqual([{ ...consent, generationId }]);
  const [{ request } = { request: undefined }] = context.started;
  expect(request).toMatchObject({ inputAssetIds: ["b", "a"], params: { hasConsent: true } });
  expect(request?.params.referenceAssetIds).toEqual(["b", "a"]);

  const params = PortraitParams.parse({ ...request?.params });
  await service.openReferences({ generationId, userId: "ada", params });
  expect(consents).toHaveLength(1);
  await service.openReferences({ generationId: "tried-again", userId: "ada", params });
  expect(consents[1]).toEqual({ ...consent, generationId: "tried-again" });
  const unsaid = { ...params, hasConsent: undefined };
  expect(await refusal(service.openReferences({ generationId: "other", userId: "ada", params: unsaid }))).toBe(
    "CONSENT_NEEDED",
  );
});

test("no consent is kept of work that could not start", async () => {
  const { service, context, consents } = create();
  context.generations.start = async () => {
    throw platformError("INSUFFICIENT_CREDITS");
  };
  expect(await refusal(service.generate(ada, "shop", { ...kontext, hasConsent: true }))).toBe("INSUFFICIENT_CREDITS");
  expect(consents).toEqual([]);
});

test.each([
  ["a project that is gone", "gone", text, "PROJECT_NOT_FOUND"],
  ["an avatar that is not there", "shop", { ...text, parentAvatarId: "other" }, "AVATAR_NOT_FOUND"],
  ["a preset that is not there", "shop", { ...text, presetId: "other" }, "PRESET_NOT_FOUND"],
  ["no reference where one is needed", "shop", { ...text, model: "flux-kontext" }, "/body/referenceAssetIds"],
  ["a reference where none is taken", "shop", { ...text, referenceAssetIds: ["a"] }, "/body/referenceAssetIds"],
] as const)("%s is refused before anything is started", async (_what, projectId, request, code) => {
  const { service, context } = create();
  expect(await refusal(service.generate(ada, projectId, request as GenerateAvatars))).toBe(code);
  expect(context.started).toEqual([]);
});

test("a preset's person is drawn as the preset says, with another model where one is chosen", async () => {
  const { service, context } = create();
  await service.generateFromPreset(ada, "shop", { presetId: "nurse", count: 2, seed: 7 }, "key");
  await service.generateFromPreset(ada, "shop", { presetId: "nurse", count: 1, model: "flux-dev" });
  expect(context.started.map(({ request }) => request)).toMatchObject([
    {
      ...{ model: "illustrated", count: 2, seed: 7, idempotencyKey: "key" },
      params: { projectId: "shop", presetId: "nurse", prompt: "A nurse", persona: { name: "Amal" } },
    },
    { model: "flux-dev", count: 1 },
  ]);
});

test.each([
  [{}, "text", "Portrait 2"],
  [{ presetId: "nurse" }, "preset", "Portrait 2"],
  [{ presetId: "nurse", referenceAssetIds: ["a"] }, "references", "Portrait 2"],
  [{ persona: { name: "Amal" }, parentAvatarId: "parent" }, "text", "Amal"],
  [{ parentAvatarId: "parent" }, "text", "Grandfather"],
  [{ parentAvatarId: "forgotten" }, "text", "Portrait 2"],
] as const)("a portrait of %j says where it came from and has a name", async (params, source, name) => {
  const { added, deliver } = create();
  await deliver(structuredClone(params) as Partial<PortraitParams>);
  expect(added).toMatchObject([{ source, name, assetId: "x", seed: 8, notes: ["No hat."], generationId: "g" }]);
  expect(added[0]?.parent?.id).toBe(
    "parentAvatarId" in params && params.parentAvatarId === "parent" ? "parent" : undefined,
  );
});

test("a portrait keeps the recipe it was made with, and nothing of where it went", async () => {
  const { added, deliver } = create();
  await deliver({ style: "micah", hasConsent: true, presetId: "nurse", parentAvatarId: "parent" });
  const { count: _, ...recipe } = { ...text, width: 1024, height: 1024, style: "micah" };
  expect(added[0]?.recipe).toEqual(recipe);
});

test("whoever removed the project keeps the picture: the delivery goes on", async () => {
  const { deliver, added } = create({ isProjectGone: true });
  await deliver({});
  expect(added).toEqual([]);
});

test("an uploaded picture is called as its file, or as the form says", async () => {
  const { service, added } = create();
  const file = new File(["x"], "Grandmother 1962.jpg");
  await service.upload(ada, "shop", file);
  await service.upload(ada, "shop", file, "Nana");
  expect(added.map(({ name, source, recipe }) => [name, source, recipe])).toEqual([
    ["Grandmother 1962", "upload", null],
    ["Nana", "upload", null],
  ]);
  expect(await refusal(service.upload(ada, "gone", file))).toBe("PROJECT_NOT_FOUND");
});
