import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { ModalHeader, useFocusReturn } from "./modal";

const sides = {
  right: "inset-y-0 right-0 w-full max-w-md animate-slide-left sm:border-l",
  bottom: "inset-x-0 bottom-0 mx-auto max-h-[88dvh] max-w-2xl animate-slide-up rounded-t-2xl border-t sm:border-x",
} as const;

export interface SheetProps {
  title: string;
  side: keyof typeof sides;
  onClose: () => void;
  children: ReactNode;
  /** Stays in reach below what scrolls. */
  footer?: ReactNode;
}

/** A modal at the edge of the screen, for what belongs to the page behind it: filters, details, parameters. */
export function Sheet({ title, side, onClose, children, footer }: SheetProps) {
  const returnFocus = useFocusReturn();
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/50" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className={classNames(
            "fixed z-50 flex flex-col overflow-hidden border-line bg-surface shadow-2xl outline-none",
            sides[side],
          )}
        >
          <ModalHeader title={title} />
          <div className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">{children}</div>
          <div className="shrink-0 pb-[env(safe-area-inset-bottom)]">
            {footer && <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
