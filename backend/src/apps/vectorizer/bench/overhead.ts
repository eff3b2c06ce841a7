import { createClient } from "@lumiku/app-sdk";
import type { BenchPerson } from "@lumiku/app-sdk/testing";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import { builtinPresets, type TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import { MAX_TRACED_SIDE } from "../tracing/jobs";
import { encodePng, renderSvg } from "../tracing/picture";
import { traceByRecipe } from "../tracing/trace-by-recipe";
import { TRACED_SIDE } from "./jobs";
import { medianOf } from "./medians";
import type { VectorPicture } from "./sets";

export interface Overhead {
  /** From the POST to the completed generation at the client, in the middle. */
  readonly platformMs: number;
  /** The same work, called as a function. */
  readonly bareMs: number;
}

const WARM_UP_RUNS = 5;
const recipe: TraceRecipe = { model: "vtracer", settings: builtinPresets.illustration.settings };

/** What accounts, prices, queue, processes, storage and events add to a trace of one picture. */
export async function measureOverhead(person: BenchPerson, picture: VectorPicture, runs: number): Promise<Overhead> {
  const png = await encodePng(await renderSvg(picture.svg, TRACED_SIDE, TRACED_SIDE));
  const api = createClient(vectorizer, person.transport);
  const file = new File([png.slice()], "picture.png", { type: "image/png" });
  const { id: documentId } = await api.createDocument({ body: {}, file });
  const [platform, bare]: [number[], number[]] = [[], []];
  for (let run = 0; run < WARM_UP_RUNS + runs; run++) {
    const throughPlatform = await time(async () => {
      const { status } = await person.follow(await api.trace({ params: { documentId }, body: recipe }));
      if (status !== "completed") throw new Error(`The trace ${status}`);
    });
    const called = await time(() => traceAlone(png));
    if (run < WARM_UP_RUNS) continue;
    platform.push(throughPlatform);
    bare.push(called);
  }
  return { platformMs: medianOf(platform), bareMs: medianOf(bare) };
}

async function traceAlone(bytes: Uint8Array): Promise<void> {
  const request = { bytes, recipe, title: "Picture", maxSide: MAX_TRACED_SIDE, budgetMs: 0 };
  const { svg, width, height } = await traceByRecipe(request, {
    signal: new AbortController().signal,
    onProgress() {},
  });
  await encodePng(await renderSvg(svg, width, height));
}

async function time(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
