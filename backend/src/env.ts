import { type ProviderId, providerIds } from "@lumiku/contracts/providers";
import { z } from "zod";

const Text = z.string().trim().min(1);
const Flag = z
  .enum(["on", "off"])
  .default("on")
  .transform((value) => value === "on");

const Address = z.url({ protocol: /^https?$/ }).optional();
const Whole = z.coerce.number().int();
const Share = z.coerce.number().min(0).max(1);
const List = Text.transform((text) => text.split(",").map((item) => item.trim()));
const Provider = z.enum(providerIds as [ProviderId, ...ProviderId[]]);
/** "fal=10,bfl=4" */
const ProviderNumbers = List.pipe(
  z.array(z.string().regex(/^[a-z]+=[1-9]\d{0,3}$/, 'is a list such as "fal=10,bfl=4"')),
).transform((pairs, context) => {
  const entries = pairs.map((pair) => pair.split("=") as [string, string]);
  const unknown = entries.find(([id]) => !Provider.safeParse(id).success);
  if (unknown) context.addIssue({ code: "custom", message: `names the unknown provider ${unknown[0]}` });
  return Object.fromEntries(entries.map(([id, number]) => [id, Number(number)])) as Partial<Record<ProviderId, number>>;
});

const NOBODY = "Lumiku <no-reply@localhost>";

