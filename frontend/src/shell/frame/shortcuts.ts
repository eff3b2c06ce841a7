/** Keys of the frame, as `createKeyReader` reads them. What an app's page adds it tells of itself. */
export const shortcuts = {
  palette: "mod+k",
  search: "/",
  help: "?",
  sidebar: "s",
  dashboard: "g d",
  work: "g w",
  billing: "g b",
  account: "g a",
} as const;

/** The same keys as people read them: "G D" to press one after the other. */
export function keyNames(keys: string, modKey: string): string[] {
  return keys.split(/[ +]/).map((key) => (key === "mod" ? modKey : key.length === 1 ? key.toUpperCase() : key));
}
