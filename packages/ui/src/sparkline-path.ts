export interface SparklinePath {
  line: string;
  /** The line closed along the bottom. */
  area: string;
}

/** The way through the values from left to right, highest at the top. Equal values run along the middle. */
export function drawSparkline(values: readonly number[], width: number, height: number, inset = 2): SparklinePath {
  if (values.length === 0) return { line: "", area: "" };
  const lowest = Math.min(...values);
  const range = Math.max(...values) - lowest;
  const heightOf = (value: number) =>
    range === 0 ? height / 2 : height - inset - ((value - lowest) / range) * (height - 2 * inset);
  const points =
    values.length === 1
      ? [0, width].map((x) => [x, heightOf(values[0] ?? 0)] as const)
      : values.map((value, index) => [(index / (values.length - 1)) * width, heightOf(value)] as const);
  const line = `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}`;
  return { line, area: `${line}V${height}H0Z` };
}

/** "4 values, from 1 to 9, now 3": what the line shows, in words. */
export function describeSparkline(values: readonly number[]): string {
  const latest = values.at(-1);
  if (latest === undefined) return "no values yet";
  const format = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
  const [lowest, highest, now] = [Math.min(...values), Math.max(...values), latest].map(format.format);
  return `${values.length} ${values.length === 1 ? "value" : "values"}, from ${lowest} to ${highest}, now ${now}`;
}

const round = (value: number) => Math.round(value * 100) / 100;
