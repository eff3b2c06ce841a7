const wordless = ["checkbox", "radio", "button", "submit", "reset", "range", "color", "file", "image"];

/** Keys pressed here write something, so they mean nothing else. */
export function isTypedInto(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !wordless.includes(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
  );
}

/** What happens in a modal or a menu is not meant for the page behind it. */
export function isInModal(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest("[role=dialog],[role=alertdialog],[role=menu],[role=listbox]") !== null
  );
}
