import type { ReactNode } from "react";

export interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** What a place is for, while there is nothing in it yet. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-line border-dashed px-6 py-14 text-center">
      <div className="grid size-12 place-items-center rounded-card bg-accent-soft text-accent-ink">{icon}</div>
      <h2 className="font-semibold text-base">{title}</h2>
      <p className="max-w-sm text-muted">{children}</p>
      {action}
    </div>
  );
}
