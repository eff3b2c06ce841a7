import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { focusFirstField, ModalHeader, useFocusReturn } from "./modal";

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
  const returnFocus = useFocusReturn();
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => size === "small" && focusFirstField(event)}
          onCloseAutoFocus={returnFocus}
          onInteractOutside={(event) => isKept && event.preventDefault()}
          className={classNames(
            "fixed inset-0 z-50 m-auto flex h-fit max-h-dvh w-full animate-fade-in flex-col overflow-auto bg-surface shadow-2xl outline-none sm:max-h-[92dvh] sm:w-[calc(100%-4rem)] sm:rounded-card sm:border sm:border-line",
            size === "small" ? "max-w-md" : "max-w-4xl",
          )}
        >
          <ModalHeader title={title} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
