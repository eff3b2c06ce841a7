import { Asset, defineContract, Generation, MAX_SEED, Page, PageQuery, type Tier } from "@lumiku/app-sdk";
import { z } from "zod";

const Word = z.string().trim().min(1).max(60);

/** Who the person is. Every field is optional: a prompt alone is enough. */
export const Persona = z.object({
  name: Word.optional(),
  age: z.int().min(0).max(120).optional(),
  personality: z.array(Word).max(8).optional(),
  background: z.string().trim().max(500).optional(),
});
export type Persona = z.infer<typeof Persona>;

/** How the person looks, in plain words ("dark brown", "green hijab"). Colours may be CSS names or #rrggbb. */
export const Attributes = z.object({
  gender: z.enum(["woman", "man", "non-binary"]).optional(),
  ageRange: z.enum(["child", "teenager", "young adult", "adult", "middle-aged", "senior"]).optional(),
  ethnicity: Word.optional(),
  bodyType: Word.optional(),
  hairStyle: Word.optional(),
  hairColor: Word.optional(),
  eyeColor: Word.optional(),
  skinTone: Word.optional(),
  facialHair: Word.optional(),
  expression: Word.optional(),
  headwear: Word.optional(),
  clothing: Word.optional(),
  clothingColor: Word.optional(),
  accessories: z.array(Word).max(6).optional(),
});
export type Attributes = z.infer<typeof Attributes>;

/** The built-in illustrators, by the style they draw in. */
export const IllustrationStyle = z.enum([
  "avataaars",
  "personas",
  "micah",
  "lorelei",
  "notionists",
  "open-peeps",
  "adventurer",
  "big-smile",
]);
export type IllustrationStyle = z.infer<typeof IllustrationStyle>;

const Side = z.int().min(256).max(2048).multipleOf(8);

/** Whose drawings a style is made of, for the attribution its licence asks for. */
export const StyleCredit = z.object({
  id: IllustrationStyle,
  title: z.string(),
  artist: z.string(),
  licence: z.string(),
  licenceUrl: z.string(),
  sourceUrl: z.string(),
});
export type StyleCredit = z.infer<typeof StyleCredit>;

export const PortraitParams = z.object({
  projectId: z.string(),
  prompt: z.string().trim().min(1, "Describe the person in a few words.").max(2000),
  negativePrompt: z.string().trim().max(1000).optional(),
  width: Side.default(1024),
  height: Side.default(1024),
  steps: z.int().min(1).max(50).optional(),
  guidance: z.number().min(0).max(20).optional(),
  /** For `illustrated`, one of the illustration styles; the prompt decides when left out. For other models, words added to the prompt. */
  style: Word.optional(),
  persona: Persona.optional(),
  attributes: Attributes.optional(),
  /** Pictures of your library that the portrait is to follow, for models that take references. */
  referenceAssetIds: z.array(z.string()).min(1).max(4).optional(),
});
export type PortraitParams = z.infer<typeof PortraitParams>;

export const GenerateAvatars = PortraitParams.omit({ projectId: true }).extend({
  model: z.string().min(1).max(60),
  count: z.int().min(1).max(4).default(1),
  seed: z.int().min(0).max(MAX_SEED).optional(),
});
export type GenerateAvatars = z.infer<typeof GenerateAvatars>;

export const Avatar = z.object({
  id: z.string(),
  projectId: z.string(),
  generationId: z.string().nullable(),
  name: z.string(),
  prompt: z.string(),
  model: z.string(),
  seed: z.int().nullable(),
  asset: Asset,
  createdAt: z.iso.datetime(),
});
export type Avatar = z.infer<typeof Avatar>;

export const Project = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  avatarCount: z.int(),
  cover: Asset.nullable(),
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
});
export type ProjectChanges = z.infer<typeof ProjectChanges>;

const size = { min: 256, max: 2048, multipleOf: 8 };
const fluxSize = { min: 256, max: 1440, multipleOf: 32 };
const price = (minTier: Tier, costCredits: number, costUnits: number) => ({ minTier, costCredits, costUnits });
const portrait = { action: "portrait", has: ["text-to-image"] } as const;

