export interface ZippedFile {
  name: string;
  bytes: Uint8Array;
}

/** Reads an archive whose files are stored as they are, by its central directory (APPNOTE.TXT 4.3.12). */
export function readZip(archive: Uint8Array): ZippedFile[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  // The end record has no comment, so it is the last 22 bytes.
  const end = archive.byteLength - 22;
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error("The archive is cut off");
  const files: ZippedFile[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [size, nameLength] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const bytes = archive.subarray(start, start + size);
    if (Bun.hash.crc32(bytes) !== view.getUint32(at + 16, true)) throw new Error(`${name} is damaged`);
    files.push({ name, bytes });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}
