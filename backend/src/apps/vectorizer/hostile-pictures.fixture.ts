import sharp from "sharp";

type Paint = (x: number, y: number, pixel: Uint8Array) => void;

function painted(width: number, height: number, channels: 1 | 3, paint: Paint) {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) paint(x, y, data.subarray(at, at + channels));
  }
  return sharp(data, { raw: { width, height, channels } });
}

const inTwoColors = { palette: true, colours: 2, dither: 0 } as const;

/** A generator that gives the same numbers each time: xorshift (Marsaglia 2003). */
function createBits(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 1;
  };
}

/** Every pixel black or white by chance: the longest borders that a file of two megabytes can have. */
export function monochromeNoise(side: number): Promise<Buffer> {
  const nextBit = createBits();
  return painted(side, side, 1, (_x, _y, pixel) => pixel.fill(nextBit() * 255))
    .png(inTwoColors)
    .toBuffer();
}

export function checkerboard(side: number): Promise<Buffer> {
  return painted(side, side, 1, (x, y, pixel) => pixel.fill(((x + y) & 1) * 255))
    .png(inTwoColors)
    .toBuffer();
}

/** One outline that winds through all of it, four pixels wide. */
export function spirals(side: number): Promise<Buffer> {
  const centre = side / 2;
  return painted(side, side, 1, (x, y, pixel) => {
    const [dx, dy] = [x - centre, y - centre];
    const turns = Math.hypot(dx, dy) / 8 + Math.atan2(dy, dx) / (2 * Math.PI);
    pixel.fill(turns % 1 < 0.5 ? 0 : 255);
  })
    .png(inTwoColors)
    .toBuffer();
}

/** `count` × `count` squares, each of its own colour. */
export function tiles(side: number, count: number): Promise<Buffer> {
  return painted(side, side, 3, (x, y, pixel) => {
    const index = Math.floor((x * count) / side) * count + Math.floor((y * count) / side);
    // A multiple that is prime to 2²⁴ meets every colour once.
    const color = (index * 0x9e3779) & 0xffffff;
    pixel.set([color >> 16, (color >> 8) & 255, color & 255]);
  })
    .png()
    .toBuffer();
}

export function gradient(width: number, height: number): Promise<Buffer> {
  return painted(width, height, 3, (x, y, pixel) => {
    pixel.set([(x * 255) / width, (y * 255) / height, ((x + y) * 255) / (width + height)]);
  })
    .png()
    .toBuffer();
}
