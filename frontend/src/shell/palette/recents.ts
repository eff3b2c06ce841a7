import { recall, remember } from "../frame/frame-store";

const KEY = "palette-recents";
const KEPT = 5;

/** What was chosen last, the newest first, each once. */
export function withRecent(recents: readonly string[], chosen: string): string[] {
  return [chosen, ...recents.filter((id) => id !== chosen)].slice(0, KEPT);
}

export function readRecents(): string[] {
  return (recall(KEY) ?? "").split("\n").filter(Boolean);
}

export function rememberRecent(chosen: string): void {
  remember(KEY, withRecent(readRecents(), chosen).join("\n"));
}
