import { platformError } from "@lumiku/app-sdk";
import type { Hono } from "hono";
import { z } from "zod";
import type { Authenticate, HttpEnv } from "../http/context";
import { parseInput } from "../http/mount";
import type { Storage } from "../storage/storage";
import { attachment, cleanFileName, savedName } from "./file-names";
import { MAX_RENDITION_SIDE, type Renditions } from "./renditions";
import type { AssetRow, AssetsRepository } from "./repository";
import { missing, type Variant } from "./service";
import type { FileSigner } from "./signing";

const FileQuery = z
  .object({
    variant: z.enum(["original", "thumbnail", "source"]).default("original"),
    format: z.enum(["png", "jpeg", "webp"]).optional(),
    /** Pixels of the longest side. */
    size: z.coerce.number().int().min(16).max(MAX_RENDITION_SIDE).optional(),
    expires: z.string().optional(),
    signature: z.string().optional(),
    /** The token of a link. */
    share: z.string().max(200).optional(),
    download: z.string().optional(),
    name: z.string().max(300).optional(),
  })
  .refine(({ variant, format, size }) => variant === "original" || (format ?? size) === undefined, {
    path: ["variant"],
    message: "Only the original comes in other formats and sizes.",
  });
type FileQuery = z.infer<typeof FileQuery>;

export interface FilesDependencies {
  repository: Pick<AssetsRepository, "find" | "findRemoved">;
  storage: Pick<Storage, "open">;
  signer: FileSigner;
  renditions: Renditions;
  /** What was removed before this moment cannot be brought back any more. */
  binEnd(): Date;
  /** Whether a link that works shows this file. */
  isShared(assetId: string, token: string): Promise<boolean>;
  now: () => Date;
}

interface Opened {
  mime: string;
  /** Strong, and known before anything is read or drawn. */
  etag: string;
  open(): Promise<{ body: ReadableStream<Uint8Array> | Uint8Array; sizeBytes: number }>;
}

/** What an address shows never changes; whoever may see it keeps it for themselves. */
const CACHING = "private, max-age=31536000, immutable";

/** A file is shown or saved, never run. */
export const FILE_HEADERS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
} as const;

const extensions: Record<string, string> = {
  ...{ "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/svg+xml": "svg" },
};

/**
 * `GET /api/files/:assetId?variant&format&size&download&name`: the bytes, for the owner's session, a valid signature
 * (`expires&signature`) or a link that works (`share`). What opens the original opens it in every format and size.
 * Of what lies in the bin its owner's session sees the thumbnail, and nobody sees anything else.
 */
export function mountFiles(http: Hono<HttpEnv>, files: FilesDependencies, authenticate: Authenticate): void {
  http.get("/api/files/:assetId", async (context) => {
    const assetId = context.req.param("assetId");
    if (!/^[\w.-]{1,100}$/.test(assetId)) throw platformError("NOT_FOUND");
    const query = parseInput(FileQuery, context.req.query(), "/query") as FileQuery;
    const findUserId = async () => (await authenticate(context.req.raw.headers))?.userId;
    const row = await findReadable(files, assetId, query, findUserId);
    const { mime, etag, open } = choose(files, row, query);
    if (context.req.header("if-none-match") === etag)
      return context.body(null, 304, { etag, "cache-control": CACHING });
    const { body, sizeBytes } = await open();
    const name = cleanFileName(query.name) ?? row.name ?? `lumiku-${assetId.slice(-8)}`;
    return context.body(body as ReadableStream | Uint8Array<ArrayBuffer>, 200, {
      ...FILE_HEADERS,
      "content-type": mime,
      "content-length": String(sizeBytes),
      "cache-control": CACHING,
      etag,
      ...(query.download !== undefined && {
        "content-disposition": attachment(savedName(name, extensions[mime] ?? "bin")),
      }),
    });
  });
}

/** @throws AppError NOT_FOUND, also for whoever may not see it */
async function findReadable(
  { repository, signer, isShared, binEnd, now }: FilesDependencies,
  assetId: string,
  { variant, expires, signature, share }: FileQuery,
  findUserId: () => Promise<string | undefined>,
): Promise<AssetRow> {
  const row = await repository.find(assetId);
  if (!row) {
    const removed = variant === "thumbnail" ? await repository.findRemoved(assetId, binEnd()) : null;
    if (removed && removed.userId === (await findUserId())) return removed;
    throw missing();
  }
  if (signer.verify(assetId, variant, expires, signature, now())) return row;
  if (share !== undefined && variant !== "source" && (await isShared(assetId, share))) return row;
  if (row.userId === (await findUserId())) return row;
  throw missing();
}

function choose({ storage, renditions }: FilesDependencies, row: AssetRow, query: FileQuery): Opened {
  const { variant } = query;
  const rendition = variant === "original" ? renditions.plan(row, query) : null;
  if (rendition) {
    const { format, size, render } = rendition;
    return {
      mime: `image/${format}`,
      etag: `"${row.sha256}-${format}-${size ?? "full"}"`,
      async open() {
        const body = await render();
        return { body, sizeBytes: body.byteLength };
      },
    };
  }
  const stored = storedAs(row, variant);
  return {
    mime: stored.mime,
    etag: `"${row.sha256}-${variant}"`,
    async open() {
      const file = await storage.open(stored.key);
      if (!file) throw missing();
      return { body: file.stream, sizeBytes: file.sizeBytes };
    },
  };
}

function storedAs(row: AssetRow, variant: Variant): { key: string; mime: string } {
  if (variant === "thumbnail") return { key: row.thumbnailKey, mime: "image/webp" };
  if (variant === "original") return { key: row.storageKey, mime: row.mime };
  if (!row.sourceKey || !row.sourceMime) throw missing();
  return { key: row.sourceKey, mime: row.sourceMime };
}
