import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface CardProps {
  title?: string;
  /** Beside the title: a link or a small button. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Things that belong together, on a surface of their own. */
export function Card({ title, action, className, children }: CardProps) {
  return (
    <section className={classNames("min-w-0 rounded-card border border-line bg-surface p-4 sm:p-5", className)}>
      {title && (
        <div className="mb-4 flex min-h-6 items-center justify-between gap-3">
          <h2 className="truncate font-semibold">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
