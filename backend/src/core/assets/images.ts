import { platformError } from "@lumiku/app-sdk";
import sharp from "sharp";

/** Decoded pixels at most: 40 megapixels. */
export const MAX_PIXELS = 40_000_000;
const THUMBNAIL_SIDE = 384;
const PREVIEW_SIDE = 12;
/** Of 0 to 6: more would save a tenth of the bytes for twice the time. */
const THUMBNAIL_EFFORT = 0;

export interface InspectedImage {
  mime: string;
  width: number;
  height: number;
  thumbnail: Uint8Array;
  /** A data URL a few pixels wide, shown blurred while the picture loads. */
  preview: string;
}

const mimes: Record<string, string> = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };

/**
 * Decodes an image to prove that it is one, and makes its thumbnail (WebP, 384 px at most) and preview.
 *
 * @throws AppError UNSUPPORTED_MEDIA_TYPE when the bytes are no PNG, JPEG or WebP, are cut short, or hold too many pixels
 */
export async function inspectImage(bytes: Uint8Array): Promise<InspectedImage> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" });
    const { format, width, height } = await image.metadata();
    const mime = mimes[format];
    if (!mime) throw new Error(`${format} is not an accepted image format`);
    const small = await image
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: "inside", withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { width: small.info.width, height: small.info.height, channels: small.info.channels };
    const [thumbnail, preview] = await Promise.all([
      sharp(small.data, { raw }).webp({ quality: 80, effort: THUMBNAIL_EFFORT }).toBuffer(),
      sharp(small.data, { raw })
        .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: "inside" })
        .webp({ quality: 30, effort: THUMBNAIL_EFFORT })
        .toBuffer(),
    ]);
    return { mime, width, height, thumbnail, preview: `data:image/webp;base64,${preview.toString("base64")}` };
  } catch (error) {
    throw platformError("UNSUPPORTED_MEDIA_TYPE", { message: "That file is not a picture we can read.", cause: error });
  }
}
