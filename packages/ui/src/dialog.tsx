import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A modal that fills what it needs of the screen; focus stays inside and returns to where it came from. */
export function Dialog({ title, onClose, children }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 m-auto flex h-fit max-h-dvh w-full max-w-4xl flex-col overflow-auto bg-surface shadow-2xl sm:max-h-[92dvh] sm:w-[calc(100%-4rem)] sm:rounded-card sm:border sm:border-line"
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
