import { gzipSync } from "node:zlib";
import type { QualityReport } from "@lumiku/contracts/vectorizer-traces";
import type { Drawing, Raster } from "../drawing";
import { deltaEOf, summariseDeltaE } from "./delta-e";
import { edgeF1Of } from "./edges";
import { countParts } from "./nodes";
import { psnrOf } from "./psnr";
import { renderPair } from "./render-pair";
import { ssimOf } from "./ssim";

/** Pixels a side of what is compared. */
const MAX_COMPARED_SIDE = 1_024;

/**
 * How near an SVG comes to the bitmap it was traced from, and what it takes.
 *
 * @param raster the bitmap, of any size; compared at {@link MAX_COMPARED_SIDE} pixels a side when it is larger
 * @param drawing what the SVG was written from: its paths, nodes and colours are counted
 * @param durationMs from the decoded bitmap to the finished SVG
 */
export async function measureQuality(
  raster: Raster,
  svg: string,
  drawing: Drawing,
  durationMs: number,
): Promise<QualityReport> {
  const { original, traced } = await renderPair(raster, svg, MAX_COMPARED_SIDE);
  return {
    ssim: ssimOf(original, traced),
    psnr: psnrOf(original, traced),
    deltaE: summariseDeltaE(deltaEOf(original, traced)),
    edgeF1: edgeF1Of(original, traced),
    ...countParts(drawing),
    bytes: Buffer.byteLength(svg),
    gzipBytes: gzipSync(svg).byteLength,
    durationMs: Math.round(durationMs),
    comparedAt: { width: original.width, height: original.height },
  };
}

/** The two measures that settings are searched by. @param raster small: the SVG is rendered as large as it */
export async function scoreSvg(raster: Raster, svg: string): Promise<{ ssim: number; psnr: number | null }> {
  const { original, traced } = await renderPair(raster, svg, MAX_COMPARED_SIDE);
  return { ssim: ssimOf(original, traced).mean, psnr: psnrOf(original, traced) };
}
