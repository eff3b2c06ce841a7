import { AppError, type Asset, platformError } from "@lumiku/app-sdk";
import type { UploadRules } from "@lumiku/app-sdk/server";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import type { AccountsService } from "../accounts/service";
import type { Database } from "../db/client";
import type { Moderation } from "../moderation/moderation";
import type { Download } from "../network/download";
import { cleanFileName } from "./file-names";
import type { NewAsset } from "./repository";
import type { AssetsService } from "./service";
import { createTurns } from "./turns";
import { readUploadedPicture, tooLarge, usualRules } from "./uploaded-picture";

/** What was brought to the library itself, and to no app. Named as an app is, and no app's id. */
export const LIBRARY = "library";

/** A picture of 40 megapixels takes some 160 MB while it is turned and encoded. */
const PICTURES_AT_ONCE = 2;
/** Each holds its file in memory, up to what its rules let through. */
const MAX_WAITING = 30;
const DOWNLOADS_AT_ONCE = 8;

interface Bringing {
  userId: string;
  /** The app it was brought to, or {@link LIBRARY}. */
  appId: string;
  rules?: UploadRules | undefined;
}

export type UploadRequest = Bringing & { file: Blob };
export type UploadFromRequest = Bringing & { url: string };

export interface Uploads {
  /**
   * Takes a person's own picture into the library: checked by its content, turned upright, re-encoded without metadata.
   * The same picture again shares its bytes with the first.
   *
   * @param record runs in the transaction that adds it; if it throws, nothing is added
   * @throws AppError as {@link readUploadedPicture}, and CONTENT_BLOCKED, STORAGE_FULL; UNAVAILABLE when many wait
   */
  upload(request: UploadRequest, record?: (asset: Asset) => Promise<void>): Promise<LibraryAsset>;
  /** As `upload`, from an address. @throws AppError URL_UNREACHABLE, too */
  uploadFrom(request: UploadFromRequest, record?: (asset: Asset) => Promise<void>): Promise<LibraryAsset>;
}

export interface UploadsDependencies {
  assets: Pick<AssetsService, "store" | "record">;
  accounts: Pick<AccountsService, "hasRoom" | "storageChanged">;
  moderation: Pick<Moderation, "checkImage">;
  database: Pick<Database, "transaction" | "afterCommit">;
  download: Download;
}

export function createUploads({ assets, accounts, moderation, database, download }: UploadsDependencies): Uploads {
  const takeTurn = createTurns({ atOnce: PICTURES_AT_ONCE, maxWaiting: MAX_WAITING });
  const takeDownloadTurn = createTurns({ atOnce: DOWNLOADS_AT_ONCE, maxWaiting: MAX_WAITING });

  const checkAndStore = async ({ userId, appId, file, rules }: UploadRequest): Promise<NewAsset> => {
    const bytes = await readUploadedPicture(file, rules);
    const verdict = await moderation.checkImage(bytes);
    if (!verdict.isAllowed) {
      const { category, message } = verdict;
      throw platformError("CONTENT_BLOCKED", {
        message,
        details: { category },
        errors: [{ path: "/body/file", message }],
      });
    }
    if (!(await accounts.hasRoom(userId, bytes.byteLength))) {
      throw platformError("STORAGE_FULL", {
        message: "Your storage is full. Remove something from your work, or take a plan with more room.",
      });
    }
    const fileName = cleanFileName(file instanceof File ? file.name : undefined);
    return assets.store({ userId, appId, generationId: null, name: Bun.randomUUIDv7(), fileName, bytes });
  };

  const upload: Uploads["upload"] = async (request, record) => {
    const stored = await takeTurn(() => checkAndStore(request));
    return database.transaction(async () => {
      const asset = await assets.record(stored);
      await record?.(asset);
      database.afterCommit(() => accounts.storageChanged(request.userId));
      return asset;
    });
  };

  return {
    upload,

    async uploadFrom({ url, ...bringing }, record) {
      const maxBytes = bringing.rules?.maxBytes ?? usualRules.maxBytes;
      try {
        const { bytes, name = "" } = await takeDownloadTurn(() => download(url, { maxBytes, tooLarge }));
        return await upload({ ...bringing, file: new File([bytes], name) }, record);
      } catch (error) {
        throw aboutAddress(error);
      }
    },
  };
}

/** What is wrong with a picture, said at the field that its address came in. */
function aboutAddress(error: unknown): unknown {
  if (!(error instanceof AppError && error.errors)) return error;
  const { code, status, message, details } = error;
  const errors = [{ path: "/body/url", message }];
  return new AppError({ code, status, message, errors, cause: error, ...(details && { details }) });
}
