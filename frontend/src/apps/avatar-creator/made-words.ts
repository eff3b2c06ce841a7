import type { Generation } from "@lumiku/app-sdk";
import type { GenerateAvatars } from "@lumiku/contracts/avatar-creator-recipe";
import { promptOf } from "../../core/generation-words";
import type { Draft } from "./draft";
import { toDraft } from "./draft-request";
import type { Made } from "./use-work";

/** The draft that a generation was made from, to be used again. */
export function draftOf({ params, model, count, seed }: Generation): Draft {
  return toDraft({ ...(params as Partial<GenerateAvatars>), model, count, seed });
}

/** What something made or brought is called. */
export function titleOf({ generation, avatar }: Made): string {
  return generation ? promptOf(generation) : avatar.name;
}
