import type { HexColor, Raster } from "../drawing";
import { labelRaster } from "./labels";
import { paintLabels } from "./packed";

/** The picture in these colours and no others; what is less than half there becomes transparent. */
export function quantise(raster: Raster, colors: readonly HexColor[]): Raster {
  return paintLabels(labelRaster(raster, { palette: { kind: "fixed", colors: [...colors] }, filterSpeckle: 0 }));
}
