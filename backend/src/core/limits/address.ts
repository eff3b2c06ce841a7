import ipaddr from "ipaddr.js";

const PREFIX_HEXTETS = 4;

/**
 * Under which name an address is counted. An IPv6 network gives each of its machines as many addresses as it likes:
 * the first 64 bits are one household, as a whole IPv4 address is.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return "unknown";
  if (!address.includes(":")) return address;
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const hextets = parsed.parts.slice(0, PREFIX_HEXTETS).map((part) => part.toString(16));
  return `${hextets.join(":")}::/64`;
}
