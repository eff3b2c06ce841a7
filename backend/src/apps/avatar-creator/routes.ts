import { defineRoutes } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { illustrationStyles } from "./illustrator/styles";
import type { AvatarService } from "./service";

export const routes = defineRoutes(avatarCreator, (service: AvatarService) => ({
  listStyles: async () => ({ items: [...illustrationStyles] }),
  listProjects: ({ actor, query }) => service.listProjects(actor, query),
  createProject: ({ actor, body }) => service.createProject(actor, body),
  getProject: ({ actor, params }) => service.getProject(actor, params.projectId),
  updateProject: ({ actor, params, body }) => service.updateProject(actor, params.projectId, body),
  removeProject: ({ actor, params }) => service.removeProject(actor, params.projectId),
  listAvatars: ({ actor, params, query }) => service.listAvatars(actor, params.projectId, query),
  generateAvatars: ({ actor, params, body, idempotencyKey }) =>
    service.generateAvatars(actor, params.projectId, body, idempotencyKey),
  getAvatar: ({ actor, params }) => service.getAvatar(actor, params.avatarId),
  removeAvatar: ({ actor, params }) => service.removeAvatar(actor, params.avatarId),
}));
