import type { AppError } from "@lumiku/app-sdk";
import { type Avatar, avatarCreator } from "@lumiku/contracts/avatar-creator";
import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Tabs } from "@lumiku/ui/tabs";
import { ArrowLeft, Star, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { onAppEvent, onReset, onWorkMoved } from "../../../core/app-events";
import { LoadFailed } from "../../../core/load-failed";
import { SearchField } from "../../../core/search-field";
import { useAsync } from "../../../core/use-async";
import { type Pages, usePages } from "../../../core/use-pages";
import { useSettled } from "../../../core/use-settled";
import { api } from "../api";
import { sayFailure } from "../say";

type Show = "all" | "favourites";
const shows = [
  { value: "all", label: "All" },
  { value: "favourites", label: "Favourites" },
] as const satisfies { value: Show; label: string }[];

/** Every avatar of a project. */
export default function Avatars() {
  const { projectId = "" } = useParams();
  const [project] = useAsync(projectId, () => api.getProject({ params: { projectId } }));
  const [show, setShow] = useState<Show>("all");
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim());
  const pages = useAvatars(projectId, show, q);
  const { items, isLoading, error, hasMore, loadMore, reload, replace } = pages;

  const favour = async (avatar: Avatar) => {
    const isFavourite = !avatar.isFavourite;
    replace({ ...avatar, isFavourite });
    try {
      replace(await api.updateAvatar({ params: { avatarId: avatar.id }, body: { isFavourite } }));
    } catch (failure) {
      replace(avatar);
      await sayFailure(failure as AppError);
    }
  };

  return (
    <div className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-6 sm:px-8">
      <div className="flex items-center gap-1">
        <Link
          to={`/apps/avatar-creator/projects/${projectId}`}
          aria-label="Back to the studio"
          className={`${buttonClass("quiet", "icon")} -ml-3`}
        >
          <ArrowLeft size={18} />
        </Link>
        <h1 className="truncate font-semibold text-xl tracking-tight">
          {project.status === "ready" ? `Avatars of ${project.data.name}` : "Avatars"}
        </h1>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Tabs label="Show" value={show} onChange={setShow} options={shows} />
        <SearchField label="Search names and prompts" value={typed} onChange={setTyped} />
      </div>
      {error && <LoadFailed error={error} onRetry={reload} />}
      <ul aria-label="Avatars" className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {items.map((avatar) => (
          <AvatarTile key={avatar.id} avatar={avatar} onFavour={() => void favour(avatar)} />
        ))}
        {isLoading &&
          items.length === 0 &&
          ["a", "b", "c", "d"].map((key) => <Skeleton key={key} className="aspect-4/5" />)}
      </ul>
      {!isLoading && !error && items.length === 0 && (
        <EmptyState icon={<UserRound size={22} />} title={q ? `Nothing matches “${q}”` : "Nothing here yet"}>
          {show === "favourites" ? "The star on an avatar puts it here." : "What you make in the studio arrives here."}
        </EmptyState>
      )}
      {hasMore && (
        <Button className="justify-self-center" disabled={isLoading} onClick={loadMore}>
          Show more
        </Button>
      )}
    </div>
  );
}

function AvatarTile({ avatar, onFavour }: { avatar: Avatar; onFavour: () => void }) {
  return (
    <li className="relative overflow-hidden rounded-card border border-line bg-surface transition-colors duration-150 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2 hover:border-line-strong">
      <Picture {...avatar.asset} src={avatar.asset.thumbnailUrl} alt="" className="aspect-square!" />
      <div className="flex items-center gap-1 pl-3">
        <Link
          to={`./${avatar.id}`}
          dir="auto"
          className="min-w-0 flex-1 truncate text-left font-medium outline-none after:absolute after:inset-0"
        >
          {avatar.name}
        </Link>
        <Button
          look="quiet"
          size="icon"
          aria-label={`Favourite ${avatar.name}`}
          aria-pressed={avatar.isFavourite}
          onClick={onFavour}
          className="relative z-10 aria-pressed:text-warning"
        >
          <Star size={18} className={avatar.isFavourite ? "fill-current" : undefined} />
        </Button>
      </div>
    </li>
  );
}

/** A project's avatars, kept like those of every other tab. */
function useAvatars(projectId: string, show: Show, q: string): Pages<Avatar> {
  const pages = usePages(`${projectId}:${show}:${q}`, (cursor) =>
    api.listAvatars({
      params: { projectId },
      query: {
        limit: 48,
        ...(show === "favourites" && { favourites: "true" }),
        ...(q && { q }),
        ...(cursor && { cursor }),
      },
    }),
  );
  const { items, replace, remove, reload } = pages;
  useEffect(() => {
    const take = (avatar: Avatar) => {
      const known = items.find(({ id }) => id === avatar.id);
      if (known && avatar.projectId !== projectId) remove(avatar.id);
      else if (known && known.version <= avatar.version) replace(avatar);
      else if (!known && avatar.projectId === projectId && (show === "all" || avatar.isFavourite)) reload();
    };
    const stops = [
      onAppEvent(avatarCreator, "avatar.created", take),
      onAppEvent(avatarCreator, "avatar.updated", take),
      onAppEvent(avatarCreator, "avatar.removed", ({ id }) => remove(id)),
      onReset(reload),
      onWorkMoved(reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [items, projectId, show, replace, remove, reload]);
  return pages;
}
