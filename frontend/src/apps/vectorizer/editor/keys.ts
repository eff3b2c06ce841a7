/** What a key means in the editor. */
export type Command = "undo" | "redo" | "trace" | ZoomCommand | PanCommand;
type ZoomCommand = "zoom-in" | "zoom-out" | "show-whole" | "actual-size";
type PanCommand = "pan-left" | "pan-right" | "pan-up" | "pan-down";

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * Where a key was pressed: on the picture or nowhere, on a control over the picture, in a field that takes text, in a
 * dialog or a menu, elsewhere.
 */
export type KeyPlace = "picture" | "canvas" | "text" | "modal" | "elsewhere";

const zoomKeys: Record<string, ZoomCommand> = {
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
  "0": "show-whole",
  "1": "actual-size",
};
const panKeys: Record<string, PanCommand> = {
  ArrowLeft: "pan-left",
  ArrowRight: "pan-right",
  ArrowUp: "pan-up",
  ArrowDown: "pan-down",
};

/** Keys without Ctrl or ⌘ mean something only at the picture; the arrows only where no control uses them. */
export function commandOf(press: KeyPress, place: KeyPlace): Command | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (altKey || place === "modal") return undefined;
  if (!ctrlKey && !metaKey) {
    if (place === "picture") return zoomKeys[key] ?? panKeys[key];
    return place === "canvas" ? zoomKeys[key] : undefined;
  }
  if (key === "Enter") return "trace";
  if (place === "text") return undefined;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" ? "redo" : undefined;
}

const wordless = ["checkbox", "radio", "button", "submit", "reset", "range", "color", "file", "image"];

export function placeOf(target: EventTarget | null, frame: Element | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return "picture";
  if (target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return "modal";
  if (target instanceof HTMLInputElement && !wordless.includes(target.type)) return "text";
  if (target.isContentEditable || target.matches("textarea, select")) return "text";
  if (target === frame || target === document.body || target.id === "main") return "picture";
  return frame?.parentElement?.contains(target) ? "canvas" : "elsewhere";
}
