const MAX_LENGTH = 80;

/** A file's name from what people call it: "Amal in Paris" and "png" → "amal-in-paris.png". */
export function fileNameOf(name: string, extension: string): string {
  const words = name
    .toWellFormed()
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, "-");
  return `${shorten(words).replace(/^-+|-+$/g, "") || "avatar"}.${extension}`;
}

/** What to call a picture that somebody brings: "Holiday/IMG_2041 copy.jpeg" → "IMG_2041 copy". */
export function nameOfFile(fileName: string): string {
  const own = fileName.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const stem = own.replace(/(.)\.[^.]*$/, "$1").replace(/[\p{Cc}\s]+/gu, " ");
  return shorten(stem.trim()).trim() || "Portrait";
}

const shorten = (text: string) => [...text].slice(0, MAX_LENGTH).join("");
