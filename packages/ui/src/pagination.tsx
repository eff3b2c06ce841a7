import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { listPageNumbers } from "./page-numbers";

export interface PaginationProps {
  /** What is leafed through: "Pages of payments". */
  label: string;
  /** From 1. */
  page: number;
  pages: number;
  onChange: (page: number) => void;
}

/** Which part of a long list is shown. Nothing, where one page is all there is. */
export function Pagination({ label, page, pages, onChange }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav aria-label={label} className="flex items-center justify-center gap-1">
      <Step label="Previous page" isDisabled={page <= 1} onClick={() => onChange(page - 1)}>
        <ChevronLeft size={18} aria-hidden="true" />
      </Step>
      <span className="tabular px-2 text-muted sm:hidden">
        {page} of {pages}
      </span>
      <ul className="hidden items-center gap-1 sm:flex">
        {listPageNumbers(page, pages).map((number, index) => (
          <li key={number ?? `gap-${index}`}>
            {number === null ? (
              <span className="grid h-9 w-6 place-items-center text-faint">…</span>
            ) : (
              <Step label={`Page ${number}`} isCurrent={number === page} onClick={() => onChange(number)}>
                {number}
              </Step>
            )}
          </li>
        ))}
      </ul>
      <Step label="Next page" isDisabled={page >= pages} onClick={() => onChange(page + 1)}>
        <ChevronRight size={18} aria-hidden="true" />
      </Step>
    </nav>
  );
}

interface StepProps {
  label: string;
  isCurrent?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Step({ label, isCurrent, isDisabled, onClick, children }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-current={isCurrent ? "page" : undefined}
      // Still there for the focus that has just reached the end.
      aria-disabled={isDisabled}
      onClick={() => !isDisabled && onClick()}
      className={classNames(
        "tabular grid h-9 min-w-9 place-items-center rounded-control px-2 font-medium transition-colors duration-150 pointer-coarse:h-11 pointer-coarse:min-w-11",
        isCurrent ? "bg-accent-soft text-accent-ink" : "text-muted hover:bg-sunken hover:text-ink",
        isDisabled && "cursor-not-allowed opacity-40",
      )}
    >
      {children}
    </button>
  );
}
