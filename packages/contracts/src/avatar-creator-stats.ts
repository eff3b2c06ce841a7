import { z } from "zod";
import { AvatarSource } from "./avatar-creator-recipe";

/** How the app was used, by one person. */
export const AvatarStats = z.object({
  projects: z.int(),
  avatars: z.int(),
  favourites: z.int(),
  presets: z.int(),
  bySource: z.array(z.object({ source: AvatarSource, count: z.int() })),
  byModel: z.array(z.object({ model: z.string(), count: z.int() })),
});
export type AvatarStats = z.infer<typeof AvatarStats>;
