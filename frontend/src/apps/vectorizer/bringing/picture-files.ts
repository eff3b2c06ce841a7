import { MAX_PICTURE_BYTES } from "@lumiku/contracts/vectorizer";
import { fileSize } from "../../../core/words";

/** By the type a browser gives, and by the ending where a system knows no type. */
const formats = {
  PNG: ["image/png", ".png"],
  JPEG: ["image/jpeg", ".jpg", ".jpeg"],
  WebP: ["image/webp", ".webp"],
  GIF: ["image/gif", ".gif"],
  BMP: ["image/bmp", "image/x-ms-bmp", ".bmp"],
  TIFF: ["image/tiff", ".tif", ".tiff"],
} as const;

/** As of an `<input type="file">`. */
export const acceptedFiles = Object.values(formats).flat().join(",");
export const acceptedWords = "PNG, JPEG, WebP, GIF, BMP or TIFF";
export const limitWords = `${acceptedWords}, up to 16 MB and 40 megapixels`;

/** A file that is not taken, and what can be done about it. */
export interface RefusedFile {
  name: string;
  reason: string;
}

export interface SortedPictures {
  taken: File[];
  refused: RefusedFile[];
}

/** Which files are brought, as far as it can be told without reading them; of more than there is `room` for, the first. */
export function sortPictures(files: readonly File[], room: number): SortedPictures {
  const taken: File[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const reason =
      findRefusal(file) ?? (taken.length >= room ? "There is no room for it: 50 pictures at a time." : null);
    if (reason) refused.push({ name: file.name, reason });
    else taken.push(file);
  }
  return { taken, refused };
}

function findRefusal(file: File): string | null {
  const ending = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? "";
  if (file.type === "image/svg+xml" || (!file.type && ending === ".svg")) return "It is a vector picture already.";
  const known: readonly string[] = Object.values(formats).flat();
  if (!known.includes(file.type || ending)) return `It is not ${acceptedWords}. Save it as one of them first.`;
  if (file.size === 0) return "The file is empty.";
  if (file.size > MAX_PICTURE_BYTES) return `It has ${fileSize(file.size)}; 16 MB is the most.`;
  return null;
}

/** "Lighthouse at dusk" of "Lighthouse at dusk.png". */
export function nameOfFile(fileName: string): string {
  return fileName.replace(/\.[^.\s]{1,5}$/, "").trim() || "Picture";
}
