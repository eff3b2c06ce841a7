/** A shape as providers write it, width first: "16:9". */
export type AspectRatio = `${number}:${number}`;

/** Of the allowed shapes, the one that differs least from the size, up or down alike. */
export function nearestAspectRatio<R extends AspectRatio>(
  width: number,
  height: number,
  allowed: readonly [R, ...R[]],
): R {
  const distance = (ratio: R) => Math.abs(Math.log(ratioOf(ratio) / (width / height)));
  return allowed.reduce((nearest, ratio) => (distance(ratio) < distance(nearest) ? ratio : nearest));
}

/** Width by height: "3:2" is 1.5. */
export function ratioOf(ratio: AspectRatio): number {
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  return across / down;
}

/** An encoded picture (PNG, JPEG or WebP) as a data URL. */
export function toDataUrl(bytes: Uint8Array): string {
  const formats: Record<number, string> = { 137: "png", 255: "jpeg" };
  return `data:image/${formats[bytes[0] ?? 0] ?? "webp"};base64,${Buffer.from(bytes).toString("base64")}`;
}

/** The last progress bar a model printed into its logs: "  45%|████▌     | 13/28". */
export function readPercent(logs: string | null | undefined): number | undefined {
  const bars = [...(logs ?? "").matchAll(/(\d{1,3})%\|/g)];
  const percent = bars.at(-1)?.[1];
  return percent === undefined ? undefined : Number(percent);
}
