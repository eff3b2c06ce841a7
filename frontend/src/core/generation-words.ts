import { type Generation, type GenerationOutput, isTerminal } from "@lumiku/app-sdk";
import { nameOfProvider } from "@lumiku/contracts/providers";
import { describe, titleCase } from "./generation-settings";
import { cost, duration, ordinal } from "./words";

/** What a generation is called: its prompt, its name, what else describes it, or its action for those without any. */
export function promptOf({ params, action }: Pick<Generation, "params" | "action">): string {
  for (const words of [params.prompt, params.name]) if (typeof words === "string" && words.trim()) return words;
  return describe(params) || titleCase(action);
}

/** "3rd in line"; undefined for work that does not wait. */
export function placeWords({ queuePosition }: Generation): string | undefined {
  if (queuePosition === null) return undefined;
  return queuePosition <= 1 ? "next in line" : `${ordinal(queuePosition)} in line`;
}

/** "3rd in line, about 40 s" for work that waits, "45 % · about 12 s left" for work that runs. */
export function paceWords(generation: Generation, secondsLeft = generation.etaSeconds): string {
  const about = secondsLeft === null ? undefined : `about ${duration(secondsLeft)}`;
  if (generation.status === "pending") return [placeWords(generation), about].filter(Boolean).join(", ");
  return [`${generation.progress} %`, about && `${about} left`].filter(Boolean).join(" · ");
}

/** "Made with fal"; undefined while nobody has begun. */
export function madeWithWords({ provider }: Generation): string | undefined {
  if (!provider) return undefined;
  return provider === "builtin" ? nameOfProvider(provider) : `Made with ${nameOfProvider(provider)}`;
}

/** What became of work that ended without all it was to deliver, and what it cost; undefined for complete work. */
export function outcomeWords({ status, error, cost }: Generation): string | undefined {
  if (status === "cancelled") return withCharge(error?.message ?? "Cancelled.", cost.charged);
  if (status !== "failed") return undefined;
  return error?.code === BLOCKED ? blockedWords : withCharge(error?.message ?? "Something went wrong.", cost.charged);
}

/** What a state is called. */
export const statusWords: Record<Generation["status"], string> = {
  pending: "Waiting",
  processing: "Being made",
  completed: "Complete",
  failed: "Failed",
  cancelled: "Stopped",
};

/** "8 credits": what it has cost, or what is kept for it while it runs. */
export function costWords({ fromCache, cost: { unit, reserved, charged }, status }: Generation): string {
  if (fromCache) return "Free";
  return cost(unit, isTerminal(status) ? charged : reserved);
}

/** Why one picture is missing. */
export function missingWords({ error }: GenerationOutput): string {
  if (error?.code === BLOCKED) return "The safety rules stopped this one; nothing was charged for it.";
  return error?.message ?? "Not drawn";
}

/** "Flux dev": a model's key, where its name is not at hand. */
export function modelWords(key: string): string {
  const words = key.replaceAll("-", " ").replace(/\b(flux|gpt)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const BLOCKED = "CONTENT_BLOCKED";
const blockedWords =
  "The safety rules of this platform stopped this one, and nothing was charged for it. Describe it in other words; if you meant something harmless, that often helps.";

function withCharge(message: string, charged: number): string {
  return charged > 0 || /\bcharged\b/.test(message) ? message : `${message} Nothing was charged.`;
}
