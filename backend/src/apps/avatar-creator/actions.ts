import type { ModelContract } from "@lumiku/app-sdk";
import { defineAction } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { composePrompt } from "@lumiku/contracts/avatar-creator-prompt";
import type { AvatarService } from "./service";

const models: Record<string, ModelContract> = avatarCreator.models;

export const portrait = defineAction(avatarCreator, "portrait", ({ drawing }: AvatarService) => ({
  async *run({ generationId, userId, params, model, count, seed, images, signal }) {
    const { prompt, negativePrompt, width, height, steps, guidance, style, attributes, persona, background } = params;
    const hasNegativePrompt = models[model]?.has.includes("negative-prompt") ?? false;
    const pictures = images.generate({
      ...{ model, count, seed, width, height, steps, guidance, signal },
      // The illustrators read attributes as they are.
      prompt: model === "illustrated" ? prompt : composePrompt(params, { hasNegativePrompt }),
      ...(hasNegativePrompt && { negativePrompt }),
      references: await drawing.openReferences({ generationId, userId, params }),
      attributes: {
        ...attributes,
        ...(persona?.age !== undefined && { age: persona.age }),
        ...(style && { style }),
        ...(background && { background }),
      },
    });
    const isWhiteInstead = background === "transparent" && model !== "illustrated";
    if (!isWhiteInstead) return yield* pictures;
    for await (const { notes = [], ...picture } of pictures) yield { ...picture, notes: [...notes, WHITE_INSTEAD] };
  },
  onOutput: (output) => drawing.addPortrait(output),
}));

const WHITE_INSTEAD = "Only Illustrated draws on nothing: a plain white background was asked for instead.";
