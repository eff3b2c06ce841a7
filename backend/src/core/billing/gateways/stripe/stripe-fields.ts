/** An expandable field is the object itself or its id. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return (typeof field === "string" ? field : field?.id) ?? null;
}

/** Stripe counts whole seconds. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}

export function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
