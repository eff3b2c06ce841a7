import { Asset, AssetUse, defineContract, Generation, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";
import { avatarModels } from "./avatar-creator-models";
import { FromPreset, NewPreset, Preset, PresetCategory, PresetChanges } from "./avatar-creator-presets";
import {
  AvatarSource,
  Background,
  GenerateAvatars,
  IllustrationStyle,
  PortraitParams,
  Recipe,
  StyleCredit,
} from "./avatar-creator-recipe";
import { AvatarStats } from "./avatar-creator-stats";

export const Avatar = z.object({
  id: z.string(),
  projectId: z.string(),
  generationId: z.string().nullable(),
  source: AvatarSource,
  name: z.string(),
  prompt: z.string(),
  /** Null for what was uploaded. */
  model: z.string().nullable(),
  seed: z.int().nullable(),
  /** What it was made with; null for what was uploaded. */
  recipe: Recipe.nullable(),
  /** What the model could not show. */
  notes: z.array(z.string()),
  isFavourite: z.boolean(),
  /** The avatar it is another version of. */
  parentId: z.string().nullable(),
  asset: Asset,
  /** Higher is newer. */
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type Avatar = z.infer<typeof Avatar>;

const AvatarName = z.string().trim().min(1, "Give the avatar a name.").max(80);

export const AvatarChanges = z.object({
  name: AvatarName.optional(),
  isFavourite: z.boolean().optional(),
  /** Moves it to another project. */
  projectId: z.string().max(100).optional(),
});
export type AvatarChanges = z.infer<typeof AvatarChanges>;

export const Project = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  isArchived: z.boolean(),
  avatarCount: z.int(),
  /** The avatar that was chosen for it, else the newest. */
  cover: Asset.nullable(),
  coverAvatarId: z.string().nullable(),
  /** Higher is newer. */
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Project = z.infer<typeof Project>;

export const NewProject = z.object({
  name: z.string().trim().min(1, "Give the project a name.").max(80),
  description: z.string().trim().max(500).default(""),
});
export type NewProject = z.infer<typeof NewProject>;

export const ProjectChanges = z.object({
  name: NewProject.shape.name.optional(),
  description: z.string().trim().max(500).optional(),
  isArchived: z.boolean().optional(),
  /** Null goes back to the newest. */
  coverAvatarId: z.string().max(100).nullable().optional(),
});
export type ProjectChanges = z.infer<typeof ProjectChanges>;

/** What a built-in illustrator makes of a recipe, before anything is drawn or paid. */
export const IllustrationReading = z.object({
  style: IllustrationStyle,
  title: z.string(),
  /** What it will show: "long auburn hair", "green hijab". */
  shown: z.array(z.string()),
  /** What it cannot: "Lorelei has no skin colour." */
  notes: z.array(z.string()),
});
export type IllustrationReading = z.infer<typeof IllustrationReading>;

export const ReadIllustration = PortraitParams.pick({ prompt: true, style: true, persona: true, attributes: true });
export type ReadIllustration = z.infer<typeof ReadIllustration>;

export const AvatarDownload = z.object({
  format: z.enum(["png", "jpeg", "webp", "svg"]).default("png"),
  /** Longest side in pixels; as large as it is when left out. A drawing is sharp at any. */
  size: z.coerce.number().int().min(16).max(4096).optional(),
  background: Background.default("keep"),
});
export type AvatarDownload = z.infer<typeof AvatarDownload>;

export const avatarCreator = defineContract({
  id: "avatar-creator",
  name: "Avatar Creator",
  summary: "Describe a person and get portraits of them",
  icon: "user-round",
  color: "violet",
  order: 1,
  access: { minTier: "free" },
  features: { beta: false },
  receives: { label: "Use as a reference", path: "" },
  actions: {
    portrait: { summary: "Draw an avatar", params: PortraitParams, needs: ["text-to-image"], maxOutputs: 4 },
  },
  models: avatarModels,
  routes: {
    listStyles: {
      method: "get",
      path: "/styles",
      summary: "The illustration styles and their artists",
      response: z.object({ items: z.array(StyleCredit) }),
    },
    readIllustration: {
      method: "post",
      path: "/styles/reading",
      summary: "What a built-in illustrator will show of a description, and what it cannot",
      scope: "read",
      body: ReadIllustration,
      response: IllustrationReading,
    },
    listProjects: {
      method: "get",
      path: "/projects",
      summary: "Your projects, last used first",
      query: PageQuery.extend({ archived: z.stringbool().optional(), q: z.string().trim().max(100).optional() }),
      response: Page(Project),
    },
    createProject: {
      method: "post",
      path: "/projects",
      summary: "Open a project",
      status: 201,
      body: NewProject,
      response: Project,
    },
    getProject: { method: "get", path: "/projects/:projectId", summary: "One project", response: Project },
    updateProject: {
      method: "patch",
      path: "/projects/:projectId",
      summary: "Rename, describe or archive a project, or choose its cover",
      body: ProjectChanges,
      response: Project,
    },
    removeProject: {
      method: "delete",
      path: "/projects/:projectId",
      summary: "Remove a project; its pictures stay in your library. For 30 days it can be restored",
      status: 204,
    },
    restoreProject: {
      method: "post",
      path: "/projects/:projectId/restore",
      summary: "Bring a removed project back",
      response: Project,
    },
    listAvatars: {
      method: "get",
      path: "/projects/:projectId/avatars",
      summary: "A project's avatars, newest first",
      query: PageQuery.extend({
        favourites: z.stringbool().optional(),
        q: z.string().trim().max(100).optional(),
      }),
      response: Page(Avatar),
    },
    generateAvatars: {
      method: "post",
      path: "/projects/:projectId/avatars/generate",
      summary: "Draw portraits of a person",
      status: 202,
      limit: "generate",
      body: GenerateAvatars,
      response: Generation,
    },
    generateFromPreset: {
      method: "post",
      path: "/projects/:projectId/avatars/from-preset",
      summary: "Draw portraits of a preset's person",
      status: 202,
      limit: "generate",
      body: FromPreset,
      response: Generation,
    },
    uploadAvatar: {
      method: "post",
      path: "/projects/:projectId/avatars/upload",
      summary: "Bring a portrait of your own: PNG, JPEG or WebP, 64 to 8192 px a side. Free",
      status: 201,
      limit: "upload",
      upload: "image",
      body: z.object({ name: AvatarName.optional() }),
      response: Avatar,
    },
    getAvatar: { method: "get", path: "/avatars/:avatarId", summary: "One avatar", response: Avatar },
    updateAvatar: {
      method: "patch",
      path: "/avatars/:avatarId",
      summary: "Rename, favour or move an avatar",
      body: AvatarChanges,
      response: Avatar,
    },
    removeAvatar: {
      method: "delete",
      path: "/avatars/:avatarId",
      summary: "Remove an avatar; its picture stays in your library. For 30 days it can be restored",
      status: 204,
    },
    restoreAvatar: {
      method: "post",
      path: "/avatars/:avatarId/restore",
      summary: "Bring a removed avatar back",
      response: Avatar,
    },
    listVersions: {
      method: "get",
      path: "/avatars/:avatarId/versions",
      summary: "The versions of an avatar, itself included, the oldest first",
      response: z.object({ items: z.array(Avatar) }),
    },
    avatarHistory: {
      method: "get",
      path: "/avatars/:avatarId/history",
      summary: "Where the picture came from and where it was used, across all apps, newest first",
      response: z.object({ items: z.array(AssetUse) }),
    },
    downloadAvatar: {
      method: "get",
      path: "/avatars/:avatarId/download",
      summary: "The picture in another format, size or background",
      limit: "download",
      download: "image/png",
      query: AvatarDownload,
    },
    listPresets: {
      method: "get",
      path: "/presets",
      summary: "People to begin with: the platform's and your own",
      query: z.object({
        category: PresetCategory.optional(),
        q: z.string().trim().max(100).optional(),
        own: z.stringbool().optional(),
      }),
      response: z.object({ items: z.array(Preset) }),
    },
    getPreset: { method: "get", path: "/presets/:presetId", summary: "One preset", response: Preset },
    createPreset: {
      method: "post",
      path: "/presets",
      summary: "Keep a recipe as a preset of your own",
      status: 201,
      body: NewPreset,
      response: Preset,
    },
    updatePreset: {
      method: "patch",
      path: "/presets/:presetId",
      summary: "Change a preset of your own",
      body: PresetChanges,
      response: Preset,
    },
    removePreset: { method: "delete", path: "/presets/:presetId", summary: "Remove a preset of your own", status: 204 },
    stats: { method: "get", path: "/stats", summary: "Your avatars in numbers", response: AvatarStats },
  },
  events: {
    "avatar.created": Avatar,
    "avatar.updated": Avatar,
    "avatar.removed": z.object({ id: z.string(), projectId: z.string() }),
    "project.updated": Project,
    "project.removed": z.object({ id: z.string() }),
  },
  errors: {
    PROJECT_NOT_FOUND: { status: 404, message: "That project no longer exists." },
    AVATAR_NOT_FOUND: { status: 404, message: "That avatar no longer exists." },
    PRESET_NOT_FOUND: { status: 404, message: "That preset no longer exists." },
    PRESETS_FULL: { status: 409, message: "You keep 100 presets already. Remove one first." },
    CONSENT_NEEDED: { status: 422, message: "Confirm that everybody in the reference pictures agreed to this." },
  },
});
