import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Segmented } from "@lumiku/ui/segmented";
import { useSelection } from "@lumiku/ui/selection";
import { RotateCcw, Trash2 } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { toast } from "sonner";
import { onReset } from "../../core/app-events";
import { LoadFailed } from "../../core/load-failed";
import { count } from "../../core/words";
import { type BinKind, bins } from "./bins";
import type { RenderTile } from "./grid-cell";
import { GridSkeleton } from "./grid-skeleton";
import { PictureGrid } from "./picture-grid";
import { SelectionBar } from "./selection-bar";
import { Toolbar } from "./toolbar";
import { useLayoutChoice } from "./use-layout-choice";

const kinds = [
  { value: "work", label: "Work" },
  { value: "uploads", label: "Uploads" },
] as const;

/** What was removed, and can be brought back. */
export function BinView() {
  const [kind, setKind] = useState<BinKind>("work");
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">What you remove stays here for 30 days, then it is gone for good.</p>
        <div className="w-full sm:w-52">
          <Segmented label="Removed" isLabelHidden options={kinds} value={kind} onChange={setKind} />
        </div>
      </div>
      <Bin key={kind} kind={kind} />
    </div>
  );
}

function Bin({ kind }: { kind: BinKind }) {
  const { shelf, renderTile: render, restore } = bins[kind];
  const { items, status, error, cursor } = shelf.useShelf();
  const [layout, setLayout] = useLayoutChoice();
  const [isChoosing, setChoosing] = useState(false);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const selection = useSelection(ids);
  const isSelecting = isChoosing || selection.isSelecting;

  useEffect(() => {
    void shelf.load();
    return onReset(() => void shelf.load());
  }, [shelf]);
  useEffect(() => bins[kind].follow(), [kind]);
  const renderTile: RenderTile = useCallback((id, state) => render(id, state), [render]);
  const bringBack = async (chosen: readonly string[]) => {
    try {
      await restore(chosen);
      toast(chosen.length === 1 ? "Brought back." : `${count(chosen.length)} brought back.`);
    } catch (failure) {
      toast.error((failure as AppError).message);
    }
  };

  return (
    <>
      {ids.length > 0 && (
        <Toolbar
          words={`${cursor ? "More than " : ""}${count(ids.length)} removed`}
          {...{ layout, isSelecting }}
          onLayout={setLayout}
          onSelecting={(next) => {
            setChoosing(next);
            if (!next) selection.clear();
          }}
        />
      )}
      {ids.length > 0 ? (
        <PictureGrid
          label="Removed"
          {...{ ids, layout, selection, isSelecting, renderTile }}
          hasMore={cursor !== null}
          // What is removed is not looked at: a click chooses it.
          onOpen={(id) => selection.toggle(id)}
          onNearEnd={() => void shelf.loadMore()}
        />
      ) : (
        status === "loading" && <GridSkeleton layout={layout} />
      )}
      {error && <LoadFailed error={error} onRetry={() => void shelf.load()} />}
      {status === "ready" && ids.length === 0 && (
        <EmptyState icon={<Trash2 size={22} />} title="The bin is empty">
          {kind === "work" ? "Work you remove" : "Pictures you remove"} can be brought back from here for 30 days.
        </EmptyState>
      )}
      <SelectionBar selection={selection} listed={ids.length}>
        <Button
          look="primary"
          size="small"
          className="max-md:h-11"
          onClick={() => void bringBack([...selection.selected])}
        >
          <RotateCcw size={16} aria-hidden="true" />
          Bring back
        </Button>
      </SelectionBar>
    </>
  );
}
