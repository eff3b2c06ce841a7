import { assetsApi } from "../../core/assets-api";
import { inBatches, MAX_CHOSEN } from "../../core/batches";
import { useGenerations } from "../../core/generations";
import { platform } from "../../core/platform";
import type { RenderTile } from "./grid-cell";
import { removedUploads, removedWork, uploads } from "./shelves";
import { UploadTile } from "./upload-tile";
import { WorkTile } from "./work-tile";

export type BinKind = keyof typeof bins;

const renderWork: RenderTile = (id, state) => <RemovedWork id={id} {...state} />;
const renderUpload: RenderTile = (id, state) => <RemovedUpload id={id} {...state} />;

/** The two kinds of things that are removed: how they are shown, brought back, and kept up to date. */
export const bins = {
  work: {
    shelf: removedWork,
    renderTile: renderWork,
    async restore(ids: readonly string[]): Promise<void> {
      const answers = await inBatches(ids, MAX_CHOSEN, (batch) =>
        platform.generations.restore({ body: { ids: batch } }),
      );
      removedWork.take(ids);
      useGenerations.getState().upsert(...answers.flatMap(({ items }) => items));
    },
    follow: followWork,
  },
  uploads: {
    shelf: removedUploads,
    renderTile: renderUpload,
    async restore(ids: readonly string[]): Promise<void> {
      const answers = await inBatches(ids, MAX_CHOSEN, (batch) => assetsApi.restore({ body: { ids: batch } }));
      removedUploads.take(ids);
      uploads.put(...answers.flatMap(({ items }) => items));
    },
    // No events tell of uploads.
    follow: () => () => {},
  },
} as const;

/** What comes back in another tab leaves the bin, and what is removed there arrives. @returns how to stop */
function followWork(): () => void {
  return useGenerations.subscribe(({ byId }, before) => {
    if (byId === before.byId) return;
    const back = removedWork.useShelf.getState().items.filter(({ id }) => byId[id] && !before.byId[id]);
    if (back.length > 0) removedWork.take(back.map(({ id }) => id));
    if (Object.keys(before.byId).some((id) => !byId[id])) void removedWork.load();
  });
}

function RemovedWork({ id, ...state }: { id: string } & Parameters<RenderTile>[1]) {
  const generation = removedWork.useShelf(({ items }) => items.find((item) => item.id === id));
  return generation && <WorkTile generation={generation} appName={undefined} isRemoved {...state} />;
}

function RemovedUpload({ id, layout }: { id: string } & Parameters<RenderTile>[1]) {
  const asset = removedUploads.useShelf(({ items }) => items.find((item) => item.id === id));
  return asset && <UploadTile asset={asset} layout={layout} />;
}
