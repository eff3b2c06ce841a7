import type { Generation, GenerationStatus } from "@lumiku/app-sdk";
import type { GenerationsQuery } from "../../core/generations";

/** Which work is looked for. Moments as the server takes them: `from` with, `to` without. */
export interface WorkFilter {
  appId?: string | undefined;
  status?: GenerationStatus | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Words of its texts. Only the server knows all of them. */
  q?: string | undefined;
}

/** Names a filter: the same for the same work. */
export function keyOf({ appId, status, from, to, q }: WorkFilter): string {
  return JSON.stringify([appId, status, from, to, q]);
}

export function queryOf({ appId, status, from, to, q }: WorkFilter): GenerationsQuery {
  return {
    ...(appId && { appId }),
    ...(status && { status }),
    ...(from && { from }),
    ...(to && { to }),
    ...(q && { q }),
  };
}

/** Whether work belongs there by everything but its words. */
export function fits({ appId, status, createdAt }: Generation, filter: WorkFilter): boolean {
  if (filter.appId && appId !== filter.appId) return false;
  if (filter.status && status !== filter.status) return false;
  const at = Date.parse(createdAt);
  return !(filter.from && at < Date.parse(filter.from)) && !(filter.to && at >= Date.parse(filter.to));
}
