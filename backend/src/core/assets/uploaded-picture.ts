import { AppError, type PlatformErrorCode, platformError } from "@lumiku/app-sdk";
import sharp, { type Metadata } from "sharp";
import { encode } from "./encoding";
import { MAX_PIXELS } from "./images";
import { isAnimatedPng, type PictureKind, recognise } from "./picture-kinds";

const MAX_BYTES = 10 * 1024 * 1024;
const MIN_SIDE = 64;
const MAX_SIDE = 8_192;

/**
 * Makes a picture of our own out of one that somebody sent: decoded whole, turned upright as its EXIF says, in sRGB with
 * 8 bits a channel, alpha kept, encoded anew in its own format. Nothing but the pixels is left: no place, no camera, no
 * comment, no bytes behind the end. One that moves is refused, because one frame of it is not what was sent.
 *
 * @throws AppError UNSUPPORTED_MEDIA_TYPE (no JPEG, PNG or WebP; damaged; moving), PAYLOAD_TOO_LARGE (10 MB, 40
 * megapixels), VALIDATION_FAILED (empty, sides other than 64 to 8192 pixels)
 */
export async function readUploadedPicture(file: Blob): Promise<Uint8Array> {
  if (file.size === 0) throw refusal("VALIDATION_FAILED", "That file is empty.");
  if (file.size > MAX_BYTES) throw refusal("PAYLOAD_TOO_LARGE", "That file is larger than 10 MB. Send a smaller one.");
  const bytes = await file.bytes();
  const kind = kindOf(bytes);
  try {
    const facts = await sharp(bytes, { limitInputPixels: false }).metadata();
    checkFacts(facts, kind, bytes);
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
    return await encode(upright, kind, facts.width * facts.height);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refusal("UNSUPPORTED_MEDIA_TYPE", "That picture is damaged or not all there. Try another copy of it.", error);
  }
}

function kindOf(bytes: Uint8Array): PictureKind {
  const found = recognise(bytes);
  if (found && "kind" in found) return found.kind;
  const what = found ? `That is ${found.otherKind}.` : "That file is not a picture.";
  throw refusal("UNSUPPORTED_MEDIA_TYPE", `${what} Send a JPEG, a PNG or a WebP.`);
}

/** What its header says is checked before a pixel is decoded. */
function checkFacts({ format, width, height, pages = 1 }: Metadata, kind: PictureKind, bytes: Uint8Array): void {
  if (format !== kind) throw new Error(`It begins as ${kind} and is read as ${format}`);
  if (pages > 1 || (kind === "png" && isAnimatedPng(bytes)))
    throw refusal("UNSUPPORTED_MEDIA_TYPE", "That picture moves. Send a still one.");
  const sides = `That picture is ${width} × ${height} pixels.`;
  if (Math.min(width, height) < MIN_SIDE)
    throw refusal("VALIDATION_FAILED", `${sides} Both sides need at least ${MIN_SIDE}.`);
  if (Math.max(width, height) > MAX_SIDE)
    throw refusal("VALIDATION_FAILED", `${sides} Neither side may have more than ${MAX_SIDE}.`);
  if (width * height > MAX_PIXELS)
    throw refusal("PAYLOAD_TOO_LARGE", `${sides} That is more than ${MAX_PIXELS / 1_000_000} megapixels.`);
}

function refusal(code: PlatformErrorCode, message: string, cause?: unknown): AppError {
  return platformError(code, { message, errors: [{ path: "/body/file", message }], cause });
}
