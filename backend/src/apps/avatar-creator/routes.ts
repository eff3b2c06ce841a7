import { defineRoutes } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { readIllustration } from "./illustrator/reading";
import { illustrationStyles } from "./illustrator/styles";
import type { AvatarService } from "./service";

export const routes = defineRoutes(avatarCreator, ({ projects, avatars, drawing, presets, stats }: AvatarService) => ({
  listStyles: async () => ({ items: [...illustrationStyles] }),
  readIllustration: async ({ body }) => readIllustration(body),

  listProjects: ({ actor, query }) => projects.list(actor, query),
  createProject: ({ actor, body }) => projects.create(actor, body),
  getProject: ({ actor, params }) => projects.get(actor, params.projectId),
  updateProject: ({ actor, params, body }) => projects.update(actor, params.projectId, body),
  removeProject: ({ actor, params }) => projects.remove(actor, params.projectId),
  restoreProject: ({ actor, params }) => projects.restore(actor, params.projectId),

  generateAvatars: ({ actor, params, body, idempotencyKey }) =>
    drawing.generate(actor, params.projectId, body, idempotencyKey),
  generateFromPreset: ({ actor, params, body, idempotencyKey }) =>
    drawing.generateFromPreset(actor, params.projectId, body, idempotencyKey),
  uploadAvatar: ({ actor, params, file, body }) => drawing.upload(actor, params.projectId, file, body.name),

  listAvatars: ({ actor, params, query }) => avatars.list(actor, params.projectId, query),
  getAvatar: ({ actor, params }) => avatars.get(actor, params.avatarId),
  updateAvatar: ({ actor, params, body }) => avatars.update(actor, params.avatarId, body),
  removeAvatar: ({ actor, params }) => avatars.remove(actor, params.avatarId),
  restoreAvatar: ({ actor, params }) => avatars.restore(actor, params.avatarId),
  listVersions: async ({ actor, params }) => ({ items: await avatars.listVersions(actor, params.avatarId) }),
  avatarHistory: async ({ actor, params }) => ({ items: await avatars.listUses(actor, params.avatarId) }),
  downloadAvatar: ({ actor, params, query }) => avatars.download(actor, params.avatarId, query),

  listPresets: async ({ actor, query }) => ({ items: await presets.list(actor, query) }),
  getPreset: ({ actor, params }) => presets.get(actor, params.presetId),
  createPreset: ({ actor, body }) => presets.create(actor, body),
  updatePreset: ({ actor, params, body }) => presets.update(actor, params.presetId, body),
  removePreset: ({ actor, params }) => presets.remove(actor, params.presetId),

  stats: ({ actor }) => stats(actor),
}));
