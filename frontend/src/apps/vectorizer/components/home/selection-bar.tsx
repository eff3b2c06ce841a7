import { Button } from "@lumiku/ui/button";
import type { Selection } from "@lumiku/ui/selection";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { count } from "../../../../core/words";

export interface SelectionBarProps {
  selection: Selection;
  /** Of what is listed; what was not fetched yet cannot be chosen. */
  listed: number;
  children: ReactNode;
}

/** What can be done with everything that is chosen; over the page, where it is always in reach. */
export function SelectionBar({ selection, listed, children }: SelectionBarProps) {
  const { size } = selection.selected;
  return (
    <>
      <span role="status" className="sr-only">
        {size > 0 && `${count(size)} selected`}
      </span>
      {/* Room at the end of the page, so that it covers nothing there. */}
      {size > 0 && <div className="h-20 max-md:h-28" />}
      {size > 0 && (
        <section
          aria-label="Selection"
          className="fixed inset-x-2 bottom-[calc(var(--bottom-bar)+12px)] z-30 mx-auto flex max-w-fit flex-wrap items-center gap-x-3 rounded-card border border-line bg-surface p-1.5 shadow-xl transition-[bottom] duration-150 max-md:max-w-sm md:bottom-6 [body:has([data-sonner-toast])_&]:bottom-40 md:[body:has([data-sonner-toast])_&]:bottom-28"
        >
          <div className="flex flex-1 items-center gap-1">
            <Button look="quiet" size="icon" aria-label="Clear the selection" onClick={selection.clear}>
              <X size={17} aria-hidden="true" />
            </Button>
            <p className="tabular whitespace-nowrap font-medium">{count(size)} selected</p>
            {size < listed && (
              <Button look="quiet" size="small" className="max-md:h-11" onClick={selection.selectAll}>
                All {count(listed)}
              </Button>
            )}
          </div>
          <div className="flex items-center gap-1">{children}</div>
        </section>
      )}
    </>
  );
}
