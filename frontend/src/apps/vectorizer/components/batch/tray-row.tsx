import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { ProgressBar } from "@lumiku/ui/progress";
import { Check, RotateCw, X } from "lucide-react";
import { memo } from "react";
import { arrivalWords } from "../../bringing/arrival-words";
import { bringing } from "../../bringing/bring";
import type { TrayItem } from "../../bringing/tray";
import { TrayPicture } from "./tray-picture";

/** One picture of a batch to be: how far it is on its way, or why it is not taken. */
export const TrayRow = memo(function TrayRow({ item }: { item: TrayItem }) {
  const { id, name, arrival } = item;
  const isRefused = arrival.kind === "refused";
  return (
    <li className={classNames("flex min-h-16 items-center gap-3 py-1.5 pr-1 pl-2.5", isRefused && "bg-danger-soft")}>
      <div className="size-12 shrink-0 overflow-hidden rounded-md border border-line bg-white">
        <TrayPicture item={item} />
      </div>
      <div className="grid min-w-0 flex-1 gap-1">
        <p dir="auto" className="truncate text-left font-medium">
          {name}
        </p>
        {arrival.kind === "sending" && arrival.sent < 1 ? (
          <ProgressBar value={Math.round(arrival.sent * 100)} label={`Upload of ${name}`} />
        ) : (
          <p className={classNames("flex items-center gap-1 text-[13px]", isRefused ? "text-danger" : "text-muted")}>
            {arrival.kind === "ready" && <Check size={14} aria-hidden="true" className="shrink-0 text-success" />}
            {arrivalWords(arrival)}
          </p>
        )}
      </div>
      {isRefused && arrival.canRetry && (
        <Button look="quiet" size="icon" aria-label={`Send ${name} again`} onClick={() => bringing.tryAgain(id)}>
          <RotateCw size={16} aria-hidden="true" />
        </Button>
      )}
      <Button
        look="quiet"
        size="icon"
        aria-label={isRefused ? `Dismiss ${name}` : `Leave ${name} out`}
        onClick={() => bringing.leaveOut(id)}
      >
        <X size={16} aria-hidden="true" />
      </Button>
    </li>
  );
});
