import type { Asset } from "@lumiku/app-sdk";

export type PictureFormat = "png" | "jpeg" | "webp";

export interface PictureFile {
  format: PictureFormat;
  /** Pixels of the longest side; as large as it is when left out. */
  size?: number | undefined;
}

export const pictureFormats = [
  { value: "png", label: "PNG", hint: "Exact" },
  { value: "jpeg", label: "JPEG", hint: "Small, for everything" },
  { value: "webp", label: "WebP", hint: "Smallest, for the web" },
] as const satisfies { value: PictureFormat; label: string; hint: string }[];

const SIDES = [2048, 1024, 512];
const MAX_NAME_CHARACTERS = 60;

/** The longest sides a picture can be had in besides its own: what was not drawn from lines only gets smaller. */
export function sidesOf({ width, height, source }: Pick<Asset, "width" | "height" | "source">): number[] {
  const longest = Math.max(width, height);
  return SIDES.filter((side) => side < longest || (source !== null && side !== longest));
}

/** The address a picture is saved from, under a name that says what it shows. */
export function downloadUrl({ url }: Pick<Asset, "url">, name: string, file?: PictureFile): string {
  const query = new URLSearchParams({
    ...(file && { format: file.format }),
    ...(file?.size && { size: String(file.size) }),
    download: "",
    name: fileNameOf(name),
  });
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}

/** Words of a prompt as a file is named: short, and nothing that a folder would trip over. */
export function fileNameOf(words: string): string {
  const clean = words
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (clean.length <= MAX_NAME_CHARACTERS) return clean || "Lumiku";
  const cut = clean.slice(0, MAX_NAME_CHARACTERS);
  const end = cut.lastIndexOf(" ");
  return end > MAX_NAME_CHARACTERS / 2 ? cut.slice(0, end) : cut;
}
