import type { Asset, AssetUse } from "./generation";

const BIN_MS = 30 * 24 * 3_600_000;

/** What was removed before this cannot be brought back any more, here and in every app. */
export function binEnd(now: Date): Date {
  return new Date(now.getTime() - BIN_MS);
}

export type PictureFormat = "jpeg" | "png" | "webp" | "gif" | "bmp" | "tiff";

/** Which files an app takes in. What is left out is the platform's: JPEG, PNG and WebP up to 10 MB, 64 to 8192 pixels a side. */
export interface UploadRules {
  /** What the library does not keep (GIF, BMP, TIFF) is kept as PNG. */
  readonly formats?: readonly PictureFormat[];
  readonly maxBytes?: number;
  /** Pixels. */
  readonly minSide?: number;
  /** Of a picture that moves, its first frame is taken; refused when left out. */
  readonly takesFirstFrame?: boolean;
}

/** The platform's file library, bound to one app. Never returns another user's file. */
export interface Assets {
  /** Signed snapshots by id; unknown, deleted and foreign ids are left out. */
  list(userId: string, ids: readonly string[]): Promise<Map<string, Asset>>;
  /** Those of the ids that `list` would return: to count, where nothing is shown. */
  listIds(userId: string, ids: readonly string[]): Promise<Set<string>>;
  /** The bytes of one file. @throws AppError NOT_FOUND */
  read(userId: string, assetId: string): Promise<Uint8Array>;
  /** What a picture was rendered from, as with drawings, or null. @throws AppError NOT_FOUND */
  readSource(userId: string, assetId: string): Promise<{ bytes: Uint8Array; mime: string } | null>;
  /**
   * Takes a person's own picture into the library: checked by its content, turned upright, re-encoded without metadata.
   * `record` runs in the transaction that adds it.
   *
   * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, VALIDATION_FAILED (sides), CONTENT_BLOCKED, STORAGE_FULL
   */
  upload(userId: string, file: Blob, record?: (asset: Asset) => Promise<void>, rules?: UploadRules): Promise<Asset>;
  /**
   * As `upload`, from an address: public https or http, at most three redirects, nothing in this machine's own networks.
   *
   * @throws AppError as `upload`; URL_UNREACHABLE when nothing can be had from there
   */
  uploadFrom(
    userId: string,
    url: string,
    record?: (asset: Asset) => Promise<void>,
    rules?: UploadRules,
  ): Promise<Asset>;
  /** What became of a picture in every app, the newest first. @throws AppError NOT_FOUND */
  listUses(userId: string, assetId: string): Promise<AssetUse[]>;
}

/** Files of the app itself, for everybody to see: the pictures of its presets. Addresses need no session. */
export interface PublicFiles {
  /** Writes it where nothing of this name is. A name is lower case, says its content's version and ends in `.webp`, `.png` or `.svg`. */
  publish(name: string, bytes: () => Promise<Uint8Array>): Promise<void>;
  url(name: string): string;
}
