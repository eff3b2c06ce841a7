import { z } from "zod";

/** A stored file of a user. `url` and `thumbnailUrl` are signed and short-lived; sizes in pixels and bytes. */
export const Asset = z.object({
  id: z.string(),
  url: z.string(),
  thumbnailUrl: z.string(),
  /** A data URL a few pixels wide, to show blurred while the picture loads. */
  preview: z.string().nullable(),
  mime: z.string(),
  width: z.int(),
  height: z.int(),
  sizeBytes: z.int(),
  sha256: z.string(),
  /** What it was rendered from, where that is kept: the SVG of a drawing. Signed as `url` is. */
  source: z.object({ url: z.string(), mime: z.string() }).nullable(),
});
export type Asset = z.infer<typeof Asset>;

export const GenerationStatus = z.enum(["pending", "processing", "completed", "failed", "cancelled"]);
export type GenerationStatus = z.infer<typeof GenerationStatus>;

export const Failure = z.object({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof Failure>;

export const GenerationOutput = z.object({
  index: z.int(),
  status: z.enum(["completed", "failed"]),
  /** The seed this one picture was made with: the generation's seed + index. */
  seed: z.int().nullable(),
  asset: Asset.nullable(),
  error: Failure.nullable(),
  /** What the model could not honour ("This style draws no glasses"), never silently dropped. */
  notes: z.array(z.string()),
});
export type GenerationOutput = z.infer<typeof GenerationOutput>;

/** The snapshot of one piece of work: the same over HTTP and on the event stream. A higher `version` is newer. */
export const Generation = z.object({
  id: z.string(),
  appId: z.string(),
  action: z.string(),
  status: GenerationStatus,
  /** Percent, 0–100. */
  progress: z.int().min(0).max(100),
  /** What is happening, for people: "Waiting in queue", "Generating image". */
  step: z.string(),
  queuePosition: z.int().nullable(),
  etaSeconds: z.int().nullable(),
  model: z.string(),
  provider: z.string().nullable(),
  /** Why this provider and not an earlier one in the order, for people: "Black Forest Labs did not answer." Null when it was the first choice. */
  providerReason: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
  count: z.int(),
  seed: z.int(),
  outputs: z.array(GenerationOutput),
  cost: z.object({ unit: z.enum(["credits", "quota"]), reserved: z.int(), charged: z.int() }),
  error: Failure.nullable(),
  attempts: z.int(),
  parentId: z.string().nullable(),
  fromCache: z.boolean(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Generation = z.infer<typeof Generation>;

/** One thing that happened to a picture: where it came from, and each time an app or a person used it. */
export const AssetUse = z.object({
  kind: z.enum(["made", "uploaded", "used", "shared"]),
  at: z.iso.datetime(),
  /** The work that made it or took it in; null for what no app did, and for work that was removed. */
  generation: Generation.nullable(),
});
export type AssetUse = z.infer<typeof AssetUse>;

/** Whether this state never changes again. */
export function isTerminal(status: GenerationStatus): boolean {
  return status === "completed" || status === "failed" || status === "cancelled";
}

/** Largest seed: the 31 bits every provider accepts, less the room that the seeds of further outputs need (seed + index). */
export const MAX_SEED = 2_147_483_647 - 63;
export const Seed = z.int().min(0).max(MAX_SEED);

/** The query of every list. `cursor` is what the previous page returned as `nextCursor`. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** `{ items, nextCursor }`; `nextCursor` is null on the last page. */
export function Page<const S extends z.ZodType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
