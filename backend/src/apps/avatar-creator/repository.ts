import type { PrismaClient } from "../../../generated/prisma/client";
import { type AvatarsRepository, createAvatarsRepository } from "./avatars/repository";
import { type ConsentsRepository, createConsentsRepository } from "./drawing/repository";
import { createPresetsRepository, type PresetsRepository } from "./own-presets/repository";
import { createProjectsRepository, type ProjectsRepository } from "./projects/repository";

export type AvatarTables = Pick<PrismaClient, "avatar" | "avatarProject" | "avatarPreset" | "avatarConsent">;

export interface AvatarRepository {
  projects: ProjectsRepository;
  avatars: AvatarsRepository;
  presets: PresetsRepository;
  consents: ConsentsRepository;
}

export function createAvatarRepository(tables: AvatarTables): AvatarRepository {
  return {
    projects: createProjectsRepository(tables),
    avatars: createAvatarsRepository(tables),
    presets: createPresetsRepository(tables),
    consents: createConsentsRepository(tables),
  };
}
