import { classNames } from "@lumiku/ui/class-names";
import type { ReactNode } from "react";

interface CardProps {
  title: string;
  badge?: ReactNode;
  /** What can be done about it, along the lower edge. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One subject of billing. */
export function Card({ title, badge, actions, className, children }: CardProps) {
  return (
    <section
      aria-label={title}
      className={classNames("flex min-w-0 flex-col rounded-card border border-line bg-surface", className)}
    >
      <div className="grid flex-1 content-start gap-3 p-5">
        <div className="flex min-h-6 flex-wrap items-center justify-between gap-2">
          <h2 className="font-medium text-muted">{title}</h2>
          {badge}
        </div>
        {children}
      </div>
      {actions && <div className="flex flex-wrap gap-2 border-line border-t px-5 py-3">{actions}</div>}
    </section>
  );
}
