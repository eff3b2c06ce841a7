import { defineAction } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import type { AvatarService } from "./service";

export const portrait = defineAction(avatarCreator, "portrait", (service: AvatarService) => ({
  async *run({ params, model, count, seed, images, signal }) {
    const { prompt, negativePrompt, width, height, steps, guidance, style, attributes, persona } = params;
    yield* images.generate({
      ...{ model, prompt, negativePrompt, count, seed, width, height, steps, guidance, signal },
      attributes: { ...attributes, ...(persona?.age !== undefined && { age: persona.age }), ...(style && { style }) },
    });
  },
  onOutput: (output) => service.addAvatar(output),
}));
