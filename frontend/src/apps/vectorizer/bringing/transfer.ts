/** What somebody pasted or let fall, as far as it is something to trace. */
export type Transfer = { kind: "files"; files: File[] } | { kind: "address"; url: string };

/** Files, or the address of a picture; undefined for anything else, such as words. */
export function readTransfer(data: Pick<DataTransfer, "files" | "getData"> | null): Transfer | undefined {
  if (!data) return undefined;
  const files = [...data.files];
  // A picture copied in a browser comes as a file and as an address: the file is what was seen.
  if (files.length > 0) return { kind: "files", files };
  const url = readAddress(data.getData("text/uri-list")) ?? readAddress(data.getData("text/plain"));
  return url === undefined ? undefined : { kind: "address", url };
}

const MAX_ADDRESS_CHARACTERS = 2_000;

/** A web address and nothing besides it; lines of a list of addresses that begin with "#" are comments (RFC 2483). */
export function readAddress(text: string): string | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const [first = ""] = lines;
  const address = first.trim();
  if (lines.length !== 1 || address.length > MAX_ADDRESS_CHARACTERS || !/^https?:\/\/[^\s/]/i.test(address))
    return undefined;
  return /\s/.test(address) || !URL.canParse(address) ? undefined : address;
}

/** What a picture from the web is called until somebody names it. */
export function nameOfAddress(url: string): string {
  const { hostname, pathname } = new URL(url);
  const last = pathname.split("/").filter(Boolean).at(-1);
  try {
    return last ? decodeURIComponent(last) : hostname;
  } catch {
    return last ?? hostname;
  }
}
