import type { Raster } from "./drawing";
import { renderSvg } from "./picture";

/** What a renderer makes of shapes, with anti-aliased edges. @param body of an SVG of this size */
export function draw(body: string, width: number, height = width): Promise<Raster> {
  return renderSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${body}</svg>`,
    width,
    height,
  );
}

/** Soft shades with grain, the same every time: nothing in it is flat. */
export function photograph(width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 4);
  let seed = 1;
  const grain = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed / 2 ** 32 - 0.5) * 24;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [across, down] = [x / width, y / height];
      const light = 0.5 + 0.5 * Math.sin(7 * across + 3 * Math.cos(5 * down));
      const values = [220 * across + 30 * light, 60 + 150 * light, 255 * (1 - down)];
      data.set([...values.map((value) => Math.min(255, Math.max(0, value + grain()))), 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}
