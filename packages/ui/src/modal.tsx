import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";

/** For `onCloseAutoFocus`: the focus goes back to what opened it, also when that was an entry of a menu. */
export function useFocusReturn(): (event: Event) => void {
  // Known before anything in here takes focus.
  const [opener] = useState(() => findOpener(document.activeElement));
  return (event) => {
    event.preventDefault();
    opener?.focus();
  };
}

function findOpener(active: Element | null): HTMLElement | null {
  // The entry of a menu is gone with its menu; the button that the menu is named after stays.
  const trigger = active?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = trigger ? document.getElementById(trigger) : active;
  return opener instanceof HTMLElement ? opener : null;
}

/** For `onOpenAutoFocus`: a form is begun at its first field, not at the way out. */
export function focusFirstField(event: Event): void {
  const modal = event.target instanceof Element ? event.target : null;
  const field = modal?.querySelector<HTMLElement>("input:not([type=hidden], [type=file]), textarea, select");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** The name of a modal, with the way out beside it. */
export function ModalHeader({ title }: { title: string }) {
  return (
    <div className="flex shrink-0 items-center gap-2 border-line border-b py-1.5 pr-1.5 pl-5">
      <Radix.Title className="min-w-0 flex-1 truncate font-semibold">{title}</Radix.Title>
      <Radix.Close
        aria-label="Close"
        className="grid size-11 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
      >
        <X size={18} aria-hidden="true" />
      </Radix.Close>
    </div>
  );
}
