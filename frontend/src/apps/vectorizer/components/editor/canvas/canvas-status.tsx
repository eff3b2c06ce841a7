import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { RotateCw } from "lucide-react";

export interface CanvasStatusProps {
  /** "Draft at 512 px · 12 colours · 45 paths · 8.4 kB"; undefined while there is nothing yet. */
  words: string | undefined;
  /** The same where there is little room. */
  shortWords: string | undefined;
  isDrawing: boolean;
  /** Why what was asked for is not there. */
  failure: Pick<AppError, "message"> | undefined;
  onRetry: () => void;
}

/** What is seen, and what became of the draft that was asked for. */
export function CanvasStatus({ words, shortWords, isDrawing, failure, onRetry }: CanvasStatusProps) {
  return (
    <div className="pointer-events-auto grid min-w-0 max-w-full justify-items-start gap-2">
      <div role="alert" className="empty:hidden">
        {failure && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-danger/30 bg-danger-soft py-1 pr-1 pl-3 text-[13px] text-danger shadow-sm">
            <p className="py-1.5">{failure.message}</p>
            <Button size="small" look="quiet" onClick={onRetry}>
              <RotateCw size={15} aria-hidden="true" />
              Try again
            </Button>
          </div>
        )}
      </div>
      <p
        role="status"
        className={classNames(
          "tabular min-h-6 max-w-full truncate rounded-md bg-surface/85 px-2 py-0.5 text-[13px] text-muted backdrop-blur",
          !words && !isDrawing && "invisible",
        )}
      >
        {words ? (
          <>
            <span className="hidden @md:inline">{words}</span>
            <span className="@md:hidden">{shortWords}</span>
          </>
        ) : (
          isDrawing && "Drawing the first draft …"
        )}
      </p>
    </div>
  );
}

/** A line along the top while something is drawn. It takes no room. */
export function DrawingLine({ isShown }: { isShown: boolean }) {
  if (!isShown) return null;
  return (
    <div aria-hidden="true" className="absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden bg-accent-soft">
      <div className="h-full w-full animate-pulse bg-accent" />
    </div>
  );
}
