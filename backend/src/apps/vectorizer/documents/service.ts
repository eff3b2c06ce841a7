import { type Asset, contractError, platformError } from "@lumiku/app-sdk";
import { type Actor, type AppContext, binEnd, decodeCursor, toPage, type UploadRules } from "@lumiku/app-sdk/server";
import { MAX_PICTURE_BYTES, vectorizer } from "@lumiku/contracts/vectorizer";
import { builtinPresets, type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { PictureKind, VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { nameOfAddress, nameOfFile, nameOfWork } from "../file-name";
import type { Tracer } from "../tracer";
import type { DocumentEdits, DocumentRow, DocumentsRepository } from "./repository";
import { type DocumentSources, type ShownDocument, showDocuments } from "./snapshots";

export interface DocumentQuery {
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface DocumentsService {
  list(actor: Actor, query: DocumentQuery): Promise<{ items: VectorDocument[]; nextCursor: string | null }>;
  /** @param name what it is to be called; its file's name when left out */
  create(actor: Actor, file: File | undefined, name?: string): Promise<VectorDocument>;
  /**
   * @param name what it is to be called; as the work that made the picture when left out
   * @throws AppError NOT_FOUND for a picture that is not in the person's library
   */
  createFromAsset(actor: Actor, assetId: string, name?: string): Promise<VectorDocument>;
  /** @throws AppError URL_UNREACHABLE, and what an upload throws */
  createFromUrl(actor: Actor, url: string, name?: string): Promise<VectorDocument>;
  get(actor: Actor, documentId: string): Promise<VectorDocument>;
  /** In the order of the ids. @throws AppError DOCUMENT_NOT_FOUND when one of them is not there */
  getAll(actor: Actor, documentIds: readonly string[]): Promise<VectorDocument[]>;
  /** The bitmap alone, and what the document is called. */
  getPicture(userId: string, documentId: string): Promise<{ name: string; asset: Asset }>;
  update(actor: Actor, documentId: string, changes: DocumentEdits): Promise<VectorDocument>;
  remove(actor: Actor, documentId: string): Promise<void>;
  /** Brings a document back that was removed in the last 30 days, with the traces it had. */
  restore(actor: Actor, documentId: string): Promise<VectorDocument>;
  /**
   * Runs what changes a document or its traces, in one transaction that raises its version and tells of it.
   *
   * @throws AppError DOCUMENT_NOT_FOUND, before anything is run
   */
  whileChanging<T>(userId: string, documentId: string, work: () => Promise<T>, edits?: DocumentEdits): Promise<T>;
}

export type DocumentsDependencies = Pick<AppContext, "assets" | "publish" | "transaction" | "logger" | "now"> & {
  repository: DocumentsRepository;
  tracer: Pick<Tracer, "classify">;
  traces: DocumentSources["traces"];
};

const UPLOAD_RULES: UploadRules = {
  formats: ["png", "jpeg", "webp", "gif", "bmp", "tiff"],
  maxBytes: MAX_PICTURE_BYTES,
  minSide: 1,
  takesFirstFrame: true,
};

const FIRST_RECIPE: TraceRecipe = { model: "vtracer", settings: TraceSettings.parse({}) };
/** What is not flat art begins with other settings. */
const firstRecipes: Partial<Record<PictureKind, TraceRecipe>> = {
  photo: { model: "vtracer", settings: builtinPresets.photo.settings },
  "pixel-art": { model: "vtracer", settings: builtinPresets["pixel-art"].settings },
};

export function createDocumentsService(dependencies: DocumentsDependencies): DocumentsService {
  const { repository, traces, tracer, assets, publish, transaction, logger, now } = dependencies;

  const showAll = (userId: string, rows: readonly DocumentRow[]) => showDocuments({ assets, traces }, userId, rows);

  const find = async (userId: string, documentId: string): Promise<VectorDocument | null> => {
    const row = await repository.find(userId, documentId);
    const [shown] = row ? await showAll(userId, [row]) : [];
    return shown?.document ?? null;
  };

  const get = async (userId: string, documentId: string): Promise<VectorDocument> => {
    const document = await find(userId, documentId);
    if (!document) throw missing();
    return document;
  };

  const tellCreated = async (userId: string, documentId: string): Promise<VectorDocument> => {
    const document = await get(userId, documentId);
    await publish(userId, "document.created", document);
    return document;
  };

  /** What suits the picture; what suits most when that cannot be told. */
  const findRecipe = async (userId: string, assetId: string): Promise<TraceRecipe> => {
    try {
      const kind = await tracer.classify({ bytes: await assets.read(userId, assetId) });
      return firstRecipes[kind] ?? FIRST_RECIPE;
    } catch (error) {
      logger.warn({ err: error }, "a picture was not classified");
      return FIRST_RECIPE;
    }
  };

  /** Takes a picture in and begins a document with it, both or neither; then looks at what kind of picture it is. */
  const begin = async (
    userId: string,
    name: string,
    take: (record: (asset: Asset) => Promise<void>) => Promise<unknown>,
  ): Promise<VectorDocument> => {
    let begun: VectorDocument | undefined;
    await take(async ({ id: assetId }) => {
      const id = Bun.randomUUIDv7();
      await repository.create({ id, userId, name, assetId, recipe: FIRST_RECIPE, createdAt: now() });
      begun = await tellCreated(userId, id);
    });
    if (!begun) throw platformError("INTERNAL");
    const { id, asset } = begun;
    const recipe = await findRecipe(userId, asset.id);
    return recipe === FIRST_RECIPE ? begun : whileChanging(userId, id, () => get(userId, id), { recipe });
  };

  const nameOf = async (userId: string, assetId: string): Promise<string> => {
    const uses = await assets.listUses(userId, assetId);
    return nameOfWork(uses.find(({ kind }) => kind === "made")?.generation?.params ?? {});
  };

  const whileChanging: DocumentsService["whileChanging"] = (userId, documentId, work, edits = {}) =>
    transaction(async () => {
      if (!(await repository.change(userId, documentId, edits, now()))) throw missing();
      const result = await work();
      // One whose bitmap is gone from the library is not shown, and so not told of.
      const document = await find(userId, documentId);
      if (document) await publish(userId, "document.updated", document);
      return result;
    });

  return {
    async list({ userId }, { q, cursor, limit }) {
      const shown: ShownDocument[] = [];
      // On past rows whose bitmaps are gone, so that a page is full while there is more.
      for (let after = decodeCursor(cursor); ; ) {
        const rows = await repository.list(userId, { q, after, limit });
        shown.push(...(await showAll(userId, rows)));
        const last = rows.at(-1);
        if (!last || rows.length <= limit || shown.length > limit) break;
        after = { at: last.updatedAt, id: last.id };
      }
      const page = toPage(shown, limit, ({ row }) => ({ at: row.updatedAt, id: row.id }));
      return { items: page.items.map(({ document }) => document), nextCursor: page.nextCursor };
    },

    async create({ userId }, file, name) {
      if (!file) throw platformError("VALIDATION_FAILED");
      return begin(userId, name ?? nameOfFile(file.name), (record) =>
        assets.upload(userId, file, record, UPLOAD_RULES),
      );
    },

    async createFromAsset({ userId }, assetId, name) {
      const asset = (await assets.list(userId, [assetId])).get(assetId);
      if (!asset) throw platformError("NOT_FOUND", { message: "That picture is not in your library any more." });
      return begin(userId, name ?? (await nameOf(userId, assetId)), (record) => transaction(() => record(asset)));
    },

    createFromUrl: ({ userId }, url, name) =>
      begin(userId, name ?? nameOfAddress(url), (record) => assets.uploadFrom(userId, url, record, UPLOAD_RULES)),

    get: ({ userId }, documentId) => get(userId, documentId),

    async getAll({ userId }, documentIds) {
      const shown = await showAll(userId, await repository.listByIds(userId, documentIds));
      const byId = new Map(shown.map(({ document }) => [document.id, document]));
      return documentIds.map((id) => {
        const document = byId.get(id);
        if (!document) throw missing();
        return document;
      });
    },

    async getPicture(userId, documentId) {
      const row = await repository.find(userId, documentId);
      const asset = row && (await assets.list(userId, [row.assetId])).get(row.assetId);
      if (!asset) throw missing();
      return { name: row.name, asset };
    },

    update: ({ userId }, documentId, changes) =>
      whileChanging(userId, documentId, () => get(userId, documentId), changes),

    remove: ({ userId }, documentId) =>
      transaction(async () => {
        if (!(await repository.remove(userId, documentId, now()))) throw missing();
        await publish(userId, "document.removed", { id: documentId });
      }),

    restore: ({ userId }, documentId) =>
      transaction(async () => {
        const isRestored = await repository.restore(userId, documentId, binEnd(now()), now());
        return isRestored ? tellCreated(userId, documentId) : get(userId, documentId);
      }),

    whileChanging,
  };
}

function missing() {
  return contractError(vectorizer, "DOCUMENT_NOT_FOUND");
}
