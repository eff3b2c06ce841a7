import { platformError } from "@lumiku/app-sdk";
import type { AvatarDownload } from "@lumiku/contracts/avatar-creator";
import sharp, { type Sharp } from "sharp";
import { readSvgSize, resizeSvg, setBackground } from "./illustrator/svg";
import { cutOutPerson } from "./rendering/cutout";

export interface Picture {
  bytes: Uint8Array;
  mime: string;
}

export interface DownloadRequest extends AvatarDownload {
  picture: Picture;
  /** The drawing that the picture was rendered from; null for photos and uploads. */
  source: Picture | null;
}

export interface RenderedDownload extends Picture {
  /** Without the dot. */
  extension: string;
}

const MAX_PIXELS = 8192 * 8192;
const MAX_CUT_SIDE = 4096;

/**
 * A picture in another format, size or background. A drawing is drawn again: sharp at any size, exact around the
 * person. A photo is never enlarged, and its person is cut out by estimate.
 *
 * @throws AppError VALIDATION_FAILED for what this picture cannot become, UNAVAILABLE when too many are cut out at once
 */
export async function renderDownload(request: DownloadRequest): Promise<RenderedDownload> {
  const { source } = request;
  return isDrawing(source) ? renderDrawing(request, source) : renderPhoto(request);
}

/** Whether the picture can be an SVG, sharp at any size, and cut out exactly; of others the person is estimated. */
export function isDrawing(source: { mime: string } | null): source is Picture {
  return source?.mime === "image/svg+xml";
}

async function renderDrawing(
  { format, size, background }: DownloadRequest,
  source: Picture,
): Promise<RenderedDownload> {
  const drawing = setBackground(new TextDecoder().decode(source.bytes), background);
  const own = readSvgSize(drawing);
  const scale = size === undefined ? 1 : size / Math.max(own.width, own.height);
  const svg = resizeSvg(drawing, { width: Math.round(own.width * scale), height: Math.round(own.height * scale) });
  const bytes = new TextEncoder().encode(svg);
  if (format === "svg") return { bytes, mime: "image/svg+xml", extension: "svg" };
  return encode(sharp(bytes, { limitInputPixels: MAX_PIXELS }), format);
}

async function renderPhoto({ picture, format, size, background }: DownloadRequest): Promise<RenderedDownload> {
  if (format === "svg") {
    throw refuse("format", "This picture is made of pixels: only an illustrated avatar can be an SVG. Choose PNG.");
  }
  const isAsItIs = size === undefined && background === "keep" && picture.mime === `image/${format}`;
  if (isAsItIs) return { ...picture, extension: extensions[format] };
  const fitted = sharp(picture.bytes, { limitInputPixels: MAX_PIXELS });
  const most = size ?? (background === "keep" ? undefined : MAX_CUT_SIDE);
  if (most !== undefined) fitted.resize(most, most, { fit: "inside", withoutEnlargement: true });
  if (background === "keep") return encode(fitted, format);
  const person = await isolate(fitted, picture);
  if (!person) {
    throw refuse(
      "background",
      "No person stands out in this picture, so there is no background to take away. Keep the background, or draw the avatar again with a plain one.",
    );
  }
  return encode(background === "transparent" ? person : person.flatten({ background }), format);
}

/** What has no background is taken as it is; out of everything else the person is cut. */
async function isolate(image: Sharp, { bytes }: Picture): Promise<Sharp | null> {
  const { isOpaque } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).stats();
  return isOpaque ? cutOutPerson(image) : image;
}

type PixelFormat = Exclude<AvatarDownload["format"], "svg">;
const extensions: Record<PixelFormat, string> = { png: "png", jpeg: "jpg", webp: "webp" };

async function encode(image: Sharp, format: PixelFormat): Promise<RenderedDownload> {
  const encoded = {
    png: () => image.png({ compressionLevel: 8 }),
    // JPEG knows no transparency: what is behind becomes white, as paper is.
    jpeg: () => image.flatten({ background: "#ffffff" }).jpeg({ quality: 92 }),
    webp: () => image.webp({ quality: 92, effort: 2 }),
  }[format]();
  return { bytes: await encoded.toBuffer(), mime: `image/${format}`, extension: extensions[format] };
}

function refuse(field: "format" | "background", message: string) {
  return platformError("VALIDATION_FAILED", { errors: [{ path: `/query/${field}`, message }] });
}
