import type { AppError } from "@lumiku/app-sdk";
import { whenAhead } from "./words";

export interface NextStep {
  label: string;
  to: string;
}

/** What a refusal says to the person: that nothing was charged, and when a quota is there again. */
export function refusalWords({ code, message, details }: AppError, now = Date.now()): string {
  if (code === "CONTENT_BLOCKED")
    return "The safety rules of this platform stopped this one. Describe it in other words; nothing was charged for it.";
  // Whether it has started is not known; the next try is taken for the same one.
  if (code === "OFFLINE") return "The server cannot be reached. Try again: it is never charged twice.";
  const words = [message];
  const resetAt = details?.resetAt;
  if (typeof resetAt === "string" && !/\breset/i.test(message)) words.push(`It resets ${whenAhead(resetAt, now)}.`);
  if (!/\bcharged\b/.test(message)) words.push("Nothing was charged.");
  return words.join(" ");
}

/** Where a person gets on after a refusal that has to do with money; nothing for the others. */
export function nextSteps({ code }: Pick<AppError, "code">): NextStep[] {
  return steps[code] ?? [];
}

const buyCredits: NextStep = { label: "Buy credits", to: "/billing/credits" };
const seePlans: NextStep = { label: "See plans", to: "/billing/plans" };
const steps: Record<string, NextStep[]> = {
  INSUFFICIENT_CREDITS: [buyCredits, seePlans],
  QUOTA_EXCEEDED: [{ label: "Go on with credits", to: "/billing" }, seePlans],
  MODEL_LOCKED: [seePlans],
};
