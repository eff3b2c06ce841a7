import type { AppError } from "@lumiku/app-sdk";
import { useEffect } from "react";
import { toast } from "sonner";
import { removeGenerations } from "../../../core/generation-removal";
import { useGenerations } from "../../../core/generations";
import { platform } from "../../../core/platform";
import type { AddressControls } from "../use-work-address";
import { GenerationView } from "./generation-view";
import { neighboursOf, type Stop } from "./stops";

interface OpenedWorkProps extends AddressControls {
  id: string;
  /** The list it is part of. */
  ids: readonly string[];
  hasMore: boolean;
  loadMore: () => void;
}

/** Stops ahead of which the next page is fetched. */
const AHEAD = 6;

/** The work that the address names, also when it is in no list: as from a message or the ledger. */
export default function OpenedWork({ id, address, ids, hasMore, loadMore, openNext, close }: OpenedWorkProps) {
  const generation = useGenerations(({ byId }) => byId[id]);
  const { previous, next } = neighboursOf({ id, picture: address.picture }, ids, (other) => {
    return useGenerations.getState().byId[other];
  });
  const isNearEnd = ids.indexOf(id) >= ids.length - AHEAD;
  useEffect(() => {
    if (hasMore && isNearEnd) loadMore();
  }, [hasMore, isNearEnd, loadMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is fetched once; what is removed while open closes.
  useEffect(() => {
    if (generation) return;
    platform.generations.get({ params: { generationId: id } }).then(
      (found) => useGenerations.getState().upsert(found),
      (failure: AppError) => {
        toast.error(failure.code === "NOT_FOUND" ? "That work was removed." : failure.message, { id: `open-${id}` });
        close();
      },
    );
  }, [id]);

  if (!generation) return null;
  const go = (stop: Stop | undefined) => stop && openNext(stop.id, stop.picture);
  return (
    <GenerationView
      generation={generation}
      picture={address.picture}
      onPicture={(picture) => openNext(id, picture)}
      onPrevious={previous && (() => go(previous))}
      onNext={next && (() => go(next))}
      onClose={close}
      onRemove={() => {
        // The way back stands below the dialog, out of reach while that is open.
        close();
        void removeGenerations([generation]);
      }}
      onRetried={(started) => openNext(started.id, 0)}
    />
  );
}
