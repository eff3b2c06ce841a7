import type { ReactNode } from "react";

/** One number of a `<dl>`, with what it counts. */
export function StatCard({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1 rounded-card border border-line bg-surface p-4">
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd className="tabular truncate font-semibold text-xl tracking-tight">{value}</dd>
      {note && <dd className="tabular text-faint text-xs">{note}</dd>}
    </div>
  );
}
