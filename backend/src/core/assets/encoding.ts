import type { Sharp } from "sharp";
import type { PictureKind } from "./picture-kinds";

const TIME_LIMIT_SECONDS = 30;
/** Tables that fit one JPEG make it smaller, and need 15 bytes of memory a pixel. */
const MAX_FITTED_PIXELS = 12_000_000;

const encoders: Record<PictureKind, (image: Sharp, pixels: number) => Sharp> = {
  // What is transparent would be black.
  jpeg: (image, pixels) =>
    image
      .flatten({ background: "white" })
      .jpeg({ quality: 92, chromaSubsampling: "4:4:4", optimizeCoding: pixels <= MAX_FITTED_PIXELS }),
  png: (image) => image.png(),
  // Less effort fails for large pictures with much detail, more takes three times as long.
  webp: (image) => image.webp({ quality: 92, effort: 2 }),
};

/** Runs what was asked of a picture and encodes what comes of it, without metadata. @param pixels how many that is, about */
export function encode(image: Sharp, kind: PictureKind, pixels: number): Promise<Uint8Array> {
  return encoders[kind](image, pixels).timeout({ seconds: TIME_LIMIT_SECONDS }).toBuffer();
}
