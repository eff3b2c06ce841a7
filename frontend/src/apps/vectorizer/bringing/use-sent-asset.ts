import { useEffect } from "react";
import { useLocation, useSearchParams } from "react-router";
import { bringing } from "./bring";
import { createVisits } from "./visits";

const visits = createVisits();

/** Takes in a picture that another app has sent here, by `?asset=<id>` in the address. */
export function useSentAsset(): void {
  const { key } = useLocation();
  const [search, setSearch] = useSearchParams();
  const assetId = search.get("asset");
  useEffect(() => {
    if (!assetId) return;
    if (visits.isNew(key, assetId)) bringing.bringAssets([{ id: assetId, name: null, thumbnailUrl: null }]);
    // Once taken in, the address is that of the page again: going back must not take it in anew.
    setSearch(
      (before) => {
        before.delete("asset");
        return before;
      },
      { replace: true },
    );
  }, [assetId, key, setSearch]);
}
