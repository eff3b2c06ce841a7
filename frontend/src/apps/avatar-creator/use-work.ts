import type { AppError, Generation } from "@lumiku/app-sdk";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { useCallback, useEffect, useMemo, useState } from "react";
import { fetchGenerations, useGenerationList, useGenerations } from "../../core/generations";
import { platform } from "../../core/platform";
import { useProjectAvatars } from "./avatars";
import { sayFailure } from "./say";
import { APP_ID } from "./use-studio";

/** One thing that was made or brought: work with its pictures, or an avatar whose work is not here. */
export type Made = { id: string; createdAt: string } & (
  | { generation: Generation; avatar?: undefined }
  | { avatar: Avatar; generation?: undefined }
);

export interface Work {
  /** Newest first. */
  history: Made[];
  /** What is looked at: what was chosen, else the newest. */
  shown: Made | undefined;
  select: (id: string) => void;
  /** The avatar that a picture of the library is. */
  avatarOf: (assetId: string) => Avatar | undefined;
  isLoading: boolean;
  hasMore: boolean;
  loadMore: () => void;
}

const RECENT = 60;

/** Everything made in a project, live, and which of it is looked at. */
export function useWork(projectId: string): Work {
  const [selectedId, setSelectedId] = useState<string>();
  const avatars = useProjectAvatars(projectId);
  const belongs = useCallback(
    ({ appId, params, status, outputs }: Generation) =>
      appId === APP_ID && params.projectId === projectId && (status !== "cancelled" || outputs.length > 0),
    [projectId],
  );
  const generations = useGenerationList(belongs);
  useEffect(() => {
    void fetchGenerations({ appId: APP_ID, limit: RECENT }).catch(() => {});
  }, []);

  const { items } = avatars;
  const history = useMemo(() => mergeHistory(generations, items), [generations, items]);
  const byAsset = useMemo(() => new Map(items.map((avatar) => [avatar.asset.id, avatar])), [items]);
  // What was stopped before anything was drawn is no part of the history, but who looks at it sees what became of it.
  const selected = useGenerations(({ byId }) => (selectedId ? byId[selectedId] : undefined));
  const shown = history.find(({ id }) => id === selectedId) ?? (selected ? toMade(selected) : history[0]);

  const select = useCallback(
    (id: string) => {
      setSelectedId(id);
      const avatar = items.find((item) => item.id === id);
      if (avatar?.generationId) void fetchWork(avatar.generationId).then((work) => work && setSelectedId(work.id));
    },
    [items],
  );
  return {
    ...{ history, shown, select },
    avatarOf: (assetId) => byAsset.get(assetId),
    ...{ isLoading: avatars.isLoading, hasMore: avatars.hasMore, loadMore: avatars.loadMore },
  };
}

/** Work, and the avatars that no work here has made: uploads, and those from before. Newest first. */
export function mergeHistory(generations: readonly Generation[], avatars: readonly Avatar[]): Made[] {
  const known = new Set(generations.map(({ id }) => id));
  const made = generations.map(toMade);
  const others = avatars
    .filter(({ generationId }) => generationId === null || !known.has(generationId))
    .map((avatar): Made => ({ id: avatar.id, createdAt: avatar.createdAt, avatar }));
  return [...made, ...others].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}

function toMade(generation: Generation): Made & { generation: Generation } {
  const { id, createdAt } = generation;
  return { id, createdAt, generation };
}

/** The work that made an older avatar; undefined when it was removed, and the avatar is all there is. */
async function fetchWork(generationId: string): Promise<Generation | undefined> {
  try {
    const generation = await platform.generations.get({ params: { generationId } });
    useGenerations.getState().upsert(generation);
    return generation;
  } catch (failure) {
    if ((failure as AppError).status !== 404) void sayFailure(failure as AppError);
    return undefined;
  }
}
