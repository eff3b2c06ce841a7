import { AppError } from "@lumiku/app-sdk";
import { type Avatar, avatarCreator } from "@lumiku/contracts/avatar-creator";
import { useEffect, useState } from "react";
import { onAppEvent, onReset, onWorkMoved } from "../../core/app-events";
import type { Loaded } from "../../core/use-async";
import { useRefreshed } from "../../core/use-refreshed";
import { api } from "./api";
import { sayFailure } from "./say";

export interface AvatarInHand {
  avatar: Loaded<Avatar>;
  /** Itself included, the oldest first. */
  versions: readonly Avatar[];
  /** Shown at once; taken back when the server refuses. */
  update: (changes: { name?: string; isFavourite?: boolean; projectId?: string }) => Promise<boolean>;
}

const removed = new AppError({ code: "NOT_FOUND", status: 404, message: "That avatar was removed." });

/** One avatar with its versions, as it is in every other tab. */
export function useAvatar(avatarId: string): AvatarInHand {
  const params = { avatarId };
  const [avatar, reload, replace] = useRefreshed(() => api.getAvatar({ params }), [avatarId]);
  const [versions, reloadVersions] = useRefreshed(() => api.listVersions({ params }), [avatarId]);
  const [removedId, setRemovedId] = useState<string>();
  const known = avatar.status === "ready" ? avatar.data : undefined;
  const family = versions.status === "ready" ? versions.data.items : [];

  useEffect(() => {
    const take = (other: Avatar) => {
      if (other.id === avatarId) {
        setRemovedId(undefined);
        if ((known?.version ?? 0) <= other.version) replace(other);
      }
      if (family.some(({ id }) => id === other.id || id === other.parentId)) reloadVersions();
    };
    const stops = [
      onAppEvent(avatarCreator, "avatar.created", take),
      onAppEvent(avatarCreator, "avatar.updated", take),
      onAppEvent(avatarCreator, "avatar.removed", ({ id }) => {
        if (id === avatarId) setRemovedId(id);
        if (family.some((other) => other.id === id)) reloadVersions();
      }),
      onReset(() => {
        reload();
        reloadVersions();
      }),
      // Its picture goes and comes with the work that made it.
      onWorkMoved((move, generationId) => {
        if (known?.generationId === generationId) setRemovedId(move === "removed" ? avatarId : undefined);
        reloadVersions();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [avatarId, known, family, reload, replace, reloadVersions]);

  return {
    avatar: removedId === avatarId ? { status: "failed", error: removed } : avatar,
    versions: family,

    async update(changes) {
      if (!known) return false;
      replace({ ...known, ...changes });
      try {
        replace(await api.updateAvatar({ params, body: changes }));
        return true;
      } catch (failure) {
        replace(known);
        await sayFailure(failure as AppError);
        return false;
      }
    },
  };
}
