import type { AppError, Asset } from "@lumiku/app-sdk";
import { useCallback, useEffect, useRef, useState } from "react";
import { assetsApi } from "../../core/assets-api";

/**
 * The pictures behind some ids of the library, in their order. Those that are gone are told of, once each.
 *
 * @returns what is here by now, and how to put in pictures that came otherwise
 */
export function useLibraryAssets(
  ids: readonly string[],
  onGone: (assetId: string) => void,
): [assets: Asset[], learn: (...assets: Asset[]) => void] {
  const [byId, setById] = useState<Record<string, Asset>>({});
  const asked = useRef(new Set<string>());
  const learn = useCallback(
    (...assets: Asset[]) =>
      setById((known) => ({ ...known, ...Object.fromEntries(assets.map((asset) => [asset.id, asset])) })),
    [],
  );
  const key = ids.join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the ids; what is known is not asked for.
  useEffect(() => {
    for (const assetId of ids) {
      if (byId[assetId] || asked.current.has(assetId)) continue;
      asked.current.add(assetId);
      assetsApi.get({ params: { assetId } }).then(learn, (failure: AppError) => {
        asked.current.delete(assetId);
        if (failure.status === 404) onGone(assetId);
      });
    }
  }, [key]);
  return [ids.flatMap((id) => byId[id] ?? []), learn];
}
