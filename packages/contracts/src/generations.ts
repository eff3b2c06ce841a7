import { definePlatformContract, Generation, GenerationStatus, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";

export const GenerationQuery = PageQuery.extend({
  appId: z.string().optional(),
  status: GenerationStatus.optional(),
});

export const generations = definePlatformContract({
  id: "generations",
  routes: {
    list: {
      method: "get",
      path: "/generations",
      summary: "Work of every app, newest first",
      query: GenerationQuery,
      response: Page(Generation),
    },
    get: { method: "get", path: "/generations/:generationId", summary: "One generation", response: Generation },
    cancel: {
      method: "post",
      path: "/generations/:generationId/cancel",
      summary: "Stop it: what was delivered is kept and paid, the rest is released",
      response: Generation,
    },
    retry: {
      method: "post",
      path: "/generations/:generationId/retry",
      summary: "Start failed or stopped work again, as new work that names this as its parent",
      status: 202,
      limit: "generate",
      response: Generation,
    },
    remove: {
      method: "delete",
      path: "/generations/:generationId",
      summary: "Remove a finished generation and its files from the library",
      status: 204,
    },
  },
});
