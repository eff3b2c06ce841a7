import type { Tier } from "@lumiku/app-sdk";

const GIB = 1024 ** 3;

/** Bytes an account may store, by tier. */
export const storageLimitBytes: Record<Tier, number> = {
  free: 1 * GIB,
  basic: 5 * GIB,
  pro: 25 * GIB,
  enterprise: 100 * GIB,
};
