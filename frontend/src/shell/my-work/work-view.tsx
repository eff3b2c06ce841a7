import { buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { useSelection } from "@lumiku/ui/selection";
import { ArrowUp, Images, SearchX } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { Link } from "react-router";
import { useApps } from "../../core/apps";
import { removeGenerations } from "../../core/generation-removal";
import { useGenerations } from "../../core/generations";
import { LoadFailed } from "../../core/load-failed";
import { count } from "../../core/words";
import { Filters } from "./filters";
import type { RenderTile } from "./grid-cell";
import { GridSkeleton } from "./grid-skeleton";
import { PictureGrid } from "./picture-grid";
import { SelectionBar } from "./selection-bar";
import { StoredWorkTile } from "./stored-work-tile";
import { Toolbar } from "./toolbar";
import { useDeleteKey } from "./use-delete-key";
import { useLayoutChoice } from "./use-layout-choice";
import type { AddressControls } from "./use-work-address";
import { useWorkList } from "./use-work-list";
import { WorkActions } from "./work-actions";
import { filterOf, isFiltered } from "./work-address";

const OpenedWork = lazy(() => import("./detail/opened-work"));

/** Work of every app: found, chosen, opened. */
export function WorkView(controls: AddressControls) {
  const { address, open } = controls;
  const { appId, status, q, span, from, to } = address;
  const today = new Date().toDateString();
  // What is open does not make it another list.
  const filter = useMemo(
    () => filterOf({ ...plain, appId, status, q, span, from, to }, new Date(today)),
    [appId, status, q, span, from, to, today],
  );
  const list = useWorkList(filter);
  const { ids, held, showHeld, isLoading, error, hasMore, loadMore, reload } = list;
  const [layout, setLayout] = useLayoutChoice();
  const [isChoosing, setChoosing] = useState(false);
  const selection = useSelection(ids);
  const renderTile = useRenderTile();

  const remove = (chosen: Iterable<string>) => void removeGenerations(readWork(chosen));
  useDeleteKey(selection.isSelecting, () => remove(selection.selected));
  const setSelecting = (isSelecting: boolean) => {
    setChoosing(isSelecting);
    if (!isSelecting) selection.clear();
  };
  const isSelecting = isChoosing || selection.isSelecting;
  const isEmpty = ids.length === 0 && !isLoading && !error;

  return (
    <div className="grid grid-cols-1 gap-4">
      <Filters {...controls} />
      {!isEmpty && (
        <Toolbar
          words={isLoading && ids.length === 0 ? "Looking …" : wordsOf(ids.length, hasMore)}
          {...{ layout, isSelecting }}
          onLayout={setLayout}
          onSelecting={setSelecting}
        />
      )}
      {error && ids.length === 0 && <LoadFailed error={error} onRetry={reload} />}
      {held > 0 && <NewWork held={held} onShow={showHeld} />}
      {ids.length > 0 ? (
        <PictureGrid
          label="Work"
          {...{ ids, layout, selection, isSelecting, renderTile, hasMore }}
          openId={address.open}
          onOpen={open}
          onRemove={(id) => remove(selection.isSelecting ? selection.selected : [id])}
          onNearEnd={loadMore}
        />
      ) : (
        isLoading && <GridSkeleton layout={layout} />
      )}
      {error && ids.length > 0 && <LoadFailed error={error} onRetry={reload} />}
      {isEmpty && (isFiltered(address) ? <NothingFound /> : <NothingYet />)}
      <SelectionBar selection={selection} listed={ids.length}>
        <WorkActions ids={selection.selected} onRemove={() => remove(selection.selected)} />
      </SelectionBar>
      {address.open && (
        <Suspense>
          <OpenedWork {...controls} {...{ ids, hasMore, loadMore }} id={address.open} />
        </Suspense>
      )}
    </div>
  );
}

const plain = { view: "work", open: undefined, picture: 0 } as const;

function useRenderTile(): RenderTile {
  const apps = useApps();
  const known = apps.status === "ready" ? apps.data : undefined;
  const names = useMemo(() => new Map(known?.map(({ id, name }) => [id, name])), [known]);
  return useCallback((id, state) => <StoredWorkTile id={id} names={names} {...state} />, [names]);
}

function readWork(ids: Iterable<string>) {
  const { byId } = useGenerations.getState();
  return [...ids].flatMap((id) => byId[id] ?? []);
}

function wordsOf(listed: number, hasMore: boolean): string {
  if (hasMore) return `More than ${count(listed)}, newest first`;
  return listed === 1 ? "1 piece of work" : `${count(listed)} pieces of work`;
}

function NewWork({ held, onShow }: { held: number; onShow: () => void }) {
  return (
    <div className="pointer-events-none fixed inset-x-0 top-16 z-20 grid justify-items-center md:left-58">
      <button
        type="button"
        onClick={onShow}
        className={`${buttonClass("primary", "small")} pointer-events-auto rounded-full! shadow-lg max-md:h-11`}
      >
        <ArrowUp size={15} aria-hidden="true" />
        {held === 1 ? "1 new" : `${count(held)} new`}
      </button>
    </div>
  );
}

function NothingFound() {
  return (
    <EmptyState icon={<SearchX size={22} />} title="Nothing fits">
      Try fewer words or a longer time. Every word has to be in the prompt, the settings or the name of the model.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={<Images size={22} />}
      title="Everything you make is kept here"
      action={
        <Link to="/" className={buttonClass("primary")}>
          Open an app
        </Link>
      }
    >
      Pictures of every app arrive here by themselves, with the prompt and seed they were made with.
    </EmptyState>
  );
}
