import type { Tier } from "@lumiku/app-sdk";
import { type Actor, defineRoutes } from "@lumiku/app-sdk/server";
import { apps } from "@lumiku/contracts/apps";
import type { AccountsService } from "../accounts/service";
import type { Cache } from "../cache/cache";
import type { GenerationsService } from "../generations/service";
import type { Snapshots } from "../generations/snapshots";
import { findClosedReason, type ModelAccess } from "../models/access";
import type { LoadedApp, Registry } from "./registry";

export interface AppsRoutesDependencies {
  registry: Registry;
  accounts: Pick<AccountsService, "me">;
  generations: Pick<GenerationsService, "quote">;
  snapshots: Pick<Snapshots, "typicalSeconds">;
  access: ModelAccess;
  cache: Pick<Cache, "getOrLoad">;
}

/** The same for everyone of a tier and a role; providers come and go, so not for long. */
const TTL_MS = 2_000;

export const routes = defineRoutes(apps, (dependencies: AppsRoutesDependencies) => {
  const { registry, accounts, generations, snapshots, access, cache } = dependencies;

  const listApps = (tier: Tier) =>
    registry.list().map(({ contract }) => {
      const { id, name, summary, icon, color, order, access: needed, features, receives = null, events } = contract;
      const reason = findClosedReason(needed.minTier, tier);
      return {
        ...{ id, name, summary, icon, color, order },
        features: { beta: features.beta ?? false, comingSoon: features.comingSoon ?? false },
        receives,
        events: Object.keys(events).map((event) => `${id}/${event}`),
        access: { minTier: needed.minTier, isOpen: reason === null, reason },
      };
    });

  const listModels = ({ contract }: LoadedApp, account: Pick<Actor, "role"> & { tier: Tier }) =>
    Promise.all(
      Object.entries(contract.models).map(async ([key, model]) => {
        const refusal = await access.findRefusal(key, model, account);
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
          minReferences: model.minReferences ?? 0,
          maxReferences: model.maxReferences ?? 0,
          isAvailable: refusal === null,
          closed: refusal && { code: refusal.code, reason: refusal.message },
          typicalSeconds: await snapshots.typicalSeconds(key),
        };
      }),
    );

  return {
    async list({ actor }) {
      const { tier } = (await accounts.me(actor.userId)).account;
      return { items: await cache.getOrLoad("apps", tier, TTL_MS, async () => listApps(tier)) };
    },

    async models({ actor, params }) {
      const app = registry.get(params.appId);
      const { tier } = (await accounts.me(actor.userId)).account;
      const { role } = actor;
      const key = `${params.appId}:${tier}:${role}`;
      return { items: await cache.getOrLoad("models", key, TTL_MS, () => listModels(app, { tier, role })) };
    },

    quote: ({ actor, body }) => generations.quote(actor, body),
  };
});
