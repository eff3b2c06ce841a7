import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { classNames } from "./class-names";

export interface DialogProps {
  title: string;
  /** Small for a question or a short form; large for something to look at. */
  size?: "small" | "large";
  /** What is shown this once does not go because of a click beside it. */
  isKept?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A modal that fills what it needs of the screen; focus stays inside and returns to where it came from. */
export function Dialog({ title, size = "large", isKept, onClose, children }: DialogProps) {
  // Known before anything in here takes focus.
  const [opener] = useState(() => document.activeElement);
  const returnFocus = (event: Event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement) opener.focus();
  };
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          onInteractOutside={(event) => isKept && event.preventDefault()}
          className={classNames(
            "fixed inset-0 z-50 m-auto flex h-fit max-h-dvh w-full flex-col overflow-auto bg-surface shadow-2xl outline-none sm:max-h-[92dvh] sm:w-[calc(100%-4rem)] sm:rounded-card sm:border sm:border-line",
            size === "small" ? "max-w-md" : "max-w-4xl",
          )}
        >
          <div className="flex items-center justify-between gap-4 border-line border-b py-1.5 pr-1.5 pl-5">
            <Radix.Title className="truncate font-semibold">{title}</Radix.Title>
            <Radix.Close
              aria-label="Close"
              className="grid size-11 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
            >
              <X size={18} />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
