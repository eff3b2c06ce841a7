import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { ProviderFailure } from "./provider";

/** Addresses no provider may send us to: this machine's own network, or a cloud's metadata service. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // 2000::/3 is all of IPv6 that is public; ::7f00:1 and its like are IPv4 in disguise.
  if (parsed instanceof ipaddr.IPv6 && ((parsed.parts[0] ?? 0) & 0xe000) !== 0x2000) return false;
  return parsed.range() === "unicast";
}

async function addressesOf(hostname: string): Promise<string[]> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare)) return [bare];
  return (await lookup(bare, { all: true })).map(({ address }) => address);
}

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
