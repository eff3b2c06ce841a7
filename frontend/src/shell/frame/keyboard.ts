const SEQUENCE_MS = 1_000;

/** What a key press is judged by. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
  preventDefault(): void;
}

export interface KeyReaderDependencies {
  /** By keys: "mod+k" with Ctrl or ⌘, "?" alone, "g d" one after the other. */
  actions: Readonly<Record<string, () => void>>;
  /** Whether what is pressed now is meant for something else: a text, a dialog, a menu. */
  isElsewhere(press: KeyPress): boolean;
  /** Whether keys without Ctrl or ⌘ count. */
  hasLetterKeys(): boolean;
  now(): number;
}

/** Turns key presses into actions. A press that means nothing here is left alone. */
export function createKeyReader({ actions, isElsewhere, hasLetterKeys, now }: KeyReaderDependencies) {
  const beginnings = new Set(Object.keys(actions).flatMap((keys) => (keys.includes(" ") ? [keys.split(" ")[0]] : [])));
  let begun: { key: string; at: number } | undefined;

  const run = (press: KeyPress, keys: string) => {
    const action = actions[keys];
    if (!action) return false;
    press.preventDefault();
    action();
    return true;
  };

  return (press: KeyPress): void => {
    const before = begun;
    begun = undefined;
    if (press.defaultPrevented || press.isComposing || press.altKey) return;
    const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
    if (press.ctrlKey || press.metaKey) {
      run(press, `mod+${key}`);
      return;
    }
    if (!hasLetterKeys() || isElsewhere(press)) return;
    if (before && now() - before.at < SEQUENCE_MS && run(press, `${before.key} ${key}`)) return;
    if (run(press, key)) return;
    if (beginnings.has(key)) begun = { key, at: now() };
  };
}

const wordless = ["checkbox", "radio", "button", "submit", "reset", "range", "color", "file", "image"];

/** Whether keys pressed here write something, or are meant for a dialog or a menu. */
export function isTakenElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && !wordless.includes(target.type)) return true;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]") !== null;
}

/** "⌘" or "Ctrl", as this keyboard has it. */
export const modKey = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? "") ? "⌘" : "Ctrl";
