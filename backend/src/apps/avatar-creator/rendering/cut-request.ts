import type { Grey } from "./edges";

/** The model sees every picture as a square of this many pixels a side. */
export const MODEL_SIDE = 256;
/** Longest side of the copy that edges are looked for in. */
export const GUIDE_SIDE = 640;

/** What a person is cut out of. */
export interface CutRequest {
  /** RGB, MODEL_SIDE × MODEL_SIDE. */
  pixels: Uint8Array;
  /** At the size that the cut is wanted in. */
  grey: Grey;
  /** Longest side at most GUIDE_SIDE. */
  guide: Grey;
}
