import { AppError, type PlatformErrorCode, platformError } from "@lumiku/app-sdk";
import type { PictureFormat, UploadRules } from "@lumiku/app-sdk/server";
import sharp, { type Sharp } from "sharp";
import { openBitmap, readBitmapSides } from "./bitmaps";
import { encode } from "./encoding";
import { MAX_PIXELS } from "./images";
import { formatNames, isAnimatedPng, keptAs, recognise } from "./picture-kinds";

const MEBIBYTE = 1_048_576;
const MAX_SIDE = 8_192;

/** What a file may be where nothing else is said. */
export const usualRules: Required<UploadRules> = {
  formats: ["jpeg", "png", "webp"],
  maxBytes: 10 * MEBIBYTE,
  minSide: 64,
  takesFirstFrame: false,
};

/**
 * Makes a picture of our own out of one that somebody sent: decoded whole, turned upright as its EXIF says, in sRGB with
 * 8 bits a channel, alpha kept, encoded anew in its own format, or as PNG where the library does not keep that. Nothing
 * but the pixels is left: no place, no camera, no comment, no bytes behind the end. One that moves or has several pages
 * is refused unless its first frame is taken, because one frame of it is not what was sent.
 *
 * @throws AppError UNSUPPORTED_MEDIA_TYPE (another format; damaged; moving), PAYLOAD_TOO_LARGE (too many bytes; more than
 * 40 megapixels), VALIDATION_FAILED (empty, a side under the least or over 8192 pixels)
 */
export async function readUploadedPicture(file: Blob, given: UploadRules = {}): Promise<Uint8Array> {
  const rules = { ...usualRules, ...given };
  checkSize(file.size, rules);
  const bytes = await file.bytes();
  const format = formatOf(bytes, rules);
  try {
    const { width, height, open } = await (format === "bmp" ? readBitmap(bytes) : readHeader(bytes, format, rules));
    checkSides(width, height, rules);
    return await encode(await open(), keptAs(format), width * height);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refusal("UNSUPPORTED_MEDIA_TYPE", "That picture is damaged or not all there. Try another copy of it.", error);
  }
}

/** @throws AppError VALIDATION_FAILED, PAYLOAD_TOO_LARGE */
function checkSize(sizeBytes: number, { maxBytes }: Required<UploadRules>): void {
  if (sizeBytes === 0) throw refusal("VALIDATION_FAILED", "That file is empty.");
  if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
}

/** For a file of more bytes than may be. */
export function tooLarge(maxBytes: number): AppError {
  const size = `${Math.round((maxBytes / MEBIBYTE) * 10) / 10} MB`;
  return refusal("PAYLOAD_TOO_LARGE", `That file is larger than ${size}. Send a smaller one.`);
}

function formatOf(bytes: Uint8Array, { formats }: Required<UploadRules>): PictureFormat {
  const found = recognise(bytes);
  if (found && "format" in found && formats.includes(found.format)) return found.format;
  const what = found && ("format" in found ? `a ${formatNames[found.format]}` : found.otherKind);
  const wanted = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(
    formats.map((format) => `a ${formatNames[format]}`),
  );
  throw refusal(
    "UNSUPPORTED_MEDIA_TYPE",
    `${what ? `That is ${what}.` : "That file is not a picture."} Send ${wanted}.`,
  );
}

/** A picture whose header alone has been read. */
interface Unopened {
  width: number;
  height: number;
  open(): Promise<Sharp>;
}

async function readHeader(bytes: Uint8Array, format: PictureFormat, rules: Required<UploadRules>): Promise<Unopened> {
  const facts = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (facts.format !== format) throw new Error(`It begins as ${format} and is read as ${facts.format}`);
  if (!rules.takesFirstFrame) {
    const hasSeveral = (facts.pages ?? 1) > 1;
    if (hasSeveral && format === "tiff")
      throw refusal("UNSUPPORTED_MEDIA_TYPE", "That file has several pages. Send one of them.");
    if (hasSeveral || (format === "png" && isAnimatedPng(bytes)))
      throw refusal("UNSUPPORTED_MEDIA_TYPE", "That picture moves. Send a still one.");
  }
  const open = async () => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).autoOrient();
  return { width: facts.width, height: facts.height, open };
}

async function readBitmap(bytes: Uint8Array): Promise<Unopened> {
  return { ...readBitmapSides(bytes), open: () => openBitmap(bytes) };
}

/** What its header says is checked before a pixel is decoded. */
function checkSides(width: number, height: number, { minSide }: Required<UploadRules>): void {
  const sides = `That picture is ${width} × ${height} pixels.`;
  if (Math.min(width, height) < minSide)
    throw refusal("VALIDATION_FAILED", `${sides} Both sides need at least ${minSide}.`);
  if (Math.max(width, height) > MAX_SIDE)
    throw refusal("VALIDATION_FAILED", `${sides} Neither side may have more than ${MAX_SIDE}.`);
  if (width * height > MAX_PIXELS)
    throw refusal("PAYLOAD_TOO_LARGE", `${sides} That is more than ${MAX_PIXELS / 1_000_000} megapixels.`);
}

function refusal(code: PlatformErrorCode, message: string, cause?: unknown): AppError {
  return platformError(code, { message, errors: [{ path: "/body/file", message }], cause });
}
