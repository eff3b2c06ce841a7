import type { Trace } from "@lumiku/contracts/vectorizer-traces";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import { Ellipsis, SlidersHorizontal, SquareSplitHorizontal, Trash2 } from "lucide-react";
import { moment, timeAgo } from "../../../../../core/words";
import { bytes, counted } from "../../../editor/report-words";
import { PictureThumbnail } from "../../picture-thumbnail";

export interface HistoryRowProps {
  trace: Trace;
  modelName: string;
  isShown: boolean;
  /** Whether it is what another is compared with now. */
  isRival: boolean;
  onShow: () => void;
  /** Undefined where there is nothing to compare it with. */
  onCompare: (() => void) | undefined;
  onUseSettings: () => void;
  onRemove: () => void;
}

/** One trace: how it looks, what it takes and when it was made. */
export function HistoryRow(props: HistoryRowProps) {
  const { trace, modelName, isShown, isRival, onShow, onCompare, onUseSettings, onRemove } = props;
  const { report, createdAt, edits } = trace;
  const trigger = (
    <Button look="quiet" size="icon" aria-label={`More about the trace of ${moment(createdAt)}`} className="mr-1">
      <Ellipsis size={17} aria-hidden="true" />
    </Button>
  );
  return (
    <li className={classNames("flex items-center rounded-control", isShown ? "bg-accent-soft" : "hover:bg-sunken")}>
      <button
        type="button"
        aria-pressed={isShown}
        onClick={onShow}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-control p-2 text-left"
      >
        <span className="size-14 shrink-0 overflow-hidden rounded-md border border-line bg-white p-0.5">
          <PictureThumbnail asset={trace.asset} />
        </span>
        <span className="grid min-w-0">
          <span className="truncate font-medium">{modelName}</span>
          <span className="tabular truncate text-[13px] text-muted">
            {counted(report.colors, "colour")} · {bytes(report.bytes)}
          </span>
          <span className="tabular truncate text-faint text-xs">
            {[timeAgo(createdAt), edits.length > 0 && "layers changed", isRival && "compared"]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </button>
      <Menu trigger={trigger}>
        {onCompare && (
          <MenuItem onSelect={onCompare}>
            <SquareSplitHorizontal size={16} aria-hidden="true" className="text-faint" />
            Compare with the one shown
          </MenuItem>
        )}
        <MenuItem onSelect={onUseSettings}>
          <SlidersHorizontal size={16} aria-hidden="true" className="text-faint" />
          Use its settings
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={onRemove}>
          <Trash2 size={16} aria-hidden="true" className="text-faint" />
          Remove
        </MenuItem>
      </Menu>
    </li>
  );
}
