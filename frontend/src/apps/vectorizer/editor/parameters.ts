import { type TraceSettings, traceRanges } from "@lumiku/contracts/vectorizer-settings";

export type ParameterKey = keyof typeof traceRanges;

/** A number of the tracer, as the field knows it. */
export interface Parameter {
  key: ParameterKey;
  label: string;
  explanation: string;
  min: number;
  max: number;
  step: number;
  default: number;
}

const words: Record<ParameterKey, { label: string; explanation: string; step?: number }> = {
  tolerance: {
    label: "Tolerance",
    explanation: "Pixels an outline may lie beside the edge; more has fewer nodes.",
    step: 0.05,
  },
  filterSpeckle: {
    label: "Smallest shape",
    explanation: "Shapes of fewer pixels squared are left out.",
  },
  colorPrecision: {
    label: "Colour precision",
    explanation: "Bits of a colour channel that count; fewer merge shades.",
  },
  layerDifference: {
    label: "Gradient step",
    explanation: "How different two shades must be to become two layers.",
  },
  cornerThreshold: {
    label: "Corner threshold",
    explanation: "Degrees from which a turn stays a corner; higher is smoother.",
  },
  lengthThreshold: {
    label: "Segment length",
    explanation: "Pixels a segment may be long before it is divided.",
    step: 0.5,
  },
  maxIterations: {
    label: "Iterations",
    explanation: "How often outlines are divided at most.",
  },
  spliceThreshold: {
    label: "Splice threshold",
    explanation: "Degrees of turning from which a curve is cut; higher has fewer nodes.",
  },
  pathPrecision: {
    label: "Decimal places",
    explanation: "Of every coordinate; fewer make a smaller file.",
  },
};

/** All of them, with the ranges and defaults of the contract. */
export const parameters = Object.fromEntries(
  (Object.keys(words) as ParameterKey[]).map((key) => {
    const { label, explanation, step = 1 } = words[key];
    return [key, { key, label, explanation, step, ...traceRanges[key] }];
  }),
) as Record<ParameterKey, Parameter>;

/** Those that these settings make use of; the others change nothing. */
export function isUsed(key: ParameterKey, { mode, palette, colorMode }: TraceSettings): boolean {
  switch (key) {
    case "colorPrecision":
    case "layerDifference":
      return mode !== "fitted" && palette.kind === "source" && colorMode === "color";
    case "tolerance":
      return mode === "fitted";
    case "cornerThreshold":
      return mode === "fitted" || mode === "spline";
    case "lengthThreshold":
    case "maxIterations":
    case "spliceThreshold":
      return mode === "spline";
    default:
      return true;
  }
}
