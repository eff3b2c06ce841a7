import { defineAction } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { composePrompt } from "./prompt";
import type { AvatarService } from "./service";

export const portrait = defineAction(avatarCreator, "portrait", (service: AvatarService) => ({
  async *run({ userId, params, model, count, seed, images, signal }) {
    const { prompt, negativePrompt, width, height, steps, guidance, style, attributes, persona } = params;
    yield* images.generate({
      ...{ model, negativePrompt, count, seed, width, height, steps, guidance, signal },
      prompt: model === "illustrated" ? prompt : composePrompt(params),
      references: await service.readReferences(userId, params.referenceAssetIds ?? []),
      attributes: { ...attributes, ...(persona?.age !== undefined && { age: persona.age }), ...(style && { style }) },
    });
  },
  onOutput: (output) => service.addAvatar(output),
}));
