import { join } from "node:path";
import { createProviderCatalogue, type ProviderCatalogue } from "./core/ai/catalogue";
import { createProviders } from "./core/ai/providers";
import type { GoogleOptions } from "./core/auth/google";
import type { BillingOptions } from "./core/billing/billing";
import { type Catalogue, createCatalogue } from "./core/billing/catalogue";
import { readCatalogueFile } from "./core/billing/catalogue-file";
import { createConfiguredGateways } from "./core/billing/gateways/configured";
import { createMemoryCounters, createRedisCounters } from "./core/limits/counters";
import { createLimits, type Limits } from "./core/limits/limits";
import { createFolderTransport } from "./core/mail/folder-transport";
import { createSmtpTransport } from "./core/mail/smtp-transport";
import type { MailTransport } from "./core/mail/transport";
import { createModeration, type Moderation } from "./core/moderation/moderation";
import { readPromptRules } from "./core/moderation/rules-file";
import type { PlatformLogger } from "./core/observability/logger";
import { createLocalStorage } from "./core/storage/local-storage";
import { createS3Storage } from "./core/storage/s3-storage";
import type { Storage } from "./core/storage/storage";
import type { Env } from "./env";

// Which adapter stands behind each port, as the environment says.

export function openStorage(env: Env): Storage {
  if (!env.S3_BUCKET || !env.S3_ACCESS_KEY_ID || !env.S3_SECRET_ACCESS_KEY)
    return createLocalStorage({ directory: join(env.LUMIKU_DATA_DIR, "storage") });
  return createS3Storage({
    endpoint: env.S3_ENDPOINT,
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  });
}

export async function openCatalogue({ BILLING_CATALOGUE_FILE: path }: Env): Promise<Catalogue> {
  return createCatalogue(path ? await readCatalogueFile(path) : {});
}

export async function openProviders(env: Env): Promise<ProviderCatalogue> {
  const workflow = env.COMFYUI_WORKFLOW_FILE && (await Bun.file(env.COMFYUI_WORKFLOW_FILE).text());
  const providers = createProviders({
    sdserver: { baseUrl: env.SDSERVER_URL },
    comfyui: { baseUrl: env.COMFYUI_URL, ...(workflow && { workflow }) },
    bfl: { apiKey: env.BFL_API_KEY, baseUrl: env.BFL_BASE_URL },
    fal: { apiKey: env.FAL_KEY, baseUrl: env.FAL_BASE_URL },
    replicate: { apiKey: env.REPLICATE_API_TOKEN, baseUrl: env.REPLICATE_BASE_URL },
    huggingface: { apiKey: env.HF_TOKEN, baseUrl: env.HF_BASE_URL },
    openai: { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL },
  });
  return createProviderCatalogue({
    providers,
    order: env.PROVIDER_ORDER,
    limits: env.PROVIDER_CONCURRENCY,
    localModels: { sdserver: env.SDSERVER_MODELS, comfyui: env.COMFYUI_MODELS },
    modelNames: env.OPENAI_IMAGE_MODEL ? { "openai:gpt-image": env.OPENAI_IMAGE_MODEL } : {},
  });
}

export function openBilling(env: Env): BillingOptions {
  const gateways = createConfiguredGateways(env, () => new Date());
  return {
    gateways,
    hasSandbox: env.PAYMENTS_SANDBOX ?? gateways.length === 0,
    webUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    seller: env.BILLING_SELLER,
  };
}

export function openMail({ SMTP_URL: url, MAIL_FROM: from, LUMIKU_DATA_DIR }: Env): MailTransport {
  return url
    ? createSmtpTransport({ url, from })
    : createFolderTransport({ directory: join(LUMIKU_DATA_DIR, "mail"), from });
}

export async function openModeration(env: Env, logger: PlatformLogger): Promise<Moderation> {
  const thresholds = {
    ...(env.MODERATION_PORN_THRESHOLD !== undefined && { porn: env.MODERATION_PORN_THRESHOLD }),
    ...(env.MODERATION_HENTAI_THRESHOLD !== undefined && { hentai: env.MODERATION_HENTAI_THRESHOLD }),
    ...(env.MODERATION_SEXY_THRESHOLD !== undefined && { sexy: env.MODERATION_SEXY_THRESHOLD }),
  };
  const rules = env.MODERATION_RULES_FILE ? await readPromptRules(env.MODERATION_RULES_FILE) : undefined;
  return createModeration({
    ...{ logger, thresholds, isEnabled: env.MODERATION, onFailure: env.MODERATION_ON_FAILURE },
    ...(rules && { rules }),
  });
}

export function readGoogle(env: Env): GoogleOptions | undefined {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, GOOGLE_ISSUER_URL: issuerUrl } = env;
  return clientId && clientSecret ? { clientId, clientSecret, issuerUrl } : undefined;
}

export function openLimits(env: Env, logger: PlatformLogger, cleanups: (() => unknown)[]): Limits | undefined {
  if (!env.RATE_LIMITS) return undefined;
  const counters = env.REDIS_URL ? createRedisCounters({ url: env.REDIS_URL, logger }) : createMemoryCounters();
  cleanups.push(() => counters.close());
  return createLimits({ counters });
}
