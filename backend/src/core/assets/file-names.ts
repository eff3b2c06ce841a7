const MAX_LENGTH = 120;
const PICTURE_ENDING = /\.(?:png|jpe?g|webp|svg|gif|heic|avif|tiff?|bmp)$/i;
/** Control characters, and those that turn the direction of writing: "exe.gnp" would read as "png.exe". */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A file's own name as it may be kept and shown: without folders and without what is not seen; null when nothing is left. */
export function cleanFileName(name: string | undefined): string | null {
  const seen = (name ?? "").toWellFormed().normalize("NFC").replace(/\s+/g, " ").replace(UNSEEN, "");
  const own = seen.split(/[/\\]/).at(-1) ?? "";
  const clean = own.replace(/^\.+/, "").trim();
  return [...clean].slice(0, MAX_LENGTH).join("").trim() || null;
}

/** The name a file is saved under: its ending is that of its type, whatever it was called. */
export function savedName(name: string | null, extension: string): string {
  const stem =
    (name ?? "")
      .replace(PICTURE_ENDING, "")
      .replace(/[<>:"|?*]/g, "_")
      .trim() || "picture";
  return `${stem}.${extension}`;
}

/** A Content-Disposition that saves: RFC 6266. What ASCII cannot say is said once more in RFC 8187's UTF-8. */
export function attachment(fileName: string): string {
  const ascii = fileName
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const plain = `attachment; filename="${ascii}"`;
  if (ascii === fileName) return plain;
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${plain}; filename*=UTF-8''${encoded}`;
}
