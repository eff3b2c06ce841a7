import { Button, buttonClass } from "@lumiku/ui/button";
import { Download, Trash2 } from "lucide-react";
import { MAX_CHOSEN } from "../../core/batches";
import { promptOf } from "../../core/generation-words";
import { isRunning, useGenerations } from "../../core/generations";
import { downloadOf } from "./download-of";

/** What can be done with chosen work: download its pictures, remove it. */
export function WorkActions({ ids, onRemove }: { ids: ReadonlySet<string>; onRemove: () => void }) {
  const byId = useGenerations((state) => state.byId);
  const work = [...ids].flatMap((id) => byId[id] ?? []);
  const download = downloadOf(work.map((generation) => ({ ...generation, name: promptOf(generation) })));
  const canRemove = work.some((generation) => !isRunning(generation));
  return (
    <>
      {download.href ? (
        <a href={download.href} download className={`${buttonClass("quiet", "small")} max-md:h-11`}>
          <Download size={16} aria-hidden="true" />
          {download.label}
        </a>
      ) : (
        <p className="px-2.5 text-[13px] text-faint">
          {work.length > MAX_CHOSEN ? `Download up to ${MAX_CHOSEN} at a time` : "No pictures"}
        </p>
      )}
      <Button
        look="quiet"
        size="small"
        className="max-md:h-11"
        disabled={!canRemove}
        title={canRemove ? undefined : "Cancel it first: it still runs."}
        onClick={onRemove}
      >
        <Trash2 size={16} aria-hidden="true" />
        Remove
      </Button>
    </>
  );
}
