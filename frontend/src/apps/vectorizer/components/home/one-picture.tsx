import { Button } from "@lumiku/ui/button";
import { ProgressBar } from "@lumiku/ui/progress";
import { RotateCw, X } from "lucide-react";
import { arrivalWords } from "../../bringing/arrival-words";
import type { TrayItem } from "../../bringing/tray";
import { TrayPicture } from "../batch/tray-picture";

export interface OnePictureProps {
  item: TrayItem;
  onTryAgain: () => void;
  onClose: () => void;
}

/** A picture that opens as soon as it has come; until then it can be seen, with how far it is. */
export function OnePicture({ item, onTryAgain, onClose }: OnePictureProps) {
  const { name, arrival } = item;
  const isRefused = arrival.kind === "refused";
  return (
    <section
      aria-label={name}
      className="flex flex-wrap items-center gap-x-5 gap-y-4 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <div className="size-24 shrink-0 overflow-hidden rounded-control border border-line bg-white sm:size-32">
        <TrayPicture item={item} />
      </div>
      <div className="grid min-w-0 flex-1 basis-52 gap-2">
        <h2 dir="auto" className="truncate text-left font-semibold">
          {name}
        </h2>
        {arrival.kind === "sending" && (
          <ProgressBar value={Math.round(arrival.sent * 100)} label={`Upload of ${name}`} />
        )}
        <p role={isRefused ? "alert" : "status"} className={isRefused ? "text-danger" : "text-[13px] text-muted"}>
          {arrival.kind === "ready" ? "Opening …" : arrivalWords(arrival)}
        </p>
        <div className="flex flex-wrap gap-2">
          {isRefused && arrival.canRetry && (
            <Button size="small" onClick={onTryAgain}>
              <RotateCw size={15} aria-hidden="true" />
              Try again
            </Button>
          )}
          {arrival.kind !== "ready" && (
            <Button size="small" onClick={onClose}>
              <X size={15} aria-hidden="true" />
              {isRefused ? "Close" : "Cancel"}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
