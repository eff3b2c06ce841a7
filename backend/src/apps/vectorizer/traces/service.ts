import { type Asset, contractError, type Download } from "@lumiku/app-sdk";
import { type Actor, type AppContext, binEnd, decodeCursor, toPage } from "@lumiku/app-sdk/server";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { LayerEdit, Trace, TraceExport } from "@lumiku/contracts/vectorizer-traces";
import type { DocumentsService } from "../documents/service";
import { fileNameOf } from "../file-name";
import type { Tracer } from "../tracer";
import type { NewTrace, TracesRepository } from "./repository";
import { type ShownTrace, showTraces } from "./snapshots";

export interface TracesService {
  list(
    actor: Actor,
    documentId: string,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: Trace[]; nextCursor: string | null }>;
  get(actor: Actor, traceId: string): Promise<Trace>;
  /** Those that came of one piece of work and are shown. */
  listByGeneration(actor: Actor, generationId: string): Promise<Trace[]>;
  /** Keeps what was changed of its layers, in place of what was kept before. */
  edit(actor: Actor, traceId: string, edits: readonly LayerEdit[]): Promise<Trace>;
  remove(actor: Actor, traceId: string): Promise<void>;
  /** Brings a trace back that was removed in the last 30 days. */
  restore(actor: Actor, traceId: string): Promise<Trace>;
  export(actor: Actor, traceId: string, request: TraceExport, signal: AbortSignal): Promise<Download>;
  /** Where it differs from the bitmap, before edits: PNG. */
  difference(actor: Actor, traceId: string, signal: AbortSignal): Promise<Download>;
  /** Keeps a finished trace with its document and tells of it. @throws AppError DOCUMENT_NOT_FOUND */
  add(trace: Omit<NewTrace, "id" | "createdAt">): Promise<void>;
}

export type TracesDependencies = Pick<AppContext, "assets" | "publish" | "transaction" | "now"> & {
  repository: TracesRepository;
  documents: Pick<DocumentsService, "getPicture" | "whileChanging">;
  tracer: Pick<Tracer, "export" | "difference">;
};

export function createTracesService(dependencies: TracesDependencies): TracesService {
  const { repository, documents, tracer, assets, publish, transaction, now } = dependencies;

  const getShown = async (userId: string, traceId: string): Promise<ShownTrace> => {
    const row = await repository.find(userId, traceId);
    const [shown] = row ? await showTraces({ assets }, userId, [row]) : [];
    if (!shown) throw missing();
    return shown;
  };

  const get = async (userId: string, traceId: string): Promise<Trace> => (await getShown(userId, traceId)).trace;

  /** The SVG as it was traced. */
  const readSvg = async (userId: string, { id }: Asset): Promise<string> => {
    const source = await assets.readSource(userId, id);
    if (!source) throw missing();
    return new TextDecoder().decode(source.bytes);
  };

  const tell = async (userId: string, event: "trace.created" | "trace.updated", traceId: string): Promise<Trace> => {
    const trace = await get(userId, traceId);
    await publish(userId, event, trace);
    return trace;
  };

  /** Runs `change` and raises the version of its document. */
  const whileChanging = <T>(userId: string, traceId: string, change: (documentId: string) => Promise<T>) =>
    transaction(async () => {
      const documentId = await repository.findDocumentId(userId, traceId);
      if (!documentId) throw missing();
      return documents.whileChanging(userId, documentId, () => change(documentId));
    });

  return {
    async list(actor, documentId, { cursor, limit }) {
      const { userId } = actor;
      await documents.getPicture(userId, documentId);
      const shown: ShownTrace[] = [];
      // On past rows whose pictures are gone, so that a page is full while there is more.
      for (let after = decodeCursor(cursor); ; ) {
        const rows = await repository.list(userId, documentId, { after, limit });
        shown.push(...(await showTraces({ assets }, userId, rows)));
        const last = rows.at(-1);
        if (!last || rows.length <= limit || shown.length > limit) break;
        after = { at: last.createdAt, id: last.id };
      }
      const page = toPage(shown, limit, ({ row }) => ({ at: row.createdAt, id: row.id }));
      return { items: page.items.map(({ trace }) => trace), nextCursor: page.nextCursor };
    },

    get: ({ userId }, traceId) => get(userId, traceId),

    async listByGeneration({ userId }, generationId) {
      const rows = await repository.listByGeneration(userId, generationId);
      return (await showTraces({ assets }, userId, rows)).map(({ trace }) => trace);
    },

    edit: ({ userId }, traceId, edits) =>
      whileChanging(userId, traceId, async () => {
        if (!(await repository.edit(userId, traceId, withoutRepeats(edits)))) throw missing();
        return tell(userId, "trace.updated", traceId);
      }),

    remove: ({ userId }, traceId) =>
      whileChanging(userId, traceId, async (documentId) => {
        if (!(await repository.remove(userId, traceId, now()))) throw missing();
        await publish(userId, "trace.removed", { id: traceId, documentId });
      }),

    restore: ({ userId }, traceId) =>
      whileChanging(userId, traceId, async () => {
        const isRestored = await repository.restore(userId, traceId, binEnd(now()));
        return isRestored ? tell(userId, "trace.created", traceId) : get(userId, traceId);
      }),

    async export({ userId }, traceId, { format, size }, signal) {
      const { row, trace } = await getShown(userId, traceId);
      const { name, assetId } = row.document;
      const [svg, bitmaps] = await Promise.all([readSvg(userId, trace.asset), assets.list(userId, [assetId])]);
      // Without its bitmap a trace is as large as it was drawn.
      const { width, height } = bitmaps.get(assetId) ?? trace.asset;
      const request = { svg, edits: trace.edits, format, title: name, size: size ?? Math.max(width, height) };
      const { bytes, mime, extension } = await tracer.export(request, { signal });
      return { body: bytes, mime, fileName: fileNameOf(name, extension) };
    },

    async difference({ userId }, traceId, signal) {
      const { row, trace } = await getShown(userId, traceId);
      const { name, assetId } = row.document;
      const [svg, bytes] = await Promise.all([readSvg(userId, trace.asset), assets.read(userId, assetId)]);
      return {
        body: await tracer.difference({ bytes, svg }, { signal }),
        fileName: fileNameOf(`${name} difference`, "png"),
      };
    },

    add: (trace) =>
      documents.whileChanging(trace.userId, trace.documentId, async () => {
        const id = Bun.randomUUIDv7();
        await repository.create({ ...trace, id, createdAt: now() });
        await tell(trace.userId, "trace.created", id);
      }),
  };
}

function missing() {
  return contractError(vectorizer, "TRACE_NOT_FOUND");
}

/** One edit a layer, the last, and none that changes nothing. */
function withoutRepeats(edits: readonly LayerEdit[]): LayerEdit[] {
  const byColor = new Map(edits.map((edit) => [edit.color, edit]));
  return [...byColor.values()].filter(({ color, becomes, isHidden, isDeleted }) => {
    const isRecoloured = becomes !== null && becomes !== color;
    return isRecoloured || isHidden || isDeleted;
  });
}
