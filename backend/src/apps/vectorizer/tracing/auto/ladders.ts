import { type AutoSettings, builtinPresets, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { PictureKind } from "@lumiku/contracts/vectorizer-traces";
import type { Classified } from "./classify";

/** Settings that are worth a try. */
export interface Rung {
  /** For people. */
  readonly label: string;
  readonly settings: TraceSettings;
}

/** Settings for one kind of picture, from the fewest bytes to the nearest likeness. */
export interface Ladder {
  readonly rungs: readonly Rung[];
  /** The rung that suffices most often. */
  readonly start: number;
}

type Changes = Partial<TraceSettings>;
type Try = readonly [label: string, changes: Changes];

/** Outlines that follow the edges more and more closely, and in the end keep the smallest shapes. */
const flatTries: readonly Try[] = [1, 0.7, 0.5, 0.35, 0.25, 0.15].map((tolerance) => [
  `outlines within ${tolerance} px`,
  { tolerance, pathPrecision: 1 },
]);
const flatDetails: readonly Try[] = [
  ["outlines within 0.25 px, shapes of 2 px", { tolerance: 0.25, pathPrecision: 1, filterSpeckle: 2 }],
  ["outlines within 0.1 px, every shape", { tolerance: 0.1, pathPrecision: 2, filterSpeckle: 1 }],
];

/** On photos polygons in layers come nearer with fewer bytes than curves do, and whole pixels are fine enough. */
const photoTries: readonly Try[] = (
  [
    [64, 8, 6],
    [48, 6, 6],
    [48, 4, 6],
    [32, 4, 6],
    [16, 4, 6],
    [16, 2, 6],
    [8, 1, 8],
  ] as const
).map(([layerDifference, filterSpeckle, colorPrecision]) => [
  `polygons in layers ${layerDifference} apart, shapes of ${filterSpeckle} px`,
  { mode: "polygon", layerDifference, filterSpeckle, colorPrecision, pathPrecision: 0, keepStraight: false },
]);

const pixelTries: readonly Try[] = [["every pixel a square", builtinPresets["pixel-art"].settings]];

const kinds: Readonly<Record<PictureKind, { tries: readonly Try[]; start: number }>> = {
  logo: { tries: [...flatTries, ...flatDetails], start: 2 },
  "line-art": { tries: [...flatTries, ...flatDetails], start: 2 },
  illustration: { tries: [...flatTries, ...flatDetails], start: 3 },
  photo: { tries: photoTries, start: 3 },
  "pixel-art": { tries: pixelTries, start: 0 },
};

/** Rungs that are left of a noisy flat picture: whoever comes nearer follows the noise. */
const NOISY_RUNGS = 4;

/** The settings to try for a picture, within what its owner has decided. */
export function ladderFor(
  { kind, isNoisy }: Pick<Classified, "kind" | "isNoisy">,
  { palette, hierarchical, groupByColor }: AutoSettings,
): Ladder {
  const { tries, start } = kinds[kind];
  const sensible = isNoisy && kind !== "photo" ? tries.slice(0, NOISY_RUNGS) : tries;
  const rungs = sensible.map(([label, changes]) => ({
    label,
    settings: TraceSettings.parse({ ...changes, palette, hierarchical, groupByColor }),
  }));
  return { rungs, start };
}
