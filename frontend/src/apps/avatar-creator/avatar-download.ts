import type { Avatar } from "@lumiku/contracts/avatar-creator";

export type DownloadFormat = "png" | "jpeg" | "webp" | "svg";

export interface DownloadChoice {
  format: DownloadFormat;
  /** The longest side in pixels; null as large as it is. */
  size: number | null;
  /** "keep", "transparent" or "#rrggbb". */
  background: string;
}

const SIDES = [4096, 2048, 1024, 512, 256];

/** The kinds of file there can be of it: a drawing is one as SVG, too. */
export function formatsOf({ asset }: Pick<Avatar, "asset">): { value: DownloadFormat; label: string }[] {
  const formats: DownloadFormat[] = asset.source ? ["png", "jpeg", "webp", "svg"] : ["png", "jpeg", "webp"];
  return formats.map((value) => ({ value, label: value.toUpperCase() }));
}

/** The sizes there can be of it: what has no drawing behind it only gets smaller. */
export function sizesOf({ asset }: Pick<Avatar, "asset">): { value: number | null; label: string }[] {
  const { width, height } = asset;
  const longest = Math.max(width, height);
  const sides = SIDES.filter((side) => side !== longest && (asset.source !== null || side < longest));
  return [
    { value: null, label: `As it is, ${width} × ${height} px` },
    ...sides.map((side) => {
      const scale = side / longest;
      return { value: side, label: `${Math.round(width * scale)} × ${Math.round(height * scale)} px` };
    }),
  ];
}

/** Where the file is to be had. */
export function downloadUrl({ id }: Pick<Avatar, "id">, { format, size, background }: DownloadChoice): string {
  const query = new URLSearchParams({ format, ...(size && format !== "svg" && { size: String(size) }), background });
  return `/api/apps/avatar-creator/avatars/${encodeURIComponent(id)}/download?${query}`;
}
