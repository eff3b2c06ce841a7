import type { Model } from "@lumiku/contracts/apps";
import { isDescribed } from "@lumiku/contracts/avatar-creator-recipe";
import type { Price } from "../../core/quota";
import { credits, units } from "../../core/words";
import type { Draft } from "./draft";
import { referencesOf, toPresetRecipe } from "./draft-request";

/** Why a start would be refused, and what leads on. */
export interface Hindrance {
  /** Undefined for what need not be said: nothing has been begun yet. */
  words: string | undefined;
  /** The refusal a start would meet. */
  code?: string;
}

/** What stands between a draft and its pictures; undefined when nothing does. */
export function findHindrance(
  draft: Draft,
  model: Model | undefined,
  price: Price | undefined,
  hasConsent: boolean,
): Hindrance | undefined {
  if (!model || !price) return { words: undefined };
  if (model.closed) return { words: model.closed.reason, code: model.closed.code };
  const references = referencesOf(draft, model);
  if (references.length < model.minReferences) return { words: "Choose a picture to follow first." };
  if (!isDescribed({ ...toPresetRecipe(draft, model), referenceAssetIds: references })) return { words: undefined };
  if (references.length > 0 && !hasConsent) return { words: "Confirm first that everybody in the pictures agreed." };
  if (price.isAffordable) return undefined;
  return price.unit === "credits"
    ? { words: `This needs ${credits(price.total)}, more than you have.`, code: "INSUFFICIENT_CREDITS" }
    : { words: `This needs ${units(price.total)}, more than your quota has left.`, code: "QUOTA_EXCEEDED" };
}

/** What is left to pay with after a start; undefined for one that cannot be paid. */
export function leftAfter(price: Price, left: number): string | undefined {
  const rest = left - price.total;
  if (rest < 0) return undefined;
  return `${price.unit === "credits" ? credits(rest) : units(rest)} left after`;
}