const Environment = z.object({
  ROLE: z.enum(["all", "api", "worker"]).default("all"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: Text.default("0.0.0.0"),
  /** The one address people use, when it is not this machine's own. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LUMIKU_DATA_DIR: Text.default(".lumiku"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: Text.optional(),
  S3_REGION: Text.default("us-east-1"),
  S3_ACCESS_KEY_ID: Text.optional(),
  S3_SECRET_ACCESS_KEY: Text.optional(),
  /** Signs sessions; generated into the data folder when not set. */
  AUTH_SECRET: z.string().min(32, "needs at least 32 characters").optional(),
  /** Signs file URLs; generated into the data folder when not set. */
  SIGNING_SECRET: z.string().min(32, "needs at least 32 characters").optional(),
  /** Whether an account can be used before its address is confirmed. */
  EMAIL_VERIFICATION: z.enum(["asked", "required"]).default("asked"),
  GOOGLE_CLIENT_ID: Text.optional(),
  GOOGLE_CLIENT_SECRET: Text.optional(),
  /** Whom Google sign-in asks, by OpenID Connect discovery. */
  GOOGLE_ISSUER_URL: z.url({ protocol: /^https?$/ }).default("https://accounts.google.com"),
  MIGRATE: Flag,
  RATE_LIMITS: Flag,
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(600_000).default(2_000),
  /** Generations of one person that run at once, over all workers. */
  USER_CONCURRENCY: Whole.min(1).max(1_000).default(8),
  /** How long a generation may take from its first moment with a worker. */
  GENERATION_DEADLINE_SECONDS: Whole.min(1).max(86_400).default(600),

  /** "smtps://user:password@host:465"; without it mail is kept in the data folder. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mail comes from. */
  MAIL_FROM: Text.regex(
    /^[^<>@\r\n]*<?[^\s<>@]+@[\w.-]+>?$/,
    'is an address such as "Lumiku <hello@lumiku.example>"',
  ).default(NOBODY),

  /** Test money; on where no other way to pay is set up. */
  PAYMENTS_SANDBOX: z
    .enum(["on", "off"])
    .transform((value) => value === "on")
    .optional(),
  STRIPE_SECRET_KEY: Text.regex(/^[sr]k_(live|test)_/, "is a secret key: sk_live_… or sk_test_…").optional(),
  /** Of the endpoint at Stripe that sends to /api/webhooks/stripe. */
  STRIPE_WEBHOOK_SECRET: Text.regex(/^whsec_/, "is the signing secret of a webhook endpoint: whsec_…").optional(),
  /** Another place than Stripe's own: a proxy, or a server for tests. */
  STRIPE_API_URL: Address,
  PAYPAL_CLIENT_ID: Text.optional(),
  PAYPAL_CLIENT_SECRET: Text.optional(),
  /** Of the webhook at PayPal that sends to /api/webhooks/paypal. */
  PAYPAL_WEBHOOK_ID: Text.optional(),
  PAYPAL_ENVIRONMENT: z.enum(["live", "sandbox"]).default("live"),
  /** Another place than PayPal's own: a proxy, or a server for tests. */
  PAYPAL_API_URL: Address,
  /** Name and address on receipts; lines end where it says "\n", or at line breaks. */
  BILLING_SELLER: Text.default("Lumiku").transform((text) => text.replaceAll("\\n", "\n")),

  SDSERVER_URL: Address,
  SDSERVER_MODELS: List.default(["flux-schnell", "flux-dev"]),
  COMFYUI_URL: Address,
  COMFYUI_MODELS: List.default(["flux-schnell", "flux-dev"]),
  /** A workflow of one's own in ComfyUI's API format, with placeholders. */
  COMFYUI_WORKFLOW_FILE: Text.optional(),
  BFL_API_KEY: Text.optional(),
  BFL_BASE_URL: Address,
  FAL_KEY: Text.optional(),
  FAL_BASE_URL: Address,
  REPLICATE_API_TOKEN: Text.optional(),
  REPLICATE_BASE_URL: Address,
  HF_TOKEN: Text.optional(),
  HF_BASE_URL: Address,
  OPENAI_API_KEY: Text.optional(),
  OPENAI_BASE_URL: Address,
  /** The name `gpt-image` has at the OpenAI-style service. */
  OPENAI_IMAGE_MODEL: Text.optional(),
  /** Providers to try first, before the default order. */
  PROVIDER_ORDER: List.pipe(z.array(Provider)).optional(),
  /** Calls a provider takes at once. */
  PROVIDER_CONCURRENCY: ProviderNumbers.optional(),

  MODERATION: Flag,
  /** Rules for prompts of one's own, as JSON. */
  MODERATION_RULES_FILE: Text.optional(),
  MODERATION_PORN_THRESHOLD: Share.optional(),
  MODERATION_HENTAI_THRESHOLD: Share.optional(),
  MODERATION_SEXY_THRESHOLD: Share.optional(),
  /** What becomes of a picture that could not be looked at. */
  MODERATION_ON_FAILURE: z.enum(["allow", "block"]).default("allow"),

  /** Prices of plans and packs of one's own, as JSON. */
  BILLING_CATALOGUE_FILE: Text.optional(),
  /** Who reads /metrics from elsewhere needs it. */
  METRICS_TOKEN: Text.optional(),
  /** Where a worker without the API serves its metrics. */
  METRICS_PORT: Whole.min(1).max(65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: Address,
  OTEL_SERVICE_NAME: Text.default("lumiku"),

  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  LOG_FORMAT: z.enum(["pretty", "json"]).default("pretty"),
});

export type Env = z.output<typeof Environment>;

/**
 * Reads the process environment. Nothing else in the backend does.
 *
 * @throws Error whose message lists every variable that is wrong, one a line
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not valid:\n${lines.join("\n")}`);
  }
  const problems = findProblems(parsed.data);
  if (problems.length > 0) throw new Error(`The environment is not valid:\n  ${problems.join("\n  ")}`);
  return parsed.data;
}

function findProblems(env: Env): string[] {
  const problems: string[] = [];
  if (env.ROLE !== "all" && !env.DATABASE_URL) {
    problems.push(
      `ROLE=${env.ROLE} needs DATABASE_URL: the embedded database belongs to one process that plays every role`,
    );
  }
  const s3 = [env.S3_BUCKET, env.S3_ACCESS_KEY_ID, env.S3_SECRET_ACCESS_KEY];
  if (s3.some(Boolean) && !s3.every(Boolean)) {
    problems.push("S3 storage needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY together");
  }
  if (Boolean(env.GOOGLE_CLIENT_ID) !== Boolean(env.GOOGLE_CLIENT_SECRET)) {
    problems.push("Signing in with Google needs GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET together");
  }
  const stripe = [env.STRIPE_SECRET_KEY, env.STRIPE_WEBHOOK_SECRET];
  if ([...stripe, env.STRIPE_API_URL].some(Boolean) && !stripe.every(Boolean)) {
    problems.push("Payments by Stripe need STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET together");
  }
  const paypal = [env.PAYPAL_CLIENT_ID, env.PAYPAL_CLIENT_SECRET, env.PAYPAL_WEBHOOK_ID];
  if ([...paypal, env.PAYPAL_API_URL].some(Boolean) && !paypal.every(Boolean)) {
    problems.push("Payments by PayPal need PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET and PAYPAL_WEBHOOK_ID together");
  }
  if (env.SMTP_URL && env.MAIL_FROM === NOBODY) problems.push("SMTP_URL needs MAIL_FROM, whom mail comes from");
  return problems;
}
