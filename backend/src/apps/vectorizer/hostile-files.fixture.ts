import sharp from "sharp";

type Corners = [topLeft: string, topRight: string];

const corners = { red: "#e01b24", green: "#2ec27e", blue: "#1c71d8", white: "#ffffff" };
const [SIDE, OTHER_SIDE] = [96, 64];

/** What {@link inOrientation} shows at its top once it is turned upright (TIFF 6.0, tag 274). */
export const ORIENTATIONS: { orientation: number; size: [width: number, height: number]; corners: Corners }[] = (
  [
    ["red", "green"],
    ["green", "red"],
    ["white", "blue"],
    ["blue", "white"],
    ["red", "blue"],
    ["blue", "red"],
    ["white", "green"],
    ["green", "white"],
  ] as const
).map(([left, right], index) => ({
  orientation: index + 1,
  size: index < 4 ? [SIDE, OTHER_SIDE] : [OTHER_SIDE, SIDE],
  corners: [corners[left], corners[right]],
}));

/** A JPEG of four colours, red and green above blue and white, that says how it is to be turned. */
export function inOrientation(orientation: number): Promise<Buffer> {
  const half = `width="${SIDE / 2}" height="${OTHER_SIDE / 2}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${OTHER_SIDE}">
    <rect ${half} fill="${corners.red}"/><rect x="${SIDE / 2}" ${half} fill="${corners.green}"/>
    <rect y="${OTHER_SIDE / 2}" ${half} fill="${corners.blue}"/>
    <rect x="${SIDE / 2}" y="${OTHER_SIDE / 2}" ${half} fill="${corners.white}"/></svg>`;
  return sharp(Buffer.from(svg))
    .withMetadata({ orientation })
    .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
    .toBuffer();
}

const SIGNATURE_BYTES = 8;
const HEADER_CHUNK_BYTES = 12 + 13;

/** A PNG with one more chunk behind its header. */
export function withChunk(png: Uint8Array, type: string, data: ArrayLike<number>): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), Buffer.from(data)]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length);
  chunk.set(body, 4);
  chunk.writeUInt32BE(Bun.hash.crc32(body), body.length + 4);
  const at = SIGNATURE_BYTES + HEADER_CHUNK_BYTES;
  return new Uint8Array(Buffer.concat([png.subarray(0, at), chunk, png.subarray(at)]));
}

/** A PNG with a colour profile that says something else. */
export function withProfile(png: Uint8Array, profile: string): Uint8Array {
  return withChunk(png, "iCCP", Buffer.concat([Buffer.from("icc\0\0"), Bun.deflateSync(Buffer.from(profile))]));
}

/** A PNG of whose pixels one bit is not as it was. */
export function withBrokenSum(png: Uint8Array): Uint8Array {
  const broken = new Uint8Array(png);
  const at = Buffer.from(broken.buffer).indexOf("IDAT") + 40;
  broken[at] = (broken[at] ?? 0) ^ 1;
  return broken;
}
