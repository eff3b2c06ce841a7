import { addressesOf, isPublicAddress } from "../network/public-addresses";
import { ProviderFailure } from "./provider";

/** A server on this machine may call itself by any of its names. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

function isSameHost(a: string, b: string): boolean {
  return a === b || (LOOPBACK.test(a) && LOOPBACK.test(b));
}

/**
 * Lets a URL that a provider named through when it is public https. Where the provider itself runs in a
 * private network, addresses on its own host are let through as well; after a redirect only its own origin.
 *
 * @throws ProviderFailure `failed`
 */
export async function assertReachable(url: URL, baseUrl: URL, { isRedirect }: { isRedirect: boolean }): Promise<void> {
  const isOwn = isRedirect ? url.origin === baseUrl.origin : isSameHost(url.hostname, baseUrl.hostname);
  // What began over TLS stays there, or the key would travel in the clear.
  if (isOwn && (url.protocol === "https:" || (url.protocol === "http:" && baseUrl.protocol === "http:"))) return;
  const addresses = url.protocol === "https:" ? await addressesOf(url.hostname).catch(() => []) : [];
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    throw new ProviderFailure("failed", `The result's address ${url.origin} is not public https`);
  }
}
