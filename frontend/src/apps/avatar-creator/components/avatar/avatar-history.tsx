import type { AssetUse } from "@lumiku/app-sdk";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Link2, Sparkles, Upload, WandSparkles } from "lucide-react";
import { Link } from "react-router";
import { useApps } from "../../../../core/apps";
import { modelWords } from "../../../../core/generation-words";
import { useRefreshed } from "../../../../core/use-refreshed";
import { timeAgo } from "../../../../core/words";
import { api } from "../../api";

const icons = { made: Sparkles, uploaded: Upload, used: WandSparkles, shared: Link2 };

/** Where the picture came from, and where it was used since, in every app. */
export function AvatarHistory({ avatarId, version }: { avatarId: string; version: number }) {
  const [history] = useRefreshed(() => api.avatarHistory({ params: { avatarId } }), [avatarId, version]);
  const apps = useApps();
  const nameOf = (appId: string) =>
    (apps.status === "ready" && apps.data.find(({ id }) => id === appId)?.name) || modelWords(appId);
  return (
    <section aria-labelledby="history" className="grid gap-3">
      <h2 id="history" className="font-semibold text-base">
        Where it was used
      </h2>
      {history.status === "loading" && <Skeleton className="h-16" />}
      {history.status === "failed" && <p className="text-muted">{history.error.message}</p>}
      {history.status === "ready" && (
        <ol className="grid gap-1">
          {history.data.items.map((use) => (
            <Use key={`${use.kind}-${use.at}-${use.generation?.id}`} use={use} nameOf={nameOf} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Use({ use, nameOf }: { use: AssetUse; nameOf: (appId: string) => string }) {
  const { kind, at, generation } = use;
  const Icon = icons[kind];
  const result = kind === "used" && generation?.outputs.find(({ asset }) => asset)?.asset;
  return (
    <li className="flex min-h-11 items-center gap-3">
      <span className="grid size-9 shrink-0 place-items-center overflow-hidden rounded-control bg-sunken text-muted">
        {result ? (
          <Picture {...result} src={result.thumbnailUrl} alt="" className="size-full" />
        ) : (
          <Icon size={16} aria-hidden="true" />
        )}
      </span>
      <span className="min-w-0 flex-1 truncate">{wordsOf(use, nameOf)}</span>
      {generation && (
        <Link
          to={`/work?open=${generation.id}`}
          className="inline-flex min-h-11 items-center text-[13px] text-accent-ink underline underline-offset-2"
        >
          Open
        </Link>
      )}
      <span className="shrink-0 text-faint text-xs">{timeAgo(at)}</span>
    </li>
  );
}

function wordsOf({ kind, generation }: AssetUse, nameOf: (appId: string) => string): string {
  if (kind === "uploaded") return "Uploaded by you";
  if (kind === "shared") return "Shared by a link";
  const app = generation ? nameOf(generation.appId) : "work that was removed";
  return kind === "made" ? `Made in ${app}` : `Used in ${app}`;
}
