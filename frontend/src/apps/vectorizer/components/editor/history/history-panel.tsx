import { Button } from "@lumiku/ui/button";
import { Skeleton } from "@lumiku/ui/skeleton";
import { PenTool } from "lucide-react";
import { modelWords } from "../../../../../core/generation-words";
import { LoadFailed } from "../../../../../core/load-failed";
import { removeTrace } from "../../../editor/traces";
import { toTuning } from "../../../editor/tuning";
import type { Desk } from "../../../editor/use-desk";
import { useKeptFocus } from "../../../editor/use-kept-focus";
import { HistoryRow } from "./history-row";

/** The draft and every trace of the document, newest first: to look at, to compare and to go back to. */
export default function HistoryPanel({ desk }: { desk: Desk }) {
  const { traces, shown, editor, tracing, rival, compareWith } = desk;
  const { items, isLoading, error, hasMore, loadMore, reload } = traces;
  const list = useKeptFocus<HTMLUListElement>(`${items.length}`);
  return (
    <div className="grid grid-cols-1 gap-2">
      {error && <LoadFailed error={error} onRetry={reload} />}
      <ul ref={list} tabIndex={-1} aria-label="History" className="-mx-2 grid grid-cols-1 gap-1">
        <li>
          <button
            type="button"
            aria-pressed={!shown}
            onClick={() => editor.show(null)}
            className={`flex w-full items-center gap-3 rounded-control p-2 text-left ${shown ? "hover:bg-sunken" : "bg-accent-soft"}`}
          >
            <span className="grid size-14 shrink-0 place-items-center rounded-md border border-line border-dashed text-faint">
              <PenTool size={20} aria-hidden="true" />
            </span>
            <span className="grid">
              <span className="font-medium">Draft</span>
              <span className="text-[13px] text-faint">With the settings as they are now, free</span>
            </span>
          </button>
        </li>
        {items.map((trace) => (
          <HistoryRow
            key={trace.id}
            trace={trace}
            modelName={tracing.models.find(({ key }) => key === trace.model)?.name ?? modelWords(trace.model)}
            isShown={trace.id === shown?.id}
            isRival={trace.id === rival?.id}
            onShow={() => editor.show(trace.id)}
            onCompare={shown && trace.id !== shown.id ? () => compareWith(trace.id) : undefined}
            onUseSettings={() =>
              editor.tune(
                ({ auto }) => ({ ...toTuning({ model: "vtracer", settings: trace.settings }), auto }),
                `settings of ${trace.id}`,
              )
            }
            onRemove={() => void removeTrace(trace, () => trace.id === shown?.id && editor.show(trace.id))}
          />
        ))}
      </ul>
      {isLoading && items.length === 0 && <Skeleton className="h-18" />}
      {!isLoading && !error && items.length === 0 && (
        <p className="rounded-control bg-sunken px-3 py-2.5 text-[13px] text-muted">
          Full traces are kept here, each with its settings and its layers.
        </p>
      )}
      {hasMore && (
        <Button size="small" className="justify-self-center" disabled={isLoading} onClick={loadMore}>
          Older ones
        </Button>
      )}
    </div>
  );
}
