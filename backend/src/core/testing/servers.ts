/** The private PostgreSQL that `bun run test` starts. */
export function requirePostgres(): string {
  return read("LUMIKU_TEST_POSTGRES_URL");
}

/** The private Redis that `bun run test` starts. */
export function requireRedis(): string {
  return read("LUMIKU_TEST_REDIS_URL");
}

function read(name: string): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: run the tests with \`bun run test\``);
  return url;
}
