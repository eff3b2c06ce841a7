import { defineApp, servedByAction } from "@lumiku/app-sdk/server";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import { vectorize } from "./actions";
import { examples } from "./examples";
import { createVectorizerRepository } from "./repository";
import { routes } from "./routes";
import { createVectorizerService } from "./service";

export default defineApp(vectorizer, {
  tables: ["vectorDocument", "vectorTrace", "vectorPreset"],
  repository: createVectorizerRepository,
  service: createVectorizerService,
  routes,
  actions: { vectorize },
  models: { vtracer: servedByAction, "vtracer-auto": servedByAction },
  hooks: ({ removeUser, exportUser, emptyBin, forgetPictures }) => ({
    "user.deleted": removeUser,
    "user.exported": exportUser,
    "bin.emptied": emptyBin,
    "assets.purged": forgetPictures,
  }),
  examples,
});
