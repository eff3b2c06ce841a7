export interface Visits {
  /** Whether this is the first time that this visit to a page speaks of a picture. */
  isNew(visitKey: string, assetId: string): boolean;
}

/**
 * Lets a picture that an address names be taken in once a visit, however often a page asks: its effects run twice in
 * development, and going back shows the same address again.
 */
export function createVisits(): Visits {
  const seen = new Set<string>();
  return {
    isNew(visitKey, assetId) {
      const visit = `${visitKey} ${assetId}`;
      if (seen.has(visit)) return false;
      seen.add(visit);
      return true;
    },
  };
}
