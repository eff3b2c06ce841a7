import { type Asset, contractError } from "@lumiku/app-sdk";
import { type Actor, type AppContext, binEnd, decodeCursor, toPage } from "@lumiku/app-sdk/server";
import { avatarCreator, type NewProject, type Project, type ProjectChanges } from "@lumiku/contracts/avatar-creator";
import type { ProjectRow, ProjectsRepository } from "./repository";

export interface ProjectQuery {
  archived?: boolean | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface ProjectsService {
  list(actor: Actor, query: ProjectQuery): Promise<{ items: Project[]; nextCursor: string | null }>;
  create(actor: Actor, project: NewProject): Promise<Project>;
  get(actor: Actor, projectId: string): Promise<Project>;
  /** @throws AppError PROJECT_NOT_FOUND, and AVATAR_NOT_FOUND for a cover that is not of this project */
  update(actor: Actor, projectId: string, changes: ProjectChanges): Promise<Project>;
  remove(actor: Actor, projectId: string): Promise<void>;
  /** Brings a project back that was removed in the last 30 days, with the avatars it had. */
  restore(actor: Actor, projectId: string): Promise<Project>;
  /** @throws AppError PROJECT_NOT_FOUND */
  require(userId: string, projectId: string): Promise<void>;
  /**
   * Runs what changes the avatars of projects, in one transaction that raises their versions and tells of them.
   *
   * @throws AppError PROJECT_NOT_FOUND, before anything is run
   */
  whileChanging<T>(userId: string, projectIds: readonly string[], work: () => Promise<T>): Promise<T>;
}

export type ProjectsDependencies = Pick<AppContext, "assets" | "publish" | "transaction" | "now"> & {
  repository: ProjectsRepository;
};

export function createProjectsService(dependencies: ProjectsDependencies): ProjectsService {
  const { repository, assets, publish, transaction, now } = dependencies;

  const toProjects = async (userId: string, rows: readonly ProjectRow[]): Promise<Project[]> => {
    const assetIds = rows.flatMap((row) => row.avatars.map(({ assetId }) => assetId));
    const kept = await assets.listIds(userId, assetIds);
    // An avatar whose file was removed in the library is neither counted nor shown.
    const known = rows.map((row) => withCover(row, (assetId) => kept.has(assetId)));
    const covers = await assets.list(
      userId,
      known.flatMap(({ cover }) => cover?.assetId ?? []),
    );
    return known.map((row) => toProject(row, covers));
  };

  const get = async (userId: string, projectId: string): Promise<Project> => {
    const row = await repository.find(userId, projectId);
    const [project] = row ? await toProjects(userId, [row]) : [];
    if (!project) throw missing();
    return project;
  };

  const tell = async (userId: string, projectId: string): Promise<Project> => {
    const project = await get(userId, projectId);
    await publish(userId, "project.updated", project);
    return project;
  };

  return {
    async list({ userId }, { archived = false, q, cursor, limit }) {
      const rows = await repository.list(userId, { isArchived: archived, q, after: decodeCursor(cursor), limit });
      const page = toPage(rows, limit, (row) => ({ at: row.updatedAt, id: row.id }));
      return { items: await toProjects(userId, page.items), nextCursor: page.nextCursor };
    },

    create: ({ userId }, project) =>
      transaction(async () => {
        const id = Bun.randomUUIDv7();
        await repository.create({ id, userId, ...project, createdAt: now() });
        return tell(userId, id);
      }),

    get: ({ userId }, projectId) => get(userId, projectId),

    update: ({ userId }, projectId, { isArchived, coverAvatarId, ...texts }) =>
      transaction(async () => {
        const at = now();
        const archivedAt = isArchived === undefined ? undefined : isArchived ? at : null;
        if (!(await repository.change(userId, projectId, { ...texts, archivedAt, coverAvatarId }, at))) throw missing();
        const project = await tell(userId, projectId);
        // What is not shown cannot be the cover either.
        if (coverAvatarId && project.coverAvatarId !== coverAvatarId) {
          throw contractError(avatarCreator, "AVATAR_NOT_FOUND");
        }
        return project;
      }),

    remove: ({ userId }, projectId) =>
      transaction(async () => {
        if (!(await repository.remove(userId, projectId, now()))) throw missing();
        await publish(userId, "project.removed", { id: projectId });
      }),

    restore: ({ userId }, projectId) =>
      transaction(async () => {
        const isRestored = await repository.restore(userId, projectId, binEnd(now()), now());
        return isRestored ? tell(userId, projectId) : get(userId, projectId);
      }),

    async require(userId, projectId) {
      if (!(await repository.has(userId, projectId))) throw missing();
    },

    whileChanging: (userId, projectIds, work) =>
      transaction(async () => {
        // In one order, so that two who change both wait for each other only once.
        const ids = [...new Set(projectIds)].sort();
        for (const id of ids) if (!(await repository.change(userId, id, {}, now()))) throw missing();
        const result = await work();
        for (const id of ids) await tell(userId, id);
        return result;
      }),
  };
}

function missing() {
  return contractError(avatarCreator, "PROJECT_NOT_FOUND");
}

type CoveredRow = Omit<ProjectRow, "avatars"> &
  Record<"cover" | "chosen", ProjectRow["avatars"][number] | undefined> & {
    avatarCount: number;
  };

/** The chosen cover where it is still there, else the newest avatar. */
function withCover({ avatars, ...row }: ProjectRow, isKept: (assetId: string) => boolean): CoveredRow {
  const shown = avatars.filter(({ assetId }) => isKept(assetId));
  const chosen = shown.find(({ id }) => id === row.coverAvatarId);
  return { ...row, chosen, cover: chosen ?? shown[0], avatarCount: shown.length };
}

function toProject(row: CoveredRow, covers: ReadonlyMap<string, Asset>): Project {
  const { id, name, description, version, avatarCount, cover, chosen } = row;
  return {
    ...{ id, name, description, version, avatarCount },
    isArchived: row.archivedAt !== null,
    cover: (cover && covers.get(cover.assetId)) ?? null,
    coverAvatarId: chosen?.id ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
