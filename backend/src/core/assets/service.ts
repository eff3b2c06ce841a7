import { createHash } from "node:crypto";
import { type Asset, platformError } from "@lumiku/app-sdk";
import { binEnd, decodeCursor, type Produced, toPage } from "@lumiku/app-sdk/server";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import type { Storage } from "../storage/storage";
import { inspectImage } from "./images";
import { sweepOrphans } from "./orphans";
import type { AssetRow, AssetsRepository, NewAsset } from "./repository";
import type { FileSigner } from "./signing";

const BATCH = 200;

export type Variant = "original" | "thumbnail" | "source";

export interface StoreRequest {
  userId: string;
  appId: string;
  /** Null for what was uploaded. */
  generationId: string | null;
  /** Names the file below the app's and the user's folder. The same name again replaces it: a repeat leaves no litter. */
  name: string;
  /** What an uploaded file was called. */
  fileName?: string | null;
  bytes: Uint8Array;
  /** What the bytes were rendered from. */
  source?: Produced["source"] | undefined;
}

export interface AssetQuery {
  appId?: string | undefined;
  kind?: "upload" | "output" | undefined;
  removed?: boolean | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface AssetsService {
  /** Checks and stores an image; the row is recorded apart, in the transaction that says whose output it is. */
  store(request: StoreRequest): Promise<NewAsset>;
  record(asset: NewAsset): Promise<LibraryAsset>;
  snapshot(row: AssetRow | NewAsset): Asset;
  listByIds(userId: string, ids: readonly string[]): Promise<Map<string, Asset>>;
  /** Those of the ids that are this user's, and not removed. */
  filterIds(userId: string, ids: readonly string[]): Promise<Set<string>>;
  list(userId: string, query: AssetQuery): Promise<{ items: LibraryAsset[]; nextCursor: string | null }>;
  get(userId: string, assetId: string): Promise<LibraryAsset>;
  remove(userId: string, assetId: string): Promise<void>;
  /** Takes out of the bin what can still be brought back. @returns those of the files that are in the library now */
  restore(userId: string, ids: readonly string[]): Promise<LibraryAsset[]>;
  /** The bytes of an owned file. @throws AppError NOT_FOUND */
  read(userId: string, assetId: string): Promise<Uint8Array>;
  /** What an owned file was rendered from, where that was kept. @throws AppError NOT_FOUND */
  readSource(userId: string, assetId: string): Promise<{ bytes: Uint8Array; mime: string } | null>;
  usedBytes(userId: string): Promise<number>;
  /** What was removed before this moment cannot be brought back any more. */
  binEnd(): Date;
  /** Deletes the bytes of what has lain in the bin for 30 days. @returns how many files */
  emptyBin(beforePurge: (assetIds: readonly string[]) => Promise<void>): Promise<number>;
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
    `/api/files/${assetId}?${variant === "original" ? "" : `variant=${variant}&`}${signer.sign(assetId, variant, now())}`;

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
    source: row.sourceKey && row.sourceMime ? { url: urlOf(row.id, "source"), mime: row.sourceMime } : null,
  });

  const toLibraryAsset = (row: AssetRow): LibraryAsset => ({
    ...snapshot(row),
    appId: row.appId,
    generationId: row.generationId,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
  });

  const putPicture = async (path: string, bytes: Uint8Array) => {
    const { thumbnail, ...facts } = await inspectImage(bytes);
    const storageKey = `${path}.${facts.mime.slice("image/".length)}`;
    const thumbnailKey = `${path}.thumbnail.webp`;
    await Promise.all([storage.put(storageKey, bytes, facts.mime), storage.put(thumbnailKey, thumbnail, "image/webp")]);
    return { storageKey, thumbnailKey, ...facts };
  };

  /** Pictures of the same bytes may come from different drawings: a source is shared only when it is the same, too. */
  const putSource = async (path: string, source: Produced["source"], twin: AssetRow | null) => {
    if (!source) return { sourceKey: null, sourceMime: null };
    if (twin?.sourceKey && twin.sourceMime === source.mime) {
      const known = await storage.get(twin.sourceKey).catch(() => null);
      if (known && Buffer.compare(known, source.bytes) === 0) return twin;
    }
    const sourceKey = `${path}.source.svg`;
    await storage.put(sourceKey, source.bytes, source.mime);
    return { sourceKey, sourceMime: source.mime };
  };

  const getOwned = async (userId: string, assetId: string) => {
    const row = await repository.findOwned(userId, assetId);
    if (!row) throw missing();
    return row;
  };

  const endOfBin = () => binEnd(now());

  return {
    snapshot,
    binEnd: endOfBin,

    async store({ userId, appId, generationId, name, fileName = null, bytes, source }) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const twin = await repository.findTwin(userId, sha256);
      const folder = `${appId}/${userId}/${name}`;
      const [picture, origin] = await Promise.all([twin ?? putPicture(folder, bytes), putSource(folder, source, twin)]);
      const { storageKey, thumbnailKey, preview, mime, width, height } = picture;
      const { sourceKey, sourceMime } = origin;
      return {
        ...{ id: Bun.randomUUIDv7(), userId, appId, generationId, name: fileName, sha256, sizeBytes: bytes.byteLength },
        ...{ storageKey, thumbnailKey, sourceKey, sourceMime, preview, mime, width, height },
      };
    },

    record: async (asset) => toLibraryAsset(await repository.create(asset)),

    filterIds: async (userId, ids) => new Set(ids.length > 0 ? await repository.filterIds(userId, ids) : []),

    async listByIds(userId, ids) {
      const rows = ids.length > 0 ? await repository.listByIds(userId, ids) : [];
      return new Map(rows.map((row) => [row.id, snapshot(row)]));
    },

    async list(userId, { appId, kind, removed = false, cursor, limit }) {
      const removedSince = removed ? endOfBin() : undefined;
      const rows = await repository.list(userId, { appId, kind, removedSince, after: decodeCursor(cursor), limit });
      const page = toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: page.items.map(toLibraryAsset), nextCursor: page.nextCursor };
    },

    get: async (userId, assetId) => toLibraryAsset(await getOwned(userId, assetId)),

    async remove(userId, assetId) {
      if (!(await repository.remove(userId, assetId, now()))) throw missing();
    },

    async restore(userId, ids) {
      await repository.restore(userId, ids, endOfBin());
      const rows = await repository.listByIds(userId, ids);
      return rows.map(toLibraryAsset);
    },

    read: async (userId, assetId) => storage.get((await getOwned(userId, assetId)).storageKey),

    async readSource(userId, assetId) {
      const { sourceKey, sourceMime } = await getOwned(userId, assetId);
      return sourceKey && sourceMime ? { bytes: await storage.get(sourceKey), mime: sourceMime } : null;
    },

    usedBytes: (userId) => repository.usedBytes(userId),

    async emptyBin(beforePurge) {
      for (let count = 0; ; ) {
        const expired = await repository.listExpired(endOfBin(), BATCH);
        if (expired.length > 0) await beforePurge(expired.map(({ id }) => id));
        for (const row of expired) {
          for (const key of await repository.purge(row)) await storage.remove(key);
        }
        count += expired.length;
        if (expired.length < BATCH) return count;
      }
    },

    sweepOrphans: () => sweepOrphans({ repository, storage, now }),
  };
}

export function missing() {
  return platformError("NOT_FOUND", { message: "That file no longer exists." });
}
