import { defineRoutes } from "@lumiku/app-sdk/server";
import { generations } from "@lumiku/contracts/generations";
import type { LibraryService } from "./library/service";
import type { GenerationsService } from "./service";

export interface GenerationsRoutesDependencies {
  generations: GenerationsService;
  library: LibraryService;
}

export const routes = defineRoutes(generations, ({ generations: work, library }: GenerationsRoutesDependencies) => ({
  list: ({ actor, query }) => library.list(actor, query),
  archive: ({ actor, query, signal }) => library.archive(actor, query.ids, signal),
  removeMany: async ({ actor, body }) => ({ ids: await library.removeMany(actor, body.ids) }),
  restore: async ({ actor, body }) => ({ items: await library.restore(actor, body.ids) }),
  get: ({ actor, params }) => work.get(actor, params.generationId),
  cancel: ({ actor, params }) => work.cancel(actor, params.generationId),
  retry: ({ actor, params, idempotencyKey }) => work.retry(actor, params.generationId, idempotencyKey),
  remove: ({ actor, params }) => library.remove(actor, params.generationId),
}));