export const avatarCreator = defineContract({
  id: "avatar-creator",
  name: "Avatar Creator",
  summary: "Describe a person and get portraits of them",
  icon: "user-round",
  color: "violet",
  order: 1,
  access: { minTier: "free" },
  features: { beta: false },
  actions: {
    portrait: { summary: "Draw an avatar", params: PortraitParams, needs: ["text-to-image"], maxOutputs: 4 },
  },
  models: {
    illustrated: {
      name: "Illustrated",
      summary: "Hand-drawn styles, built in: no key, no waiting",
      action: "portrait",
      ...price("free", 1, 1),
      has: ["text-to-image"],
      builtin: true,
      size,
    },
    "flux-schnell": {
      ...portrait,
      name: "FLUX.1 schnell",
      summary: "Fast: four steps to a picture",
      ...price("free", 6, 1),
      size: fluxSize,
      steps: { min: 1, max: 4, default: 4 },
      providers: {
        sdserver: "flux-schnell",
        comfyui: "flux1-schnell.safetensors",
        fal: "fal-ai/flux/schnell",
        replicate: "black-forest-labs/flux-schnell",
        huggingface: "black-forest-labs/FLUX.1-schnell",
      },
    },
    "flux-dev": {
      ...portrait,
      name: "FLUX.1 dev",
      summary: "Finer detail, follows the description closely",
      ...price("free", 8, 1),
      size: fluxSize,
      steps: { min: 1, max: 50, default: 28 },
      guidance: { min: 1.5, max: 5, default: 3.5 },
      providers: {
        sdserver: "flux-dev",
        comfyui: "flux1-dev.safetensors",
        bfl: "flux-dev",
        fal: "fal-ai/flux/dev",
        replicate: "black-forest-labs/flux-dev",
        huggingface: "black-forest-labs/FLUX.1-dev",
      },
    },
    "flux-dev-realism": {
      ...portrait,
      name: "FLUX.1 dev Realism",
      summary: "Skin, light and fabric as a camera sees them",
      ...price("basic", 12, 2),
      size: fluxSize,
      steps: { min: 1, max: 50, default: 28 },
      guidance: { min: 1.5, max: 5, default: 3.5 },
      providers: {
        sdserver: "flux-dev-realism",
        comfyui: "flux1-dev.safetensors",
        fal: "fal-ai/flux-realism",
        huggingface: "XLabs-AI/flux-RealismLora",
      },
    },
    "flux-pro": {
      ...portrait,
      name: "FLUX 1.1 pro",
      summary: "The finest of the FLUX models, up to 1440 px",
      ...price("pro", 15, 3),
      size: fluxSize,
      providers: {
        bfl: "flux-pro-1.1",
        fal: "fal-ai/flux-pro/v1.1",
        replicate: "black-forest-labs/flux-1.1-pro",
      },
    },
    "flux-kontext": {
      ...portrait,
      name: "FLUX Kontext",
      summary: "Follows one to four reference pictures",
      ...price("pro", 25, 3),
      has: ["text-to-image", "image-references"],
      size: fluxSize,
      minReferences: 1,
      maxReferences: 4,
      providers: {
        bfl: "flux-kontext-pro",
        fal: "fal-ai/flux-pro/kontext",
        replicate: "black-forest-labs/flux-kontext-pro",
      },
    },
    "gpt-image": {
      ...portrait,
      name: "GPT Image",
      summary: "Any OpenAI-style images service; follows long descriptions",
      ...price("basic", 30, 2),
      size: { min: 256, max: 1536, multipleOf: 8 },
      providers: { openai: "gpt-image-1" },
    },
  },
  routes: {
    listStyles: {
      method: "get",
      path: "/styles",
      summary: "The illustration styles and their artists",
      response: z.object({ items: z.array(StyleCredit) }),
    },
    listProjects: {
      method: "get",
      path: "/projects",
      summary: "Your projects, last used first",
      query: PageQuery,
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
      summary: "Rename or describe a project",
      body: ProjectChanges,
      response: Project,
    },
    removeProject: {
      method: "delete",
      path: "/projects/:projectId",
      summary: "Remove a project; its pictures stay in your library",
      status: 204,
    },
    listAvatars: {
      method: "get",
      path: "/projects/:projectId/avatars",
      summary: "A project's avatars, newest first",
      query: PageQuery,
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
    getAvatar: { method: "get", path: "/avatars/:avatarId", summary: "One avatar", response: Avatar },
    removeAvatar: {
      method: "delete",
      path: "/avatars/:avatarId",
      summary: "Remove an avatar from its project",
      status: 204,
    },
  },
  events: { "avatar.created": Avatar },
  errors: {
    PROJECT_NOT_FOUND: { status: 404, message: "That project no longer exists." },
    AVATAR_NOT_FOUND: { status: 404, message: "That avatar no longer exists." },
  },
});
