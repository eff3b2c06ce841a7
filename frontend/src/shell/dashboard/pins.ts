/** In the order in which they were pinned, then the others as they come. */
export function pinnedFirst<T extends { id: string }>(apps: readonly T[], pinned: readonly string[]): T[] {
  const placeOf = ({ id }: T) => {
    const place = pinned.indexOf(id);
    return place < 0 ? pinned.length : place;
  };
  return apps.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What is pinned once one more is, or no longer. */
export function togglePin(pinned: readonly string[], appId: string): string[] {
  return pinned.includes(appId) ? pinned.filter((id) => id !== appId) : [...pinned, appId];
}
