import { platformError } from "@lumiku/app-sdk";
import type { NewShare, Share, SharedPicture } from "@lumiku/contracts/shares";
import { type AssetsService, missing } from "../assets/service";
import type { Database } from "../db/client";
import type { ShareRow, SharesRepository } from "./repository";
import type { ShareTokens } from "./tokens";

/** Links to one picture that work at the same time. */
const MAX_LINKS = 20;

/** Links that show one picture to whoever has them. */
export interface SharesService {
  /** @throws AppError NOT_FOUND, CONFLICT when the picture has as many links as it may have */
  create(userId: string, assetId: string, share: NewShare): Promise<Share>;
  /** Those that work, the newest first. @throws AppError NOT_FOUND */
  list(userId: string, assetId: string): Promise<Share[]>;
  /** Ends a link, and the addresses of the picture that it gave away. @throws AppError NOT_FOUND */
  revoke(userId: string, shareId: string): Promise<void>;
  /** What a visitor is shown; counts as a view. @throws AppError NOT_FOUND for every reason why a link does not work */
  open(token: string): Promise<SharedPicture>;
  /** Whether a link that works shows this file. */
  isShared(assetId: string, token: string): Promise<boolean>;
}

export interface SharesDependencies {
  repository: SharesRepository;
  tokens: ShareTokens;
  assets: Pick<AssetsService, "get" | "snapshot">;
  database: Pick<Database, "transaction">;
  /** Where people reach the web app. */
  webUrl: string;
  now: () => Date;
}

export function createSharesService(dependencies: SharesDependencies): SharesService {
  const { repository, tokens, assets, database, webUrl, now } = dependencies;

  const toShare = ({ id, assetId, title, views, createdAt, expiresAt }: ShareRow): Share => ({
    ...{ id, assetId, title, views },
    url: new URL(`/s/${tokens.create(id)}`, webUrl).href,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  });

  const find = async (token: string) => {
    const shareId = tokens.read(token);
    return shareId === null ? null : repository.find(shareId, now());
  };

  return {
    create: (userId, assetId, { title, expiresInSeconds }) =>
      database.transaction(async () => {
        if (!(await repository.lockAsset(userId, assetId))) throw missing();
        const createdAt = now();
        if ((await repository.list(userId, assetId, createdAt)).length >= MAX_LINKS) {
          throw platformError("CONFLICT", {
            message: `A picture has ${MAX_LINKS} links at most. Take one back, then make another.`,
          });
        }
        const expiresAt = new Date(createdAt.getTime() + expiresInSeconds * 1_000);
        const share = { id: Bun.randomUUIDv7(), assetId, userId, title, createdAt, expiresAt };
        return toShare(await repository.create(share));
      }),

    async list(userId, assetId) {
      await assets.get(userId, assetId);
      return (await repository.list(userId, assetId, now())).map(toShare);
    },

    async revoke(userId, shareId) {
      if (await repository.revoke(userId, shareId, now())) return;
      throw platformError("NOT_FOUND", { message: "That link has ended already." });
    },

    async open(token) {
      const share = await find(token);
      if (!share) throw platformError("NOT_FOUND", { message: "This link does not work any more." });
      await repository.countView(share.id);
      const { id } = share.asset;
      return {
        title: share.title,
        asset: {
          ...assets.snapshot(share.asset),
          // These open as long as the link works; a signature would outlive one that was taken back.
          url: `/api/files/${id}?share=${token}`,
          thumbnailUrl: `/api/files/${id}?variant=thumbnail&share=${token}`,
          source: null,
        },
        expiresAt: share.expiresAt.toISOString(),
      };
    },

    isShared: async (assetId, token) => (await find(token))?.assetId === assetId,
  };
}
