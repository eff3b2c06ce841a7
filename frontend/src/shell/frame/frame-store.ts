import { create } from "zustand";

interface Frame {
  isPaletteOpen: boolean;
  /** The list of keys. */
  isHelpOpen: boolean;
  /** The list of apps. */
  isSwitcherOpen: boolean;
  isSidebarCollapsed: boolean;
  /** Whether single letters do something. Who dictates, or presses keys by accident, can switch that off. */
  hasLetterKeys: boolean;
}

/** How this browser shows the frame; what is chosen for good stays with the browser. */
export const useFrame = create<Frame>()(() => ({
  ...{ isPaletteOpen: false, isHelpOpen: false, isSwitcherOpen: false },
  isSidebarCollapsed: recall("sidebar-collapsed") === "yes",
  hasLetterKeys: recall("letter-keys") !== "no",
}));

export function openPalette(): void {
  useFrame.setState({ isPaletteOpen: true });
}

export function togglePalette(): void {
  useFrame.setState(({ isPaletteOpen }) => ({ isPaletteOpen: !isPaletteOpen }));
}

export function openHelp(): void {
  useFrame.setState({ isHelpOpen: true });
}

export function openSwitcher(): void {
  useFrame.setState({ isSwitcherOpen: true });
}

export function toggleSidebar(): void {
  const isSidebarCollapsed = !useFrame.getState().isSidebarCollapsed;
  useFrame.setState({ isSidebarCollapsed });
  remember("sidebar-collapsed", isSidebarCollapsed ? "yes" : "no");
}

export function chooseLetterKeys(hasLetterKeys: boolean): void {
  useFrame.setState({ hasLetterKeys });
  remember("letter-keys", hasLetterKeys ? "yes" : "no");
}

/** What this browser keeps of the frame; null where it keeps nothing. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`lumiku.${name}`);
  } catch {
    return null;
  }
}

/** Keeps it for the next visit, where the browser lets a page keep anything. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`lumiku.${name}`, value);
  } catch {
    // Without it everything works, and is forgotten.
  }
}
