import { type createAuthMiddleware, isAPIError } from "better-auth/api";

/** What better-auth hands to a hook about an endpoint. */
export type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Ours alone: whatever a client sends under this name is replaced. */
export const ADDRESS_HEADER = "x-lumiku-address";

type Headed = { headers?: Headers | undefined; request?: Request | undefined } | null;

/** Where a request came from, as the server saw it. */
export function readAddress(context: Headed): string | undefined {
  return (context?.headers ?? context?.request?.headers)?.get(ADDRESS_HEADER) ?? undefined;
}

/** Matches a hook to endpoints. */
export function on(...paths: readonly string[]): (context: { path?: string }) => boolean {
  return ({ path }) => path !== undefined && paths.includes(path);
}

/** The code an endpoint refused with; undefined when it did not refuse. */
export function readRefusal(returned: unknown): string | undefined {
  if (!isAPIError(returned) || returned.statusCode < 400) return undefined;
  return returned.body?.code ?? returned.message;
}
