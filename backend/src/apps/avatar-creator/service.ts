import { type Asset, contractError, type Generation, type ModelContract, platformError } from "@lumiku/app-sdk";
import { type Actor, type AppContext, type DeliveredOutput, decodeCursor, toPage } from "@lumiku/app-sdk/server";
import {
  type Avatar,
  avatarCreator,
  type GenerateAvatars,
  type NewProject,
  type PortraitParams,
  type Project,
  type ProjectChanges,
} from "@lumiku/contracts/avatar-creator";
import type { AvatarRepository, AvatarRow, ProjectRow } from "./repository";

type PageRequest = { cursor?: string | undefined; limit: number };
type Page<T> = { items: T[]; nextCursor: string | null };

export interface AvatarService {
  listProjects(actor: Actor, page: PageRequest): Promise<Page<Project>>;
  createProject(actor: Actor, project: NewProject): Promise<Project>;
  getProject(actor: Actor, projectId: string): Promise<Project>;
  updateProject(actor: Actor, projectId: string, changes: ProjectChanges): Promise<Project>;
  removeProject(actor: Actor, projectId: string): Promise<void>;
  listAvatars(actor: Actor, projectId: string, page: PageRequest): Promise<Page<Avatar>>;
  generateAvatars(
    actor: Actor,
    projectId: string,
    request: GenerateAvatars,
    idempotencyKey?: string,
  ): Promise<Generation>;
  getAvatar(actor: Actor, avatarId: string): Promise<Avatar>;
  removeAvatar(actor: Actor, avatarId: string): Promise<void>;
  /** Puts a delivered portrait into its project. Part of the transaction that records the output. */
  addAvatar(output: DeliveredOutput<PortraitParams>): Promise<void>;
  /** The bytes of pictures of this person's library. @throws AppError NOT_FOUND */
  readReferences(userId: string, assetIds: readonly string[]): Promise<Uint8Array[]>;
  removeUser(userId: string): Promise<void>;
  exportUser(userId: string): Promise<Record<string, unknown>>;
}

export type AvatarDependencies = Pick<AppContext, "generations" | "assets" | "publish"> & {
  repository: AvatarRepository;
};

export function createAvatarService({ repository, generations, assets, publish }: AvatarDependencies): AvatarService {
  const projectMissing = () => contractError(avatarCreator, "PROJECT_NOT_FOUND");
  const avatarMissing = () => contractError(avatarCreator, "AVATAR_NOT_FOUND");

  const getProject = async (userId: string, projectId: string): Promise<Project> => {
    const row = await repository.findProject(userId, projectId);
    if (!row) throw projectMissing();
    const covers = await assets.list(userId, row.coverAssetId ? [row.coverAssetId] : []);
    return toProject(row, covers);
  };

  const toAvatars = async (userId: string, rows: readonly AvatarRow[]): Promise<Avatar[]> => {
    const pictures = await assets.list(
      userId,
      rows.map((row) => row.assetId),
    );
    // An avatar whose file was removed from the library is not shown.
    return rows.flatMap((row) => {
      const asset = pictures.get(row.assetId);
      return asset ? [toAvatar(row, asset)] : [];
    });
  };

  /** What is wrong is said before anything is reserved. */
  const checkReferences = async (userId: string, modelKey: string, ids: readonly string[]) => {
    const model: ModelContract | undefined = (avatarCreator.models as Record<string, ModelContract>)[modelKey];
    if (!model) return;
    const { minReferences = 0, maxReferences = 0, name } = model;
    const refuse = (message: string) =>
      platformError("VALIDATION_FAILED", { errors: [{ path: "/body/referenceAssetIds", message }] });
    if (ids.length < minReferences) throw refuse(`${name} needs at least ${minReferences} reference picture.`);
    if (ids.length > maxReferences) {
      throw refuse(
        maxReferences === 0 ? `${name} takes no reference pictures.` : `${name} takes at most ${maxReferences}.`,
      );
    }
    const found = await assets.list(userId, ids);
    if (ids.some((id) => !found.has(id))) throw refuse("One of these pictures is not in your library any more.");
  };

  return {
    async listProjects({ userId }, { cursor, limit }) {
      const rows = await repository.listProjects(userId, { after: decodeCursor(cursor), limit });
      const page = toPage(rows, limit, (row) => ({ at: row.updatedAt, id: row.id }));
      const covers = await assets.list(
        userId,
        page.items.flatMap((row) => row.coverAssetId ?? []),
      );
      return { items: page.items.map((row) => toProject(row, covers)), nextCursor: page.nextCursor };
    },

    async createProject({ userId }, project) {
      const id = Bun.randomUUIDv7();
      await repository.createProject({ id, userId, ...project });
      return getProject(userId, id);
    },

    getProject: ({ userId }, projectId) => getProject(userId, projectId),

    async updateProject({ userId }, projectId, changes) {
      if (!(await repository.updateProject(userId, projectId, changes))) throw projectMissing();
      return getProject(userId, projectId);
    },

    async removeProject({ userId }, projectId) {
      if (!(await repository.removeProject(userId, projectId))) throw projectMissing();
    },

    async listAvatars({ userId }, projectId, { cursor, limit }) {
      if (!(await repository.hasProject(userId, projectId))) throw projectMissing();
      const rows = await repository.listAvatars(userId, projectId, { after: decodeCursor(cursor), limit });
      const page = toPage(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: await toAvatars(userId, page.items), nextCursor: page.nextCursor };
    },

    async generateAvatars(actor, projectId, { model, count, seed, ...params }, idempotencyKey) {
      if (!(await repository.hasProject(actor.userId, projectId))) throw projectMissing();
      await checkReferences(actor.userId, model, params.referenceAssetIds ?? []);
      return generations.start(actor, {
        action: "portrait",
        model,
        count,
        seed,
        params: { ...params, projectId },
        idempotencyKey,
      });
    },

    async getAvatar({ userId }, avatarId) {
      const row = await repository.findAvatar(userId, avatarId);
      const [avatar] = row ? await toAvatars(userId, [row]) : [];
      if (!avatar) throw avatarMissing();
      return avatar;
    },

    async removeAvatar({ userId }, avatarId) {
      if (!(await repository.removeAvatar(userId, avatarId))) throw avatarMissing();
    },

    async addAvatar({ userId, generationId, asset, model, seed, index, params }) {
      const avatar = {
        id: Bun.randomUUIDv7(),
        userId,
        generationId,
        assetId: asset.id,
        model,
        seed,
        projectId: params.projectId,
        prompt: params.prompt,
        name: params.persona?.name ?? `Portrait ${index + 1}`,
      };
      // Whoever removed the project keeps the picture, in the library.
      if (!(await repository.createAvatar(avatar))) return;
      await publish(userId, "avatar.created", toAvatar({ ...avatar, createdAt: new Date() }, asset));
    },

    readReferences: (userId, ids) => Promise.all(ids.map((id) => assets.read(userId, id))),

    removeUser: (userId) => repository.removeUser(userId),

    exportUser: async (userId) => ({ projects: await repository.listEverything(userId) }),
  };
}

function toProject(row: ProjectRow, covers: ReadonlyMap<string, Asset>): Project {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    avatarCount: row.avatarCount,
    cover: (row.coverAssetId && covers.get(row.coverAssetId)) || null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function toAvatar(row: AvatarRow, asset: Asset): Avatar {
  const { id, projectId, generationId, name, prompt, model, seed } = row;
  return { id, projectId, generationId, name, prompt, model, seed, asset, createdAt: row.createdAt.toISOString() };
}
