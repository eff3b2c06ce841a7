const BIN_MS = 30 * 24 * 3_600_000;

/** What was removed before this cannot be brought back any more. */
export function binEnd(now: Date): Date {
  return new Date(now.getTime() - BIN_MS);
}
