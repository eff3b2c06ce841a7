import { type AppError, type ModelContract, platformError, type Tier, tiers } from "@lumiku/app-sdk";

const tierNames: Record<Tier, string> = { free: "Free", basic: "Basic", pro: "Pro", enterprise: "Enterprise" };

/** Whether an account of this tier may use what needs another. */
export function includesTier(tier: Tier, needed: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(needed);
}

/** Why an account cannot use a model now, as the error a start would throw; null when it can. */
export function findRefusal(modelKey: string, model: ModelContract, tier: Tier): AppError | null {
  if (!includesTier(tier, model.minTier)) {
    return platformError("MODEL_LOCKED", {
      message: `${model.name} is part of the ${tierNames[model.minTier]} plan and above.`,
      details: { model: modelKey, minTier: model.minTier },
    });
  }
  if (!model.builtin) {
    return platformError("MODEL_UNAVAILABLE", {
      message: `No image provider is set up for ${model.name} on this server.`,
      details: { model: modelKey },
    });
  }
  return null;
}

/** Why an account cannot open an app; null when it can. */
export function findClosedReason(minTier: Tier, tier: Tier): string | null {
  return includesTier(tier, minTier) ? null : `Part of the ${tierNames[minTier]} plan and above.`;
}
