import { platformError } from "@lumiku/app-sdk";
import sharp from "sharp";
import { MODEL_SIDE } from "./nsfw-scores";

/** The same 40 megapixels that stored pictures may have. */
const MAX_PIXELS = 40_000_000;
const DECODING_LIMIT_SECONDS = 10;
const MAX_FRAMES = 4;

/**
 * Decodes a picture into what the model reads: 224 × 224 RGB, squeezed like its training pictures, on white. Of an
 * animation four frames at most, first to last, or its first frame could vouch for the rest.
 *
 * @throws AppError UNSUPPORTED_MEDIA_TYPE when the bytes are no picture, are cut short, or hold too many pixels
 */
export async function* readFrames(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  try {
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
    const count = Math.min(pages, MAX_FRAMES);
    for (let frame = 0; frame < count; frame++) {
      const page = count > 1 ? Math.round((frame * (pages - 1)) / (count - 1)) : 0;
      yield await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", page })
        .timeout({ seconds: DECODING_LIMIT_SECONDS })
        .flatten({ background: "white" })
        .resize(MODEL_SIDE, MODEL_SIDE, { fit: "fill" })
        .toColourspace("srgb")
        .raw({ depth: "uchar" })
        .toBuffer();
    }
  } catch (cause) {
    throw platformError("UNSUPPORTED_MEDIA_TYPE", { message: "That file is not a picture we can read.", cause });
  }
}
