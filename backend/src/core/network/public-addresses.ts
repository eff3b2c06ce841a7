import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** Whether an IP address is anyone's on the internet: not this machine's own network, nor a cloud's metadata service. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // 2000::/3 is all of IPv6 that is public; ::7f00:1 and its like are IPv4 in disguise.
  if (parsed instanceof ipaddr.IPv6 && ((parsed.parts[0] ?? 0) & 0xe000) !== 0x2000) return false;
  return parsed.range() === "unicast";
}

/** Every IP address of a URL's host; the host itself when it is one. @throws Error when there is no such name */
export async function addressesOf(hostname: string): Promise<string[]> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare)) return [bare];
  return (await lookup(bare, { all: true })).map(({ address }) => address);
}
