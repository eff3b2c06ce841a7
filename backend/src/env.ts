import { z } from "zod";

const Text = z.string().trim().min(1);
const Flag = z
  .enum(["on", "off"])
  .default("on")
  .transform((value) => value === "on");

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
  MIGRATE: Flag,
  RATE_LIMITS: Flag,
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(600_000).default(2_000),
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
  return problems;
}
