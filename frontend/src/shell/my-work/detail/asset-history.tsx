import type { AssetUse } from "@lumiku/app-sdk";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Link } from "react-router";
import { useApps } from "../../../core/apps";
import { assetsApi } from "../../../core/assets-api";
import { promptOf } from "../../../core/generation-words";
import { useAsync } from "../../../core/use-async";
import { timeAgo } from "../../../core/words";

interface AssetHistoryProps {
  assetId: string;
  /** The work that is looked at, which needs no way to itself. */
  generationId?: string;
}

const kinds: Record<AssetUse["kind"], string> = {
  made: "Made",
  uploaded: "Brought here",
  used: "Used",
  shared: "Shared by a link",
};

/** Where a picture came from and where it was used, in every app. */
export function AssetHistory({ assetId, generationId }: AssetHistoryProps) {
  const [history] = useAsync(assetId, () => assetsApi.history({ params: { assetId } }));
  const apps = useApps();
  // Without it nothing is missing.
  if (history.status === "failed") return null;
  const nameOf = (appId: string) =>
    apps.status === "ready" ? apps.data.find(({ id }) => id === appId)?.name : undefined;
  return (
    <section aria-label="History" className="grid gap-2 border-line border-t pt-4">
      <h3 className="text-faint text-xs">Where it was used</h3>
      {history.status === "loading" ? (
        <Skeleton className="h-10" />
      ) : (
        <ol className="grid gap-2">
          {history.data.items.map(({ kind, at, generation }) => (
            <li key={`${kind} ${at}`} className="min-w-0">
              <p className="flex justify-between gap-3">
                <span>
                  {kinds[kind]}
                  {generation && nameOf(generation.appId) && ` in ${nameOf(generation.appId)}`}
                </span>
                <span className="shrink-0 text-faint text-xs">{timeAgo(at)}</span>
              </p>
              {generation && generation.id !== generationId && (
                <Link
                  to={`/work?open=${generation.id}`}
                  className="block truncate text-[13px] text-accent-ink hover:underline"
                >
                  {promptOf(generation)}
                </Link>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
