import { defineApp } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { portrait } from "./actions";
import { illustrated } from "./illustrator/illustrated";
import { createAvatarRepository } from "./repository";
import { routes } from "./routes";
import { createAvatarService } from "./service";

export default defineApp(avatarCreator, {
  tables: ["avatar", "avatarProject", "avatarPreset", "avatarConsent"],
  repository: createAvatarRepository,
  service: createAvatarService,
  routes,
  actions: { portrait },
  models: { illustrated },
  hooks: ({ removeUser, exportUser, emptyBin, forgetPictures }) => ({
    "user.deleted": removeUser,
    "user.exported": exportUser,
    "bin.emptied": emptyBin,
    "assets.purged": forgetPictures,
  }),
  seed: ({ presets }) => presets.publishPictures(),
});
