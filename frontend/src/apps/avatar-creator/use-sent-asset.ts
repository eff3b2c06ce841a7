import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { addReference } from "./picture-actions";
import { useDrafts } from "./store";
import { changeWithUndo } from "./undo";

/** Takes in a picture that another app has sent here, by `?asset=<id>` in the address: it is followed from now on. */
export function useSentAsset(projectId: string): void {
  const [search, setSearch] = useSearchParams();
  const assetId = search.get("asset");
  useEffect(() => {
    if (!assetId) return;
    const known = useDrafts.getState().byProject[projectId]?.referenceAssetIds ?? [];
    const changes = { startFrom: "references", referenceAssetIds: addReference(known, assetId) } as const;
    changeWithUndo(projectId, changes, "The picture is added to those to follow");
    // Once taken in, the address is that of the project again: going back must not add it anew.
    setSearch(
      (before) => {
        before.delete("asset");
        return before;
      },
      { replace: true },
    );
  }, [assetId, projectId, setSearch]);
}
