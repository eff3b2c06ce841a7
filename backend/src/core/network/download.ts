import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { AppError, platformError } from "@lumiku/app-sdk";
import { withTimeLimit } from "../time-limit";
import { addressesOf, isPublicAddress } from "./public-addresses";

/** What the machine can reach, and what of it strangers may have read for them. */
export interface Network {
  /** Every IP address of a URL's host. @throws Error when there is no such name */
  addressesOf(hostname: string): Promise<string[]>;
  isPublicAddress(address: string): boolean;
  isWebPort(port: number): boolean;
}

export const publicNetwork: Network = {
  addressesOf,
  isPublicAddress,
  isWebPort: (port) => port === 80 || port === 443,
};

export interface Downloaded {
  bytes: Uint8Array<ArrayBuffer>;
  /** As the server calls it, or the end of the address; not cleaned. */
  name: string | undefined;
}

/**
 * Reads what is at an address that somebody gave: public http or https, at most three redirects, each looked at anew.
 * The connection goes to the very IP address that was looked at, so a name cannot lead elsewhere in between.
 *
 * @throws AppError URL_UNREACHABLE; what `tooLarge` makes of more than `maxBytes`
 */
export type Download = (
  url: string,
  limits: { maxBytes: number; tooLarge: (maxBytes: number) => AppError },
) => Promise<Downloaded>;

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const USER_AGENT = "Lumiku";

export interface DownloadOptions {
  network: Network;
  /** For all of it. */
  timeLimitMs?: number;
}

export function createDownload({ network, timeLimitMs = 15_000 }: DownloadOptions): Download {
  return async (url, limits) => {
    const stop = new AbortController();
    try {
      return await withTimeLimit(read(url, limits, network, stop.signal), timeLimitMs, "The download took too long");
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw unreachable("That address took too long to answer.", error);
    } finally {
      stop.abort();
    }
  };
}

async function read(
  given: string,
  { maxBytes, tooLarge }: Parameters<Download>[1],
  network: Network,
  signal: AbortSignal,
): Promise<Downloaded> {
  if (!URL.canParse(given)) throw unreachable("That is not an address of the web.");
  try {
    const { url, response } = await follow(new URL(given), network, signal);
    if (response.statusCode !== 200) throw unreachable(`${NOTHING}: it answered ${response.statusCode}.`);
    const bytes = await readBody(response, maxBytes);
    if (!bytes) throw tooLarge(maxBytes);
    return { bytes, name: nameInHeader(response.headers["content-disposition"]) ?? nameInPath(url) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreachable(`${NOTHING}: it does not answer.`, error);
  }
}

/** The first answer that is no redirect, and where it came from. */
async function follow(start: URL, network: Network, signal: AbortSignal) {
  let url = start;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await open(url, await findAddresses(url, network), signal);
    if (!REDIRECTS.has(response.statusCode ?? 0)) return { url, response };
    response.destroy();
    const { location } = response.headers;
    if (!location || !URL.canParse(location, url.href)) throw unreachable(`${NOTHING}: it leads nowhere.`);
    url = new URL(location, url);
  }
  throw unreachable(`${NOTHING}: it leads on and on.`);
}

const NOTHING = "Nothing could be had from that address";

function unreachable(message: string, cause?: unknown): AppError {
  return platformError("URL_UNREACHABLE", { message, errors: [{ path: "/body/url", message }], cause });
}

/** @throws AppError URL_UNREACHABLE unless every address of the host is public */
async function findAddresses(url: URL, network: Network): Promise<string[]> {
  if (!/^https?:$/.test(url.protocol)) throw unreachable("Only addresses that begin with https or http can be read.");
  if (url.username || url.password) throw unreachable("Leave the name and the password out of that address.");
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  if (!network.isWebPort(port)) throw unreachable("Only the web's own ports, 80 and 443, can be read.");
  const addresses = await network.addressesOf(url.hostname).catch((cause: unknown) => {
    throw unreachable("There is no server of that name.", cause);
  });
  if (addresses.length === 0 || !addresses.every(network.isPublicAddress))
    throw unreachable("That address is not public.");
  return addresses;
}

function open(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const lookup: LookupFunction = (_hostname, options, answer) => {
    if (options.all) answer(null, found);
    else answer(null, found[0]?.address ?? "", found[0]?.family);
  };
  const headers = { accept: "image/*,*/*;q=0.8", "accept-encoding": "identity", "user-agent": USER_AGENT };
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === "https:" ? https : http;
    // No agent: a connection that was kept would not be looked at again.
    request(url, { agent: false, headers, lookup, signal }, resolve).on("error", reject).end();
  });
}

/** The whole body; null as soon as it is too large. */
async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (Number(response.headers["content-length"]) > maxBytes) return null;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}

/** RFC 6266: `filename*` in RFC 8187's UTF-8 goes before `filename`. */
function nameInHeader(disposition: string | undefined): string | undefined {
  if (!disposition) return undefined;
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replace(/\\(.)/g, "$1");
  return (encoded && decoded(encoded)) ?? quoted ?? /filename\s*=\s*([^;\s"]+)/i.exec(disposition)?.[1];
}

const nameInPath = ({ pathname }: URL) => decoded(pathname.split("/").at(-1) ?? "") || undefined;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
