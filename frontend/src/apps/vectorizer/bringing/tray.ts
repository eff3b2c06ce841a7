import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";

/** How far a picture is on its way here. */
export type Arrival =
  | { kind: "waiting" }
  /** `sent` is the share of the file that has gone, 0–1; at 1 the server looks at it. */
  | { kind: "sending"; sent: number }
  | { kind: "ready"; document: VectorDocument }
  /** `canRetry`: it may well be taken the next time. */
  | { kind: "refused"; reason: string; canRetry: boolean };

export interface TrayItem {
  id: string;
  name: string;
  /** Shown before the server has anything to show; null where there is nothing to show. */
  previewUrl: string | null;
  arrival: Arrival;
}

/** What somebody brings now. One picture opens by itself; more are traced together. */
export interface Tray {
  items: readonly TrayItem[];
  isBatch: boolean;
}

export const emptyTray: Tray = { items: [], isBatch: false };

/** Takes more in; what is there already is not taken twice. A second one makes it a batch, and it stays one. */
export function addToTray(tray: Tray, added: readonly TrayItem[]): Tray {
  const known = new Set(tray.items.map(keyOf));
  const items = [...tray.items, ...added.filter((item) => !known.has(keyOf(item)))];
  // One that was refused gives way: what comes after it is another try, not a batch.
  const kept = tray.isBatch
    ? items
    : items.filter(({ arrival }, index) => index >= tray.items.length || arrival.kind !== "refused");
  return { items: kept, isBatch: tray.isBatch || kept.length > 1 };
}

export function changeArrival(tray: Tray, id: string, arrival: Arrival): Tray {
  return { ...tray, items: tray.items.map((item) => (item.id === id ? { ...item, arrival } : item)) };
}

/** An empty batch is none. */
export function leaveOut(tray: Tray, id: string): Tray {
  const items = tray.items.filter((item) => item.id !== id);
  return items.length === 0 ? emptyTray : { ...tray, items };
}

/** What was refused comes first, where it is seen: the end of a long list is not. */
export function refusedFirst({ items }: Tray): TrayItem[] {
  const isRefused = ({ arrival }: TrayItem) => arrival.kind === "refused";
  return [...items.filter(isRefused), ...items.filter((item) => !isRefused(item))];
}

export interface TrayState {
  ready: VectorDocument[];
  /** How many are still on their way. */
  coming: number;
  refused: number;
}

export function stateOfTray({ items }: Tray): TrayState {
  return {
    ready: items.flatMap(({ arrival }) => (arrival.kind === "ready" ? arrival.document : [])),
    coming: items.filter(({ arrival }) => arrival.kind === "waiting" || arrival.kind === "sending").length,
    refused: items.filter(({ arrival }) => arrival.kind === "refused").length,
  };
}

/** How many more a batch of at most `max` takes. */
export function roomIn({ items }: Tray, max: number): number {
  return Math.max(0, max - items.filter(({ arrival }) => arrival.kind !== "refused").length);
}

function keyOf({ id, arrival }: TrayItem): string {
  return arrival.kind === "ready" ? arrival.document.id : id;
}
