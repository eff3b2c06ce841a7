import { makeZip } from "client-zip";

/** Files side by side in an archive, as they are: what is large of them is compressed already. */
export async function writeZip(files: readonly { name: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  const entries = files.map(({ name, bytes }) => ({ name, input: bytes }));
  return new Response(makeZip(entries)).bytes();
}
