import { classNames } from "./class-names";

const tones = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", danger: "bg-danger" } as const;

export interface MeterProps {
  label: string;
  value: number;
  max: number;
  /** What it says in words, for screen readers: "38 of 50". */
  text: string;
  tone?: keyof typeof tones;
}

/** How much of something there is, as a bar. Not for work in progress: that is a progress bar. */
export function Meter({ label, value, max, text, tone = "accent" }: MeterProps) {
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <div className="h-2 overflow-hidden rounded-full bg-sunken">
      <meter
        aria-label={label}
        min={0}
        max={max}
        value={Math.min(value, max)}
        aria-valuetext={text}
        className="sr-only"
      />
      <div
        aria-hidden="true"
        className={classNames("h-full rounded-full transition-[width] duration-200", tones[tone])}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
