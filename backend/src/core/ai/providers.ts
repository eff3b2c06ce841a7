import type { ProviderId } from "@lumiku/contracts/providers";
import type { Provider } from "./provider";
import type { ProviderOptions } from "./provider-http";
import { createBflProvider } from "./providers/bfl";
import { createComfyUiProvider } from "./providers/comfyui";
import { createFalProvider } from "./providers/fal";
import { createHuggingFaceProvider } from "./providers/huggingface";
import { createOpenAiProvider } from "./providers/openai";
import { createReplicateProvider } from "./providers/replicate";
import { createSdServerProvider } from "./providers/sdserver";

export type ProviderSettings = Partial<Record<ProviderId, ProviderOptions>> & {
  comfyui?: ProviderOptions & { workflow?: string | undefined };
};

const factories: { [Id in ProviderId]: (settings: NonNullable<ProviderSettings[Id]>) => Provider } = {
  sdserver: createSdServerProvider,
  comfyui: createComfyUiProvider,
  bfl: createBflProvider,
  fal: createFalProvider,
  replicate: createReplicateProvider,
  huggingface: createHuggingFaceProvider,
  openai: createOpenAiProvider,
};

/** The adapters that have been given a key or an address. */
export function createProviders(settings: ProviderSettings): Provider[] {
  return (Object.keys(factories) as ProviderId[]).flatMap((id) => {
    const given = settings[id];
    return given?.apiKey || given?.baseUrl ? [factories[id](given)] : [];
  });
}
