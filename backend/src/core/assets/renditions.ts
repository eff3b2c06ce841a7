import sharp, { type Sharp } from "sharp";
import type { Storage } from "../storage/storage";
import { encode } from "./encoding";
import { MAX_PIXELS } from "./images";
import type { PictureKind } from "./picture-kinds";
import type { AssetRow } from "./repository";
import { createTurns } from "./turns";

/** What a picture is wanted as: its own format and size where left out, up to {@link MAX_RENDITION_SIDE} in another format. */
export interface Wanted {
  format?: PictureKind | undefined;
  /** Pixels of the longest side. */
  size?: number | undefined;
}

export interface Rendition {
  format: PictureKind;
  /** Undefined for the picture's own. */
  size: number | undefined;
  render(): Promise<Uint8Array>;
}

export interface Renditions {
  /** What is made of a picture for this wish; null when that is the file as it is. */
  plan(row: AssetRow, wanted: Wanted): Rendition | null;
}

const AT_ONCE = 2;
const MAX_WAITING = 60;
/** Longest side of what is made here. */
export const MAX_RENDITION_SIDE = 4_096;
/** At which librsvg draws one pixel a unit. */
const SVG_DENSITY = 72;

/** Pictures in other formats and sizes, made when they are asked for. Only a drawing gets larger than it was made. */
export function createRenditions({ storage }: { storage: Pick<Storage, "get"> }): Renditions {
  const takeTurn = createTurns({ atOnce: AT_ONCE, maxWaiting: MAX_WAITING });

  return {
    plan(row, wanted) {
      const own = row.mime.slice("image/".length) as PictureKind;
      const { format = own } = wanted;
      const longest = Math.max(row.width, row.height);
      const sourceKey = row.sourceMime === "image/svg+xml" ? row.sourceKey : null;
      const size = chooseSize(wanted.size, { longest, canGrow: sourceKey !== null, isConverted: format !== own });
      if (format === own && size === undefined) return null;
      const open = async () =>
        size !== undefined && size > longest && sourceKey !== null
          ? openDrawing(await storage.get(sourceKey), size)
          : openPicture(await storage.get(row.storageKey), size);
      const pixels = (size ?? longest) ** 2;
      return { format, size, render: () => takeTurn(async () => encode(await open(), format, pixels)) };
    },
  };
}

/** The longest side to make; undefined for the picture's own. */
function chooseSize(
  wanted: number | undefined,
  { longest, canGrow, isConverted }: { longest: number; canGrow: boolean; isConverted: boolean },
): number | undefined {
  const size = wanted ?? (isConverted ? Math.min(longest, MAX_RENDITION_SIDE) : longest);
  return size === longest || (size > longest && !canGrow) ? undefined : size;
}

function openPicture(bytes: Uint8Array, size: number | undefined): Sharp {
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS });
  return size === undefined ? picture : picture.resize(size, size, { fit: "inside", withoutEnlargement: true });
}

async function openDrawing(svg: Uint8Array, size: number): Promise<Sharp> {
  const { width, height } = await sharp(svg, { density: SVG_DENSITY }).metadata();
  const density = (SVG_DENSITY * size) / Math.max(width, height);
  return sharp(svg, { density, limitInputPixels: MAX_PIXELS }).resize(size, size, { fit: "inside" });
}
