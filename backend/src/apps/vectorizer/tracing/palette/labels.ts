import type { PaletteChoice } from "@lumiku/contracts/vectorizer-settings";
import { type HexColor, type LabelMap, type Raster, TRANSPARENT } from "../drawing";
import { type Areas, findAreas } from "./areas";
import { assignColors } from "./assign";
import { countBorders, MOST_BORDERS } from "./busy";
import { type Cluster, clusterOf, mergeClusters, nearestIndex, refineClusters } from "./cluster";
import { type Distinct, findDistinctColors } from "./distinct";
import { withoutGlass } from "./glass";
import { parseColor } from "./oklab";
import { hexOf, type PackedRaster, packRaster } from "./packed";
import { smoothLabels } from "./smooth";
import { absorbSpeckles } from "./speckles";

export interface LabelOptions {
  palette: PaletteChoice;
  /** Regions of fewer pixels than its square go to the neighbour they touch most. */
  filterSpeckle: number;
}

/** A picture with a smaller share of flat pixels is taken for a photo. */
const FLAT_SHARE = 0.5;

/**
 * A picture in few colours. Drawings keep their own exactly; what a palette of fewer or other colours asks for, is done
 * to whole areas, so that their borders stay. Photos become coherent regions of the colours that come nearest.
 *
 * Pixels less than half covered are transparent. Glass (areas that are partly transparent) is opaque, as it looks on
 * white paper. Speckles stay in a map of more borders than {@link MOST_BORDERS}: it is not drawn.
 */
export function labelRaster(raster: Raster, { palette, filterSpeckle }: LabelOptions): LabelMap {
  const { width, height } = raster;
  const packed = packRaster(withoutGlass(raster));
  const areas = findAreas(packed);
  const distinct = findDistinctColors(packed, areas);
  const { labels, clusters } = isPhoto(areas, distinct)
    ? labelPhoto(packed, areas, distinct, palette)
    : labelDrawing(distinct, palette);
  const size = { width, height };
  if (countBorders({ ...size, labels }) <= MOST_BORDERS) absorbSpeckles(labels, width, height, filterSpeckle ** 2);
  return compact({ ...size, labels, palette: clusters.map(({ color }) => hexOf(color)) });
}

/** The colours that stand for all of some, by a palette; none is made up when there are fewer. */
function choosePalette(clusters: readonly Cluster[], choice: PaletteChoice): Cluster[] {
  if (choice.kind === "fixed") return choice.colors.map((color) => clusterOf(numberOf(color), 1));
  if (choice.kind === "source" || choice.count >= clusters.length) return [...clusters];
  return refineClusters(mergeClusters(clusters, choice.count), clusters);
}

type Labelled = { labels: Uint8Array; clusters: readonly Cluster[] };

function labelDrawing({ clusters, labels }: Distinct, choice: PaletteChoice): Labelled {
  const chosen = choosePalette(clusters, choice);
  const becomes = clusters.map(({ oklab }) => nearestIndex(chosen, oklab));
  return { labels: relabel(labels, becomes), clusters: chosen };
}

function labelPhoto(packed: PackedRaster, areas: Areas, distinct: Distinct, choice: PaletteChoice): Labelled {
  const clusters = choosePalette(distinct.clusters, choice);
  const colors = clusters.map(({ color }) => color);
  const labels = choice.kind === "source" ? distinct.labels : assignColors(packed, areas, colors).labels;
  smoothLabels(labels, packed, colors);
  return { labels, clusters };
}

function isPhoto({ isFlat }: Areas, { labels }: Distinct): boolean {
  let [flat, all] = [0, 0];
  for (let index = 0; index < labels.length; index++) {
    if (labels[index] === TRANSPARENT) continue;
    all++;
    flat += isFlat[index] as number;
  }
  return flat < FLAT_SHARE * all;
}

/** Without colours that no pixel has, and each colour once. */
function compact({ labels, palette, ...size }: LabelMap): LabelMap {
  const isUsed = new Uint8Array(256);
  for (const label of labels) isUsed[label] = 1;
  const colors: HexColor[] = [...new Set(palette.filter((_, label) => isUsed[label] === 1))];
  const becomes = palette.map((color) => colors.indexOf(color));
  return { ...size, labels: relabel(labels, becomes), palette: colors };
}

/** In place. */
function relabel(labels: Uint8Array, becomes: readonly number[]): Uint8Array {
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] as number;
    if (label !== TRANSPARENT) labels[index] = becomes[label] as number;
  }
  return labels;
}

function numberOf(color: HexColor): number {
  const [red, green, blue] = parseColor(color);
  return (red << 16) | (green << 8) | blue;
}
