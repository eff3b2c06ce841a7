/** Who makes pictures, in the order a model's providers are tried by default: what runs locally first. */
export const providerNames = {
  sdserver: "Local (stable-diffusion.cpp)",
  comfyui: "Local (ComfyUI)",
  bfl: "Black Forest Labs",
  fal: "fal",
  replicate: "Replicate",
  huggingface: "Hugging Face",
  openai: "OpenAI",
} as const;
export type ProviderId = keyof typeof providerNames;
export const providerIds = Object.keys(providerNames) as ProviderId[];

/** What to call a provider on a screen; "builtin" is the platform's own. */
export function nameOfProvider(id: string): string {
  return id === "builtin" ? "Built in" : (providerNames[id as ProviderId] ?? id);
}
