/** A decoded picture: RGBA, 8 bits a channel, sRGB, straight alpha, row by row from the top left. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** "#rrggbb" in lower case. */
export type HexColor = string;

/** A picture of few colours: one index into `palette` a pixel, {@link TRANSPARENT} where there is nothing. */
export interface LabelMap {
  readonly width: number;
  readonly height: number;
  readonly labels: Uint8Array;
  /** At most 255 colours. */
  readonly palette: readonly HexColor[];
}

export const TRANSPARENT = 255;

/** A straight line to [x, y], or a cubic Bézier curve by its two control points to [x, y]; absolute, in pixels of the picture. */
export type Segment =
  | readonly [x: number, y: number]
  | readonly [x1: number, y1: number, x2: number, y2: number, x: number, y: number];

/** A closed outline: it begins at [x, y] and its last segment leads back there, or is closed by a line. */
export interface Subpath {
  readonly x: number;
  readonly y: number;
  readonly segments: readonly Segment[];
}

/** What one `<path>` paints; holes are subpaths, by the even-odd rule. */
export interface Shape {
  readonly color: HexColor;
  /** 0–1. */
  readonly opacity: number;
  readonly subpaths: readonly Subpath[];
}

/** A line along the border that two cut-out shapes share, painted below both so that nothing shines through. */
export interface GapLine {
  readonly color: HexColor;
  /** Pixels. */
  readonly width: number;
  readonly subpaths: readonly Subpath[];
}

/** A vector picture, painted from first to last. Everything that reads or writes a file of one works on this. */
export interface Drawing {
  /** The size of the viewBox: pixels of the picture it was traced from. */
  readonly width: number;
  readonly height: number;
  readonly gaps: readonly GapLine[];
  readonly shapes: readonly Shape[];
}
