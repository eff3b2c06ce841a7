import type { Download } from "@lumiku/app-sdk";
import type { Actor, AppContext } from "@lumiku/app-sdk/server";
import type { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { Draft, Palette } from "@lumiku/contracts/vectorizer-traces";
import type { DocumentsService } from "../documents/service";
import { fileNameOf } from "../file-name";
import type { Tracer } from "../tracer";
import { DRAFT_SIDE } from "../tracing/jobs";
import { createNewestWins } from "./newest-wins";
import { createRecent } from "./recent";

/** What a picture would become: free, and small enough to be quick. */
export interface PreviewsService {
  /** @throws AppError CONFLICT when the person asked for a newer draft of the document meanwhile */
  draft(actor: Actor, documentId: string, recipe: TraceRecipe, signal: AbortSignal): Promise<Draft>;
  /** Of 2 to 12 colours. */
  listPalettes(actor: Actor, documentId: string, signal: AbortSignal): Promise<Palette[]>;
  /** The picture in these colours, as PNG. */
  quantise(actor: Actor, documentId: string, colors: readonly string[], signal: AbortSignal): Promise<Download>;
}

export type PreviewsDependencies = Pick<AppContext, "assets" | "now"> & {
  documents: Pick<DocumentsService, "getPicture">;
  tracer: Pick<Tracer, "draft" | "palettes" | "quantise">;
};

/** Somebody who goes back and forth between settings. */
const LIFE_MS = 5 * 60_000;
const MAX_DRAFTS = 60;

export function createPreviewsService({ documents, tracer, assets, now }: PreviewsDependencies): PreviewsService {
  const newestWins = createNewestWins();
  const drafts = createRecent<Draft>({ maxItems: MAX_DRAFTS, lifeMs: LIFE_MS, now });
  const palettes = createRecent<Palette[]>({ maxItems: MAX_DRAFTS, lifeMs: LIFE_MS, now });

  return {
    async draft({ userId }, documentId, recipe, signal) {
      const { name, asset } = await documents.getPicture(userId, documentId);
      const key = JSON.stringify([asset.id, recipe]);
      const known = drafts.get(key);
      if (known) return known;
      return newestWins({ userId, subject: documentId }, signal, async (newest) => {
        const bytes = await assets.read(userId, asset.id);
        const { settings: _, ...traced } = await tracer.draft({ bytes, recipe, title: name }, { signal: newest });
        const draft = { ...traced, width: asset.width, height: asset.height };
        drafts.set(key, draft);
        return draft;
      });
    },

    async listPalettes({ userId }, documentId, signal) {
      const { asset } = await documents.getPicture(userId, documentId);
      const known = palettes.get(asset.id);
      if (known) return known;
      const suggested = await tracer.palettes({ bytes: await assets.read(userId, asset.id) }, { signal });
      palettes.set(asset.id, suggested);
      return suggested;
    },

    async quantise({ userId }, documentId, colors, signal) {
      const { name, asset } = await documents.getPicture(userId, documentId);
      const bytes = await assets.read(userId, asset.id);
      const body = await tracer.quantise({ bytes, colors, maxSide: DRAFT_SIDE }, { signal });
      return { body, fileName: fileNameOf(`${name} ${colors.length} colours`, "png") };
    },
  };
}
