import type { AccountsService } from "../accounts/service";
import type { Database } from "../db/client";
import { createLibraryRepository } from "../generations/library/repository";
import type { Snapshots } from "../generations/snapshots";
import type { Moderation } from "../moderation/moderation";
import { createDownload, type Network } from "../network/download";
import { createSharesRepository } from "../shares/repository";
import { createSharesService, type SharesService } from "../shares/service";
import { createShareTokens } from "../shares/tokens";
import type { Storage } from "../storage/storage";
import type { FilesDependencies } from "./files";
import { createHistoryRepository } from "./history/repository";
import { createHistoryService, type HistoryService } from "./history/service";
import { createRenditions } from "./renditions";
import type { AssetsRepository } from "./repository";
import type { AssetsService } from "./service";
import { createFileSigner } from "./signing";
import { createUploads, type Uploads } from "./uploads";

/** What people do with their pictures, besides having them made. */
export interface Pictures {
  uploads: Uploads;
  files: FilesDependencies;
  shares: SharesService;
  history: HistoryService;
}

export interface PicturesDependencies {
  assets: AssetsService;
  assetsRepository: AssetsRepository;
  accounts: AccountsService;
  snapshots: Snapshots;
  moderation: Moderation;
  database: Database;
  storage: Storage;
  network: Network;
  signingSecret: string;
  /** Where people reach the web app. */
  webUrl: string;
  now: () => Date;
}

export function createPictures(dependencies: PicturesDependencies): Pictures {
  const { assets, assetsRepository, accounts, snapshots, moderation, database, storage } = dependencies;
  const { network, signingSecret, webUrl, now } = dependencies;
  const download = createDownload({ network });
  const shares = createSharesService({
    ...{ assets, database, webUrl, now },
    repository: createSharesRepository(database),
    tokens: createShareTokens(signingSecret),
  });
  return {
    shares,
    uploads: createUploads({ assets, accounts, moderation, database, download }),
    files: {
      ...{ storage, now, isShared: shares.isShared, binEnd: assets.binEnd },
      repository: assetsRepository,
      signer: createFileSigner(signingSecret),
      renditions: createRenditions({ storage }),
    },
    history: createHistoryService({
      ...{ assets, snapshots },
      repository: createHistoryRepository(database),
      work: createLibraryRepository(database),
    }),
  };
}
