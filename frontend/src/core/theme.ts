export type Theme = "system" | "light" | "dark";

const KEY = "lumiku.theme";

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  window.dispatchEvent(new Event("lumiku:theme"));
}
