import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** Rows of one kind. `caption` is what screen readers call it. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

interface CellProps {
  children?: ReactNode;
  align?: "left" | "right";
  /** Left out on a phone, where another cell says it. */
  isWideOnly?: boolean;
  className?: string;
}

export function HeadCell({ children, ...props }: CellProps) {
  return (
    <th scope="col" className={cellClass(props, "h-10 bg-sunken/60 font-medium text-[13px] text-muted")}>
      {children}
    </th>
  );
}

export function Cell({ children, ...props }: CellProps) {
  return <td className={cellClass(props, "py-3 align-top")}>{children}</td>;
}

export function Row({ children }: { children: ReactNode }) {
  return <tr className="border-line border-t">{children}</tr>;
}

function cellClass({ align = "left", isWideOnly, className }: CellProps, base: string): string {
  return classNames(
    base,
    "px-2 first:pl-4 last:pr-4 sm:px-3",
    align === "right" && "text-right",
    isWideOnly && "max-sm:hidden",
    className,
  );
}
