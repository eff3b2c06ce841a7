import type { Actor, AppContext } from "@lumiku/app-sdk/server";
import type { AvatarStats } from "@lumiku/contracts/avatar-creator-stats";
import { type AvatarsService, createAvatarsService } from "./avatars/service";
import { createDrawingService, type DrawingService } from "./drawing/service";
import { createPresetsService, type PresetsService } from "./own-presets/service";
import { createProjectsService, type ProjectsService } from "./projects/service";
import type { AvatarRepository } from "./repository";

export interface AvatarService {
  projects: ProjectsService;
  avatars: AvatarsService;
  drawing: DrawingService;
  presets: PresetsService;
  stats(actor: Actor): Promise<AvatarStats>;
  /** Forgets what was removed before. */
  emptyBin(removedBefore: Date): Promise<void>;
  /** Forgets the avatars that these files of the library were, and that presets showed them. */
  forgetPictures(assetIds: readonly string[]): Promise<void>;
  removeUser(userId: string): Promise<void>;
  exportUser(userId: string): Promise<Record<string, unknown>>;
}

export type AvatarDependencies = AppContext & { repository: AvatarRepository };

export function createAvatarService({ repository, ...context }: AvatarDependencies): AvatarService {
  const projects = createProjectsService({ ...context, repository: repository.projects });
  const avatars = createAvatarsService({ ...context, repository: repository.avatars, projects });
  const presets = createPresetsService({ ...context, repository: repository.presets, avatars });
  const drawing = createDrawingService({
    ...{ ...context, projects, avatars, presets, consents: repository.consents },
    avatarsRepository: repository.avatars,
  });

  return {
    ...{ projects, avatars, drawing, presets },

    async stats({ userId }) {
      const facts = await repository.avatars.listFacts(userId);
      const kept = await context.assets.listIds(
        userId,
        facts.map(({ assetId }) => assetId),
      );
      const shown = facts.filter(({ assetId }) => kept.has(assetId));
      return {
        projects: await repository.projects.count(userId),
        avatars: shown.length,
        favourites: shown.filter(({ isFavourite }) => isFavourite).length,
        presets: await repository.presets.count(userId),
        bySource: countBy(shown.map(({ source }) => source)).map(([source, count]) => ({ source, count })),
        byModel: countBy(shown.flatMap(({ model }) => model ?? [])).map(([model, count]) => ({ model, count })),
      };
    },

    async emptyBin(removedBefore) {
      await repository.projects.purge(removedBefore);
      await repository.avatars.purge(removedBefore);
    },

    async forgetPictures(assetIds) {
      await repository.avatars.removeByAssets(assetIds);
      await repository.presets.forgetPictures(assetIds);
    },

    async removeUser(userId) {
      await repository.projects.removeUser(userId);
      await repository.presets.removeUser(userId);
      await repository.consents.removeUser(userId);
    },

    exportUser: async (userId) => ({
      projects: await repository.projects.listEverything(userId),
      presets: await repository.presets.list(userId),
      consents: await repository.consents.listEverything(userId),
    }),
  };
}

/** How often each occurs, the most frequent first. */
function countBy<Value extends string>(values: readonly Value[]): [Value, number][] {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
