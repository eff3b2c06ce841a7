interface Place {
  state: unknown;
  search: string;
}

/** Where a visitor makes an account before going on to `then`. The address carries it, so that it survives a mail and another service's page. */
export function signUpPath(then: string): string {
  return `/sign-up?then=${encodeURIComponent(then)}`;
}

/** Where a person was headed before they were asked to sign in. Never to another site, whatever the address says. */
export function readReturnPath({ state, search }: Place): string {
  const wanted = (state as { from?: string } | null)?.from ?? new URLSearchParams(search).get("then") ?? "/";
  const here = "http://here.invalid";
  const url = wanted.startsWith("/") ? new URL(wanted, here) : null;
  return url?.origin === here ? url.pathname + url.search + url.hash : "/";
}
