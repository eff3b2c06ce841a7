export interface ProgressRingProps {
  /** In percent. */
  value: number;
  label: string;
  /** In pixels; from 40 on there is room for the number. */
  size?: number;
}

/** How far something is, as a ring, where there is no room for a bar. Announced with its label. */
export function ProgressRing({ value, label, size = 40 }: ProgressRingProps) {
  const share = Math.min(Math.max(value, 0), 100);
  const stroke = size < 24 ? 2.5 : 3.5;
  const radius = (size - stroke) / 2;
  const middle = { cx: size / 2, cy: size / 2, r: radius, fill: "none", strokeWidth: stroke };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(share)}
      aria-valuemin={0}
      aria-valuemax={100}
      className="relative inline-grid shrink-0 place-items-center"
      style={{ width: size, height: size }}
    >
      <svg width={size} height={size} aria-hidden="true" className="absolute inset-0 -rotate-90">
        <circle {...middle} className="stroke-line" />
        <circle
          {...middle}
          pathLength={100}
          strokeLinecap="round"
          strokeDasharray={`${Math.max(share, 3)} 100`}
          className="stroke-accent transition-[stroke-dasharray] duration-200"
        />
      </svg>
      {size >= 40 && <span className="tabular font-medium text-[11px]">{Math.round(share)}</span>}
    </div>
  );
}
