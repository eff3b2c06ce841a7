import { createHash } from "node:crypto";
import { type Asset, platformError } from "@lumiku/app-sdk";
import { decodeCursor, toPage } from "@lumiku/app-sdk/server";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import type { Storage } from "../storage/storage";
import { inspectImage } from "./images";
import { sweepOrphans } from "./orphans";
import type { AssetRow, AssetsRepository, NewAsset } from "./repository";
import type { FileSigner } from "./signing";

const RETENTION_MS = 30 * 24 * 3_600_000;

export type Variant = "original" | "thumbnail";

export interface StoreRequest {
  userId: string;
  appId: string;
  generationId: string;
  /** Names the file below the app's and the user's folder. The same name again replaces it: a repeat leaves no litter. */
  name: string;
  bytes: Uint8Array;
}

export interface AssetsService {
  /** Checks and stores an image; the row is recorded apart, in the transaction that says whose output it is. */
  store(request: StoreRequest): Promise<NewAsset>;
  record(asset: NewAsset): Promise<void>;
  snapshot(row: AssetRow | NewAsset): Asset;
  listByIds(userId: string, ids: readonly string[]): Promise<Map<string, Asset>>;
  list(
    userId: string,
    query: { appId?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<{ items: LibraryAsset[]; nextCursor: string | null }>;
  get(userId: string, assetId: string): Promise<LibraryAsset>;
  remove(userId: string, assetId: string): Promise<void>;
  /** The bytes of an owned file. @throws AppError NOT_FOUND */
  read(userId: string, assetId: string): Promise<Uint8Array>;
  /** Opens a file's bytes for its owner, or for whoever has a valid signature. @throws AppError NOT_FOUND */
  open(
    request: { assetId: string; variant: Variant; expires?: string | undefined; signature?: string | undefined },
    findUserId: () => Promise<string | undefined>,
  ): Promise<{ stream: ReadableStream<Uint8Array>; sizeBytes: number; mime: string; sha256: string }>;
  usedBytes(userId: string): Promise<number>;
  /** Deletes the bytes of what has lain in the bin for 30 days. @returns how many files */
  emptyBin(): Promise<number>;
  /** Deletes files that were stored and never recorded, once they are a day old. @returns how many files */
  sweepOrphans(): Promise<number>;
}

export interface AssetsDependencies {
  repository: AssetsRepository;
  storage: Storage;
  signer: FileSigner;
  now: () => Date;
}

export function createAssetsService({ repository, storage, signer, now }: AssetsDependencies): AssetsService {
  const urlOf = (assetId: string, variant: Variant) =>
    `/api/files/${assetId}?${variant === "thumbnail" ? "variant=thumbnail&" : ""}${signer.sign(assetId, variant, now())}`;

  const snapshot = (row: AssetRow | NewAsset): Asset => ({
    id: row.id,
    url: urlOf(row.id, "original"),
    thumbnailUrl: urlOf(row.id, "thumbnail"),
    preview: row.preview,
    mime: row.mime,
    width: row.width,
    height: row.height,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
  });

  const toLibraryAsset = (row: AssetRow): LibraryAsset => ({
    ...snapshot(row),
    appId: row.appId,
    generationId: row.generationId,
    createdAt: row.createdAt.toISOString(),
  });

  return {
    snapshot,

    async store({ userId, appId, generationId, name, bytes }) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const facts = { id: Bun.randomUUIDv7(), userId, appId, generationId, sha256, sizeBytes: bytes.byteLength };
      const twin = await repository.findTwin(userId, sha256);
      if (twin) {
        const { storageKey, thumbnailKey, preview, mime, width, height } = twin;
        return { ...facts, storageKey, thumbnailKey, preview, mime, width, height };
      }
      const { mime, width, height, thumbnail, preview } = await inspectImage(bytes);
      const storageKey = `${appId}/${userId}/${name}.${mime.slice("image/".length)}`;
      const thumbnailKey = `${appId}/${userId}/${name}.thumbnail.webp`;
      await Promise.all([storage.put(storageKey, bytes, mime), storage.put(thumbnailKey, thumbnail, "image/webp")]);
      return { ...facts, storageKey, thumbnailKey, preview, mime, width, height };
    },

    record: (asset) => repository.create(asset),

    async listByIds(userId, ids) {
      const rows = ids.length > 0 ? await repository.listByIds(userId, ids) : [];
      return new Map(rows.map((row) => [row.id, snapshot(row)]));
    },

    async list(userId, { appId, cursor, limit }) {
      const rows = await repository.list(userId, { appId, after: decodeCursor(cursor), limit });
      const page = toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: page.items.map(toLibraryAsset), nextCursor: page.nextCursor };
    },

    async get(userId, assetId) {
      const row = await repository.findOwned(userId, assetId);
      if (!row) throw missing();
      return toLibraryAsset(row);
    },

    async remove(userId, assetId) {
      if (!(await repository.remove(userId, assetId, now()))) throw missing();
    },

    async read(userId, assetId) {
      const row = await repository.findOwned(userId, assetId);
      if (!row) throw missing();
      return storage.get(row.storageKey);
    },

    async open({ assetId, variant, expires, signature }, findUserId) {
      const row = await repository.find(assetId);
      const isSigned = signer.verify(assetId, variant, expires, signature, now());
      if (!row || !(isSigned || row.userId === (await findUserId()))) throw missing();
      const file = await storage.open(variant === "thumbnail" ? row.thumbnailKey : row.storageKey);
      if (!file) throw missing();
      return { ...file, mime: variant === "thumbnail" ? "image/webp" : row.mime, sha256: row.sha256 };
    },

    usedBytes: (userId) => repository.usedBytes(userId),

    async emptyBin() {
      const expired = await repository.listExpired(new Date(now().getTime() - RETENTION_MS), 200);
      for (const row of expired) {
        for (const key of await repository.purge(row)) await storage.remove(key);
      }
      return expired.length;
    },

    sweepOrphans: () => sweepOrphans({ repository, storage, now }),
  };
}

function missing() {
  return platformError("NOT_FOUND", { message: "That file no longer exists." });
}
