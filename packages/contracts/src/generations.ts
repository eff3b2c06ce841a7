import { definePlatformContract, Generation, GenerationStatus, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";

/** In a year that databases know. */
const Moment = z.iso.datetime().regex(/^(?!0000)/, "There was no year 0.");

export const GenerationQuery = PageQuery.extend({
  appId: z.string().optional(),
  status: GenerationStatus.optional(),
  /** Words that are all in the prompt or another text of it. */
  q: z.string().trim().max(200).optional(),
  from: Moment.optional(),
  /** Up to, and not with. */
  to: Moment.optional(),
  /** What was removed, and can still be brought back. */
  removed: z.stringbool().optional(),
});

/** What is chosen together. */
export const GenerationIds = z.object({ ids: z.array(z.string().max(100)).min(1).max(100) });

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
    archive: {
      method: "get",
      path: "/generations/archive",
      summary: "The pictures of up to 100 generations as a ZIP, with a list of what they were made with",
      limit: "download",
      download: "application/zip",
      query: z.object({ ids: z.string().max(4_000) }),
    },
    removeMany: {
      method: "post",
      path: "/generations/remove",
      summary: "Remove finished generations and their files; what still runs is left. For 30 days they can be restored",
      body: GenerationIds,
      response: GenerationIds.extend({ ids: z.array(z.string()) }),
    },
    restore: {
      method: "post",
      path: "/generations/restore",
      summary: "Bring removed generations and their files back",
      body: GenerationIds,
      response: z.object({ items: z.array(Generation) }),
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
