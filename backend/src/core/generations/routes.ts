import { defineRoutes } from "@lumiku/app-sdk/server";
import { generations } from "@lumiku/contracts/generations";
import type { GenerationsService } from "./service";

export const routes = defineRoutes(generations, (service: GenerationsService) => ({
  list: ({ actor, query }) => service.list(actor, query),
  get: ({ actor, params }) => service.get(actor, params.generationId),
  cancel: ({ actor, params }) => service.cancel(actor, params.generationId),
  retry: ({ actor, params, idempotencyKey }) => service.retry(actor, params.generationId, idempotencyKey),
  remove: ({ actor, params }) => service.remove(actor, params.generationId),
}));
