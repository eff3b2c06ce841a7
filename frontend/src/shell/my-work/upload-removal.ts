import type { LibraryAsset } from "@lumiku/contracts/assets";
import { assetsApi } from "../../core/assets-api";
import { inBatches, MAX_CHOSEN } from "../../core/batches";
import { removals } from "../../core/removal";
import { uploads } from "./shelves";

/** Moves pictures that a person brought to the bin, with the means to undo it. */
export async function removeUploads(assets: readonly LibraryAsset[]): Promise<void> {
  if (assets.length === 0) return;
  const ids = assets.map(({ id }) => id);
  await removals.remove({
    words: assets.length === 1 ? `${assets[0]?.name ?? "Picture"} removed` : `${assets.length} pictures removed`,
    hide: () => uploads.take(ids),
    show: () => uploads.put(...assets),
    async remove() {
      for (const assetId of ids) await assetsApi.remove({ params: { assetId } });
    },
    async restore() {
      const answers = await inBatches(ids, MAX_CHOSEN, (batch) => assetsApi.restore({ body: { ids: batch } }));
      uploads.put(...answers.flatMap(({ items }) => items));
    },
  });
}
