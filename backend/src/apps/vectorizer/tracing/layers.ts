import type { Layer } from "@lumiku/contracts/vectorizer-traces";
import type { Drawing } from "./drawing";
import { countNodes } from "./quality/nodes";

/** The colours of a drawing, the one painted first before the others, with what it takes to draw each. */
export function layersOf({ shapes }: Drawing): Layer[] {
  const layers = new Map<string, Layer>();
  for (const { color, subpaths } of shapes) {
    const layer = layers.get(color) ?? { color, paths: 0, nodes: 0 };
    layer.paths++;
    layer.nodes += countNodes(subpaths);
    layers.set(color, layer);
  }
  return [...layers.values()];
}
