import { classNames } from "./class-names";
import { describeSparkline, drawSparkline } from "./sparkline-path";

const WIDTH = 120;
const HEIGHT = 32;

export interface SparklineProps {
  /** Oldest first. */
  values: readonly number[];
  label: string;
  className?: string;
}

/** How a number went, without axes. Screen readers hear its range and where it is now. */
export function Sparkline({ values, label, className }: SparklineProps) {
  const { line, area } = drawSparkline(values, WIDTH, HEIGHT);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${describeSparkline(values)}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={classNames("block h-8 w-full", className)}
    >
      <path d={area} className="fill-accent-soft" />
      <path
        d={line}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
        strokeLinecap="round"
        strokeWidth={1.75}
        className="fill-none stroke-accent"
      />
    </svg>
  );
}
