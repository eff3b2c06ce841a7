import type { AppError } from "@lumiku/app-sdk";
import { type Avatar, avatarCreator } from "@lumiku/contracts/avatar-creator";
import { useCallback, useEffect, useMemo, useState } from "react";
import { onAppEvent, onReset, onWorkMoved } from "../../core/app-events";
import { createEntityStore } from "../../core/entities";
import { useSession } from "../../core/session";
import { api } from "./api";
import { sayFailure } from "./say";

/** The avatars that are here, from whichever request or event they came. */
export const useAvatars = createEntityStore<Avatar>();

// What one person's avatars are must not be seen by the next who signs in here.
useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) useAvatars.getState().clear();
});

/** Keeps the avatars of this tab like those of every other. */
export function useLiveAvatars(): void {
  const { upsert, remove } = useAvatars.getState();
  useEffect(() => {
    const stops = [
      onAppEvent(avatarCreator, "avatar.created", (avatar) => upsert(avatar)),
      onAppEvent(avatarCreator, "avatar.updated", (avatar) => upsert(avatar)),
      onAppEvent(avatarCreator, "avatar.removed", ({ id }) => remove(id)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [upsert, remove]);
}

export interface ProjectAvatars {
  /** Newest first. */
  items: Avatar[];
  isLoading: boolean;
  hasMore: boolean;
  loadMore: () => void;
}

const PAGE = 60;

/** A project's avatars, live; older ones come when they are asked for. */
export function useProjectAvatars(projectId: string): ProjectAvatars {
  useLiveAvatars();
  const byId = useAvatars((state) => state.byId);
  const [cursor, setCursor] = useState<string | null>(null);
  const [isLoading, setLoading] = useState(true);

  const load = useCallback(
    async (after?: string) => {
      setLoading(true);
      try {
        const query = { limit: PAGE, ...(after && { cursor: after }) };
        const page = await api.listAvatars({ params: { projectId }, query });
        useAvatars.getState().putBack(...page.items);
        setCursor(page.nextCursor);
      } catch {
        // The page itself says that its project cannot be had; the pictures come with the work that made them.
      } finally {
        setLoading(false);
      }
    },
    [projectId],
  );
  useEffect(() => {
    void load();
    return onReset(() => void load());
  }, [load]);
  useEffect(
    () =>
      onWorkMoved((move, generationId) => {
        const { byId, remove } = useAvatars.getState();
        if (move === "restored") void load();
        else for (const avatar of Object.values(byId)) if (avatar.generationId === generationId) remove(avatar.id);
      }),
    [load],
  );

  const items = useMemo(
    () =>
      Object.values(byId)
        .filter((avatar) => avatar.projectId === projectId)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
    [byId, projectId],
  );
  return { items, isLoading, hasMore: cursor !== null, loadMore: () => cursor && !isLoading && void load(cursor) };
}

/** Shown at once; taken back with a word about it when it could not be kept. */
export async function setFavourite(avatar: Avatar, isFavourite: boolean): Promise<void> {
  const { upsert } = useAvatars.getState();
  upsert({ ...avatar, isFavourite });
  try {
    upsert(await api.updateAvatar({ params: { avatarId: avatar.id }, body: { isFavourite } }));
  } catch (failure) {
    upsert(avatar);
    void sayFailure(failure as AppError);
  }
}
