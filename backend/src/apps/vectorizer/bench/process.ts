import { serveJobs } from "@lumiku/app-sdk/processes";
import sharp from "sharp";
import type { Raster } from "../tracing/drawing";
import { renderSvg } from "../tracing/picture";
import { deltaEOf, summariseDeltaE } from "../tracing/quality/delta-e";
import { edgeF1Of } from "../tracing/quality/edges";
import { type OpaquePicture, overWhite } from "../tracing/quality/opaque";
import { psnrOf } from "../tracing/quality/psnr";
import { ssimOf } from "../tracing/quality/ssim";
import { countSvg } from "./count-svg";
import { type BenchJobs, type Measured, TRACED_SIDE, trials } from "./jobs";
import { own, rivals, type Tracer } from "./tracers";

serveJobs<BenchJobs>({
  async measure({ svg, trial, tracers }) {
    const { comparedAt, isJpeg } = trials[trial];
    const clean = await renderSvg(svg, TRACED_SIDE, TRACED_SIDE);
    const raster = isJpeg ? await throughJpeg(clean, 60) : clean;
    const wanted = overWhite(comparedAt === TRACED_SIDE ? clean : await renderSvg(svg, comparedAt, comparedAt));
    const measured: Record<string, Measured> = {};
    for (const name of tracers) measured[name] = await measure(tracerOf(name), raster, wanted);
    return measured;
  },
});

function tracerOf(name: string): Tracer {
  const tracer = { ...own, ...rivals }[name];
  if (!tracer) throw new Error(`No tracer is called ${name}`);
  return tracer;
}

async function measure(trace: Tracer, raster: Raster, wanted: OpaquePicture): Promise<Measured> {
  const startedAt = performance.now();
  const svg = await trace(raster);
  const ms = performance.now() - startedAt;
  const traced = overWhite(await renderSvg(svg, wanted.width, wanted.height));
  const { red, green, blue, mean } = ssimOf(wanted, traced);
  return {
    ssim: mean,
    worstSsim: Math.min(red, green, blue),
    psnr: psnrOf(wanted, traced) ?? Number.POSITIVE_INFINITY,
    deltaE: summariseDeltaE(deltaEOf(wanted, traced)).mean,
    edgeF1: edgeF1Of(wanted, traced),
    ...countSvg(svg),
    bytes: Buffer.byteLength(svg),
    ms,
  };
}

async function throughJpeg({ data, width, height }: Raster, quality: number): Promise<Raster> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality })
    .toBuffer();
  return { width, height, data: new Uint8Array(await sharp(jpeg).ensureAlpha().raw().toBuffer()) };
}
