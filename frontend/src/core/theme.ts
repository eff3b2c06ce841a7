export type Theme = "system" | "light" | "dark";

const KEY = "lumiku.theme";

export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  window.dispatchEvent(new Event("lumiku:theme"));
}
