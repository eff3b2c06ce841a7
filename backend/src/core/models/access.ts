import { type AppError, type ModelContract, platformError, type Tier, tiers } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import type { ProviderCatalogue } from "../ai/catalogue";
import type { Circuits } from "../ai/circuits";

const tierNames: Record<Tier, string> = { free: "Free", basic: "Basic", pro: "Pro", enterprise: "Enterprise" };

/** Whether an account of this tier may use what needs another. */
export function includesTier(tier: Tier, needed: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(needed);
}

export interface ModelAccess {
  /**
   * Why an account cannot use a model now, as the error a start would throw; null when it can. Administrators are told
   * what they can set.
   */
  findRefusal(
    modelKey: string,
    model: ModelContract,
    account: Pick<Actor, "role"> & { tier: Tier },
  ): Promise<AppError | null>;
}

export interface ModelAccessDependencies {
  catalogue: ProviderCatalogue;
  circuits: Pick<Circuits, "findOpen">;
}

export function createModelAccess({ catalogue, circuits }: ModelAccessDependencies): ModelAccess {
  return {
    async findRefusal(modelKey, model, { tier, role }) {
      const refusal = findTierRefusal(modelKey, model, tier);
      if (refusal || model.builtin) return refusal;
      const details = { model: modelKey };
      const routes = catalogue.routes(modelKey, model);
      if (routes.length === 0) {
        return platformError("MODEL_UNAVAILABLE", { message: catalogue.explainMissing(model, role), details });
      }
      const open = await Promise.all(routes.map(({ provider }) => circuits.findOpen(provider.id)));
      const reasons = open.flatMap((circuit) => (circuit ? [circuit] : []));
      if (reasons.length < routes.length) return null;
      return platformError("MODEL_UNAVAILABLE", {
        message: `${model.name} cannot be reached right now. ${reasons.map(({ reason }) => reason).join(" ")}`,
        retryAfterMs: Math.max(Math.min(...reasons.map(({ waitMs }) => waitMs)), 1_000),
        details,
      });
    },
  };
}

/** What the worker checks again: the plan may have changed since the start. */
export function findTierRefusal(modelKey: string, model: ModelContract, tier: Tier): AppError | null {
  if (includesTier(tier, model.minTier)) return null;
  return platformError("MODEL_LOCKED", {
    message: `${model.name} is part ${describeOpening(model.minTier)}`,
    details: { model: modelKey, minTier: model.minTier },
  });
}

/** Why an account cannot open an app; null when it can. */
export function findClosedReason(minTier: Tier, tier: Tier): string | null {
  return includesTier(tier, minTier) ? null : `Part ${describeOpening(minTier)}`;
}

/** Who has bought credits has the tier Basic without its plan. */
function describeOpening(minTier: Tier): string {
  const plan = `of the ${tierNames[minTier]} plan and above`;
  return minTier === "basic" ? `${plan}; any credit pack opens it, too.` : `${plan}.`;
}
