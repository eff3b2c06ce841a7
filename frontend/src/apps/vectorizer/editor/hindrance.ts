import type { Model } from "@lumiku/contracts/apps";
import type { Price } from "../../../core/quota";
import { credits, units } from "../../../core/words";
import { isComplete, sharedNow, type Tuning } from "./tuning";

/** Why a trace would be refused, and what leads on. */
export interface Hindrance {
  /** Undefined for what need not be said: prices are still on their way. */
  words: string | undefined;
  /** The refusal a start would meet. */
  code?: string;
}

/** What stands between the settings and a trace; undefined when nothing does. */
export function findHindrance(
  tuning: Tuning,
  model: Model | undefined,
  price: Price | undefined,
): Hindrance | undefined {
  if (!model || !price) return { words: undefined };
  if (model.closed) return { words: model.closed.reason, code: model.closed.code };
  if (!isComplete(sharedNow(tuning).palette)) return { words: "The palette needs at least one colour." };
  if (price.isAffordable) return undefined;
  return price.unit === "credits"
    ? { words: `This needs ${credits(price.total)}, more than you have.`, code: "INSUFFICIENT_CREDITS" }
    : { words: `This needs ${units(price.total)}, more than your quota has left.`, code: "QUOTA_EXCEEDED" };
}

/** What is left to pay with after a trace; undefined for one that cannot be paid. */
export function leftAfter(price: Price, left: number): string | undefined {
  const rest = left - price.total;
  if (rest < 0) return undefined;
  return `${price.unit === "credits" ? credits(rest) : units(rest)} left after`;
}
