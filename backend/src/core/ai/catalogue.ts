import type { ModelContract } from "@lumiku/app-sdk";
import type { Actor } from "@lumiku/app-sdk/server";
import { nameOfProvider, type ProviderId, providerIds } from "@lumiku/contracts/providers";
import type { Provider } from "./provider";

export interface Route {
  provider: Provider;
  /** The provider's own name for the model. */
  model: string;
}

/** The providers of this deployment, in the order they are tried. */
export interface ProviderCatalogue {
  /** Who can serve a model, first choice first; empty when nobody is set up. */
  routes(modelKey: string, model: ModelContract): Route[];
  find(id: string): Provider | undefined;
  /** Calls a provider takes at once. */
  limitOf(id: ProviderId): number;
  /** Why nobody serves this model, for people; administrators are told what they can set. */
  explainMissing(model: ModelContract, role: Actor["role"]): string;
}

export interface ProviderCatalogueOptions {
  providers: readonly Provider[];
  /** Providers to try first, before the default order. */
  order?: readonly ProviderId[] | undefined;
  /** Calls at once, where it is not the default. */
  limits?: Partial<Record<ProviderId, number>> | undefined;
  /** Model keys a local server serves: it draws with whatever is loaded there. */
  localModels?: Partial<Record<ProviderId, readonly string[]>> | undefined;
  /** Names that differ here from those in the contracts: `gpt-image` on a compatible server. */
  modelNames?: Readonly<Record<string, string>> | undefined;
}

const defaultLimits: Record<ProviderId, number> = {
  sdserver: 1,
  comfyui: 2,
  bfl: 24,
  fal: 10,
  replicate: 10,
  huggingface: 4,
  openai: 5,
};

const variables: Record<ProviderId, string> = {
  sdserver: "SDSERVER_URL",
  comfyui: "COMFYUI_URL",
  bfl: "BFL_API_KEY",
  fal: "FAL_KEY",
  replicate: "REPLICATE_API_TOKEN",
  huggingface: "HF_TOKEN",
  openai: "OPENAI_API_KEY",
};

export function createProviderCatalogue(options: ProviderCatalogueOptions): ProviderCatalogue {
  const { providers, order = [], limits = {}, localModels = {}, modelNames = {} } = options;
  const rank = [...order, ...providerIds.filter((id) => !order.includes(id))];
  const sorted = [...providers].sort((a, b) => rank.indexOf(a.id) - rank.indexOf(b.id));

  return {
    routes(modelKey, model) {
      return sorted.flatMap((provider) => {
        const declared = model.providers?.[provider.id];
        const served = localModels[provider.id];
        if (declared === undefined || (served && !served.includes(modelKey))) return [];
        return [{ provider, model: modelNames[`${provider.id}:${modelKey}`] ?? declared }];
      });
    },
    find: (id) => providers.find((provider) => provider.id === id),
    limitOf: (id) => limits[id] ?? defaultLimits[id],
    explainMissing(model, role) {
      if (role !== "admin") return "No provider for this model is set up on this platform.";
      const names = rank
        .filter((id) => model.providers?.[id] !== undefined)
        .map((id) => `${variables[id]} (${nameOfProvider(id)})`);
      if (names.length === 0) return `${model.name} has no provider.`;
      return `No provider is set up for ${model.name} on this server. Set one of ${names.join(", ")}.`;
    },
  };
}
