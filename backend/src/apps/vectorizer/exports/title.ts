const MAX_LENGTH = 200;

/** A title on one line, without control characters or halves of a character. */
export function plainTitle(title: string): string {
  const line = title
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Noncharacter_Code_Point}\s]+/gu, " ")
    // They turn the direction of what follows them, beyond the title.
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
  return [...line.trim()].slice(0, MAX_LENGTH).join("").trim() || "Untitled";
}
