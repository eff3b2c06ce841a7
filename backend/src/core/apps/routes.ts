import { defineRoutes } from "@lumiku/app-sdk/server";
import { apps } from "@lumiku/contracts/apps";
import type { AccountsService } from "../accounts/service";
import type { GenerationsService } from "../generations/service";
import type { Snapshots } from "../generations/snapshots";
import { findClosedReason, type ModelAccess } from "../models/access";
import type { Registry } from "./registry";

export interface AppsRoutesDependencies {
  registry: Registry;
  accounts: Pick<AccountsService, "tierOf">;
  generations: Pick<GenerationsService, "quote">;
  snapshots: Pick<Snapshots, "typicalSeconds">;
  access: ModelAccess;
}

export const routes = defineRoutes(apps, ({ registry, accounts, generations, snapshots, access }: AppsRoutesDependencies) => ({
  async list({ actor }) {
    const tier = await accounts.tierOf(actor.userId);
    const items = registry.list().map(({ contract }) => {
      const { id, name, summary, icon, color, order, access, features } = contract;
      const reason = findClosedReason(access.minTier, tier);
      return {
        ...{ id, name, summary, icon, color, order },
        features: { beta: features.beta ?? false, comingSoon: features.comingSoon ?? false },
        access: { minTier: access.minTier, isOpen: reason === null, reason },
      };
    });
    return { items };
  },

  async models({ actor, params }) {
    const { contract } = registry.get(params.appId);
    const tier = await accounts.tierOf(actor.userId);
    const items = Object.entries(contract.models).map(async ([key, model]) => {
      const refusal = await access.findRefusal(key, model, tier);
      return {
        key,
        name: model.name,
        summary: model.summary,
        action: model.action,
        minTier: model.minTier,
        costCredits: model.costCredits,
        costUnits: model.costUnits,
        has: [...model.has],
        size: model.size ?? null,
        steps: model.steps ?? null,
        guidance: model.guidance ?? null,
        maxReferences: model.maxReferences ?? 0,
        isAvailable: refusal === null,
        closed: refusal && { code: refusal.code, reason: refusal.message },
        typicalSeconds: await snapshots.typicalSeconds(key),
      };
    });
    return { items: await Promise.all(items) };
  },

  quote: ({ actor, body }) => generations.quote(actor, body),
}));
