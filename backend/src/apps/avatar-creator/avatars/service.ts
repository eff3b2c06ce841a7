import { type AssetUse, contractError, type Download } from "@lumiku/app-sdk";
import { type Actor, type AppContext, binEnd, decodeCursor, toPage } from "@lumiku/app-sdk/server";
import { type Avatar, type AvatarChanges, type AvatarDownload, avatarCreator } from "@lumiku/contracts/avatar-creator";
import type { ProjectsService } from "../projects/service";
import { renderDownload } from "../rendering";
import { fileNameOf } from "./file-name";
import type { AvatarRow, AvatarsRepository, NewAvatar } from "./repository";
import { type ShownAvatar, showAvatars } from "./snapshots";

export interface AvatarQuery {
  favourites?: boolean | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface AvatarsService {
  list(actor: Actor, projectId: string, query: AvatarQuery): Promise<{ items: Avatar[]; nextCursor: string | null }>;
  get(actor: Actor, avatarId: string): Promise<Avatar>;
  /** @throws AppError AVATAR_NOT_FOUND, and PROJECT_NOT_FOUND for where it is to go */
  update(actor: Actor, avatarId: string, changes: AvatarChanges): Promise<Avatar>;
  remove(actor: Actor, avatarId: string): Promise<void>;
  /** Brings an avatar back that was removed in the last 30 days. */
  restore(actor: Actor, avatarId: string): Promise<Avatar>;
  listVersions(actor: Actor, avatarId: string): Promise<Avatar[]>;
  listUses(actor: Actor, avatarId: string): Promise<AssetUse[]>;
  /** @throws AppError AVATAR_NOT_FOUND, and VALIDATION_FAILED for what this picture cannot become */
  download(actor: Actor, avatarId: string, request: AvatarDownload): Promise<Download>;
  /**
   * Puts a picture of the library into its project and tells of it.
   *
   * @param parent the avatar it is another version of
   * @throws AppError PROJECT_NOT_FOUND
   */
  add(avatar: Omit<NewAvatar, "id" | "createdAt" | "parentId" | "rootId">, parent?: AvatarRow | null): Promise<Avatar>;
}

export type AvatarsDependencies = Pick<AppContext, "assets" | "publish" | "transaction" | "now"> & {
  repository: AvatarsRepository;
  projects: Pick<ProjectsService, "require" | "whileChanging">;
};

export function createAvatarsService(dependencies: AvatarsDependencies): AvatarsService {
  const { repository, projects, assets, publish, transaction, now } = dependencies;

  const getRow = async (userId: string, avatarId: string): Promise<AvatarRow> => {
    const row = await repository.find(userId, avatarId);
    if (!row) throw missing();
    return row;
  };

  const show = async (userId: string, row: AvatarRow): Promise<Avatar> => {
    const [shown] = await showAvatars({ assets }, userId, [row]);
    if (!shown) throw missing();
    return shown.avatar;
  };

  const get = async (userId: string, avatarId: string): Promise<Avatar> => show(userId, await getRow(userId, avatarId));

  const tell = async (userId: string, event: "avatar.created" | "avatar.updated", id: string): Promise<Avatar> => {
    const avatar = await get(userId, id);
    await publish(userId, event, avatar);
    return avatar;
  };

  return {
    async list({ userId }, projectId, { cursor, limit, ...filter }) {
      await projects.require(userId, projectId);
      const shown: ShownAvatar[] = [];
      // On past rows whose files are gone, so that a page is full while there is more.
      for (let after = decodeCursor(cursor); ; ) {
        const rows = await repository.list(userId, projectId, { ...filter, after, limit });
        shown.push(...(await showAvatars({ assets }, userId, rows)));
        const last = rows.at(-1);
        if (!last || rows.length <= limit || shown.length > limit) break;
        after = { at: last.createdAt, id: last.id };
      }
      const page = toPage(shown, limit, ({ row }) => ({ at: row.createdAt, id: row.id }));
      return { items: page.items.map(({ avatar }) => avatar), nextCursor: page.nextCursor };
    },

    get: ({ userId }, avatarId) => get(userId, avatarId),

    update: ({ userId }, avatarId, changes) =>
      transaction(async () => {
        await repository.hold(userId, avatarId);
        const { projectId: from } = await getRow(userId, avatarId);
        const to = changes.projectId ?? from;
        const change = async () => {
          if (!(await repository.change(userId, avatarId, changes))) throw missing();
          return tell(userId, "avatar.updated", avatarId);
        };
        return to === from ? change() : projects.whileChanging(userId, [from, to], change);
      }),

    remove: ({ userId }, avatarId) =>
      transaction(async () => {
        await repository.hold(userId, avatarId);
        const { projectId } = await getRow(userId, avatarId);
        await projects.whileChanging(userId, [projectId], async () => {
          if (!(await repository.remove(userId, avatarId, now()))) throw missing();
          await publish(userId, "avatar.removed", { id: avatarId, projectId });
        });
      }),

    restore: ({ userId }, avatarId) =>
      transaction(async () => {
        await repository.hold(userId, avatarId);
        const row = await repository.findAny(userId, avatarId);
        if (!row) throw missing();
        return projects.whileChanging(userId, [row.projectId], async () => {
          const isRestored = await repository.restore(userId, avatarId, binEnd(now()));
          return isRestored ? tell(userId, "avatar.created", avatarId) : get(userId, avatarId);
        });
      }),

    async listVersions({ userId }, avatarId) {
      const { id, rootId } = await getRow(userId, avatarId);
      const family = await repository.listFamily(userId, rootId ?? id);
      return (await showAvatars({ assets }, userId, family)).map(({ avatar }) => avatar);
    },

    async listUses({ userId }, avatarId) {
      return assets.listUses(userId, (await get(userId, avatarId)).asset.id);
    },

    async download({ userId }, avatarId, request) {
      const { name, asset } = await get(userId, avatarId);
      const [bytes, source] = await Promise.all([assets.read(userId, asset.id), assets.readSource(userId, asset.id)]);
      const rendered = await renderDownload({ ...request, picture: { bytes, mime: asset.mime }, source });
      return { body: rendered.bytes, mime: rendered.mime, fileName: fileNameOf(name, rendered.extension) };
    },

    add: (avatar, parent = null) =>
      projects.whileChanging(avatar.userId, [avatar.projectId], async () => {
        const { id } = await repository.create({
          ...{ ...avatar, id: Bun.randomUUIDv7(), createdAt: now() },
          ...{ parentId: parent?.id ?? null, rootId: parent && (parent.rootId ?? parent.id) },
        });
        return tell(avatar.userId, "avatar.created", id);
      }),
  };
}

function missing() {
  return contractError(avatarCreator, "AVATAR_NOT_FOUND");
}
